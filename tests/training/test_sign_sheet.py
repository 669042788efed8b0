"""The sign-in sheet as a PDF: whom it lists, how it is laid out, and that no name is ever code."""

import datetime
import time
import unicodedata
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from tests import factories as make
from tests.pages import page
from training import sign_sheet
from training.models import Invitation, Session
from training.rollcall import name_order

pytestmark = pytest.mark.django_db

LONG = "นางสาวพิมพ์ชนกนันทวรรณศิริรัตนาวดีศรีสุวรรณภูมิพิสุทธิ์วงศ์"
CODE = '#let x = 1 [a] $b$ *c* _d_ <e> @f \\g "h" // i'


def sheet(client, user, session, status=200, **query):
    client.force_login(user)
    response = client.get(f"/training/{session.pk}/sign-sheet/", query)
    assert response.status_code == status
    return response


def values(world, session=None):
    rows = Session.objects.select_related("participation__village__subdistrict__district")
    held = rows.with_place().get(pk=(session or world.session).pk)
    people = sorted((row.person for row in held.invitations.with_names()), key=name_order)
    return sign_sheet.values_of(held, people, world.officer)


def invite(world, count, **names):
    for enrolment in make.EnrolmentFactory.create_batch(count, participation=world.participation, **names):
        make.InvitationFactory(session=world.session, enrolment=enrolment)


def test_a_sheet_is_a_private_file_with_a_thai_name(client, world):
    answer = sheet(client, world.viewer, world.session)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"]
    name = unquote(answer["Content-Disposition"].partition("filename*=utf-8''")[2])
    assert name == f"บัญชีลงชื่อผู้เข้าอบรม อบรมจักสานกระจูด {world.village.name}.pdf"


@pytest.mark.parametrize("title", ["ก/ข\\ค", 'ก"ข"', "ก\nข\r", "..", "ก" * 150])
def test_no_title_breaks_the_name_of_the_file(client, world, title):
    Session.objects.filter(pk=world.session.pk).update(title=title)
    named = unquote(sheet(client, world.officer, world.session)["Content-Disposition"])
    assert named.endswith(".pdf")
    assert not set('/\\\n\r"').intersection(named.partition("''")[2])


def test_a_neighbours_sheet_is_not_found(client, world):
    sheet(client, world.officer, world.neighbour_session, status=404)


def test_everyone_invited_is_listed_by_name_with_rows_left_for_others(world):
    make.EnrolmentFactory(participation=world.participation, household__first_name="ไม่ได้เชิญ")
    invite(world, 1, household__first_name="เก่ง", household__house_no="12 หมู่บ้านใหม่")
    invite(world, 1, withdrawn_on="2018-12-01", withdrawn_reason="ย้าย", household__first_name="ขวัญ")
    told = values(world)
    assert [" ".join(row["words"]) for row in told["people"]] == [
        "นางเก่ง ตัวอย่าง",
        str(world.household),
        "นางขวัญ ตัวอย่าง",
        *[""] * sign_sheet.WALK_INS,
    ]
    assert [row["number"] for row in told["people"]] == [1, 2, 3, 4, 5, 6]
    assert [row["note"] for row in told["people"][:3]] == ["", "", "ถอนตัวแล้ว"]
    assert told["office"] == "สำนักงานพัฒนาชุมชนอำเภอเมืองสงขลา"
    assert told["lines"][2] == "ระหว่างวันที่ 11 – 13 ธันวาคม 2561"


def test_sages_sign_a_sheet_of_their_own(client, world):
    session = make.SessionFactory(participation=world.participation, kind="team")
    Invitation.objects.create(session=session, team_member=world.lead)
    assert values(world, session)["people"][0]["words"] == str(world.sage).split()
    assert sheet(client, world.field, session).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("days", "sheets", "is_flipped"),
    [
        (1, [1], False),
        (2, [2], False),
        (3, [3], True),
        (5, [5], True),
        (6, [5, 1], True),
        (11, [5, 5, 1], True),
    ],
)
def test_five_days_stand_on_a_sheet(world, days, sheets, is_flipped):
    world.session.ends_on = world.session.starts_on + datetime.timedelta(days=days - 1)
    world.session.save()
    told = values(world)
    assert [len(part["days"]) for part in told["sheets"]] == sheets
    assert told["is_flipped"] is is_flipped
    assert told["sheets"][-1]["days"][-1].startswith(f"วันที่ {days}\n")
    assert bool(told["sheets"][0]["label"]) == (len(sheets) > 1)


def test_the_village_officer_of_today_signs_and_without_one_there_are_dots(world):
    assert values(world)["officer"] == {"name": world.field.get_full_name(), "position": "พัฒนากร"}
    world.field.postings.update(ends_on=datetime.date(2019, 9, 30))
    assert values(world)["officer"] == {"name": "", "position": ""}
    make.PostingFactory(
        user=make.UserFactory(role=Role.FIELD_OFFICER, position="พัฒนากรชำนาญการ"), area_code="900102"
    )
    assert values(world)["officer"]["position"] == "พัฒนากรชำนาญการ"


def test_digits_are_as_the_plan_says_unless_the_address_says_otherwise(client, world):
    thai, arabic = (
        sheet(client, world.officer, world.session, digits=kind).content for kind in ("thai", "arabic")
    )
    assert thai != arabic
    for has_thai_digits, same in ((True, thai), (False, arabic)):
        world.plan.has_thai_digits = has_thai_digits
        world.plan.save()
        for asked in ({}, {"digits": "roman"}):
            assert len(sheet(client, world.officer, world.session, **asked).content) == len(same)


@pytest.mark.parametrize("name", [LONG, CODE, "ก" * 80, "a" * 80, "#" * 80, "น้ำ" * 26, "\u200b", "👍🏽"])
def test_any_name_is_set_as_a_name(client, world, name):
    invite(
        world, 1, household__prefix=name[:30], household__first_name=name[:80], household__last_name=name[:80]
    )
    assert sheet(client, world.officer, world.session).content.startswith(b"%PDF")


def test_marks_stay_on_their_letters(world):
    invite(world, 1, household__first_name="ปิ่นเกล้ากี่น้ำ")
    words = [word for row in values(world)["people"] for word in row["words"]]
    assert all(unicodedata.category(word[0]) != "Mn" for word in words)


def test_thirty_people_are_made_in_two_seconds(client, world):
    invite(world, 29)
    sheet(client, world.officer, world.session)
    began = time.process_time()
    sheet(client, world.officer, world.session)
    assert time.process_time() - began < 2


def test_a_sheet_asks_as_often_for_thirty_people_as_for_one(client, world):
    def ask():
        with CaptureQueriesContext(connection) as asked:
            sheet(client, world.officer, world.session)
        return len(asked)

    ask()
    first = ask()
    invite(world, 29)
    assert ask() == first <= 20, "those of signing in are among them"


def test_the_session_leads_to_its_sheet(client, world):
    assert f"/training/{world.session.pk}/sign-sheet/" in page(
        client, world.viewer, "training:detail", world.session.pk
    )
