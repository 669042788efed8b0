"""A village's activity plan: written, ticked by two at once, joined by partners, removed only when nothing hangs on it."""

import datetime
import io

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from sammachip.lib.ticking import Ticked
from tests import factories as make
from tests.pages import page, post, queries
from training.models import Activity, ActivityPartner, ActivityPrinciple
from training.services import activities as services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2019-01-15T03:00:00Z", tick=False):
        yield


def plan(world, **changes):
    typed = {
        "participation": world.participation.pk,
        "title": "ศึกษาดูงานกลุ่มจักสาน",
        "step": 4,
        "order": "",
        "starts_on": "1/2/2562",
        "ends_on": "2/2/2562",
        "budget": "๑๒,๐๐๐",
    }
    return typed | changes


def edited(activity, **changes):
    """An edit form as the page sends it when nothing but `changes` was typed."""
    kept = {name: getattr(activity, name) for name in ("title", "step", "order", "place", "note")}
    days = {"starts_on": "1/12/2561", "ends_on": "31/12/2561", "budget": "12000", "version": activity.version}
    ticks = [row.principle_id for row in activity.applied.all()]
    return kept | days | {"applied": ticks, "seen": ticks} | changes


def test_a_neighbours_plan_is_not_found_and_in_no_list(client, world):
    for name in ("activity", "activity_edit", "activity_remove", "partner_create"):
        page(client, world.officer, f"training:{name}", world.neighbour_activity.pk, status=404)
    partner = world.neighbour_activity.partners.get()
    for name in ("partner_edit", "partner_remove"):
        page(client, world.officer, f"training:{name}", partner.pk, status=404)
    for name in ("activities_of_village", "plan_of_village"):
        page(client, world.officer, f"training:{name}", world.neighbour_village.pk, status=404)
    listed = page(client, world.field, "training:activities", year=2562)
    assert reverse("training:activity", args=[world.activity.pk]) in listed
    for other in (world.other_activity, world.neighbour_activity):
        assert reverse("training:activity", args=[other.pk]) not in listed


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor"])
def test_every_role_reads_and_field_and_district_plan(client, world, who):
    user = getattr(world, who)
    status = 200 if who in ("chief", "officer", "field") else 403
    page(client, user, "training:activity", world.activity.pk)
    for name in ("activities_of_village", "plan_of_village"):
        told = page(client, user, f"training:{name}", world.village.pk, year=2562)
        assert ("เพิ่มกิจกรรม" in told) == (status == 200)
    for name in ("activity_edit", "activity_remove", "partner_create"):
        page(client, user, f"training:{name}", world.activity.pk, status=status)
    page(client, user, "training:activity_create", status=status)


def test_a_new_activity_goes_to_the_end_of_its_plan_and_keeps_its_principles_with_history(client, world):
    first, second = make.PrincipleFactory(), make.PrincipleFactory(text="มีเหตุผล")
    make.ActivityFactory(participation=world.participation, order=7)
    answer = post(
        client, world.field, "training:activity_create", data=plan(world, applied=[first.pk, second.pk])
    )
    activity = Activity.objects.get(title="ศึกษาดูงานกลุ่มจักสาน")
    assert answer["Location"] == activity.get_absolute_url()
    assert (activity.order, activity.budget, activity.starts_on) == (8, 12000, datetime.date(2019, 2, 1))
    assert {row.principle for row in activity.applied.all()} == {first, second}
    assert activity.history.get().history_user == world.field
    written = ActivityPrinciple.history.filter(activity=activity)
    assert [(row.history_type, row.history_user) for row in written] == [("+", world.field)] * 2


def test_the_form_opens_with_the_village_of_the_page_it_came_from(client, world):
    told = page(client, world.field, "training:activity_create", participation=world.participation.pk)
    assert f'value="{world.participation.pk}" selected' in told
    assert "หลักการทรงงาน" in told
    assert told.index("ปรัชญาของเศรษฐกิจพอเพียง") < told.index("หลักการทรงงาน")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "กรุณากรอกโครงการ/กิจกรรม"),
        ({"ends_on": "31/1/2562"}, "วันสิ้นสุดของกิจกรรมต้องไม่มาก่อนวันเริ่ม"),
        ({"budget": "-5"}, "งบประมาณต้องไม่ติดลบ"),
        ({"order": "0"}, "น้อยเกินไป"),
        ({"applied": ["999999"]}, "ที่เลือกไม่มีในรายการของท่าน"),
        ({"step": "9"}, "ขั้นตอนของโครงการที่เลือกไม่มีในรายการของท่าน"),
    ],
)
def test_each_rule_speaks_through_the_form(client, world, changes, sentence):
    answer = post(client, world.officer, "training:activity_create", data=plan(world, **changes))
    assert sentence in answer.content.decode()
    assert not Activity.objects.filter(title="ศึกษาดูงานกลุ่มจักสาน").exists()


def test_a_neighbours_village_cannot_be_chosen(client, world):
    typed = plan(world, participation=world.neighbour_participation.pk)
    answer = post(client, world.officer, "training:activity_create", data=typed)
    assert "ที่เลือกไม่มีในรายการของท่าน" in answer.content.decode()


def test_days_outside_the_fiscal_year_ask_once_and_not_again_at_the_next_edit(client, world):
    typed = plan(world, ends_on="1/10/2562")
    asked = post(client, world.officer, "training:activity_create", data=typed).content.decode()
    assert "1 ต.ค. 2562 อยู่นอกปีงบประมาณ 2562" in asked
    assert 'value="ศึกษาดูงานกลุ่มจักสาน"' in asked
    post(client, world.officer, "training:activity_create", data=typed | {"confirm": "other-year"})
    activity = Activity.objects.get(title="ศึกษาดูงานกลุ่มจักสาน")
    later = edited(activity, starts_on="1/2/2562", ends_on="1/10/2562", place="ศาลา")
    assert post(client, world.officer, "training:activity_edit", activity.pk, data=later).status_code == 302


def test_a_day_of_completion_is_never_ahead(client, world):
    ahead = edited(world.activity, done_on="16/1/2562")
    told = post(client, world.field, "training:activity_edit", world.activity.pk, data=ahead).content.decode()
    assert "วันที่ทำเสร็จต้องไม่เป็นวันในอนาคต" in told
    early = edited(world.activity, done_on="30/11/2561")
    told = post(client, world.field, "training:activity_edit", world.activity.pk, data=early).content.decode()
    assert "วันที่ทำเสร็จต้องไม่มาก่อนวันเริ่มกิจกรรม" in told
    post(
        client,
        world.field,
        "training:activity_edit",
        world.activity.pk,
        data=edited(world.activity, done_on="15/1/2562"),
    )
    told = page(client, world.field, "training:activity", world.activity.pk)
    assert "เสร็จช้ากว่าแผน 15 วัน" in told


def test_two_people_who_tick_at_once_do_not_undo_each_other(client, world):
    old = world.activity.applied.get().principle
    mine, hers = (make.PrincipleFactory(text=text) for text in ("ความรู้", "คุณธรรม"))
    opened = edited(world.activity)
    first = opened | {"applied": [mine.pk], "seen": [old.pk], "place": "ศาลา"}
    second = opened | {"applied": [old.pk, hers.pk], "seen": [old.pk]}
    post(client, world.field, "training:activity_edit", world.activity.pk, data=first)
    answer = post(client, world.officer, "training:activity_edit", world.activity.pk, data=second)
    assert answer.status_code == 302
    assert {row.principle for row in world.activity.applied.all()} == {mine, hers}
    world.activity.refresh_from_db()
    assert (world.activity.place, world.activity.version) == ("ศาลา", 2)
    taken = ActivityPrinciple.history.get(principle=old, activity=world.activity, history_type="-")
    assert taken.history_user == world.field


def test_a_field_changed_on_both_sides_is_asked_about_while_the_ticks_go_on(client, world):
    old, mine = world.activity.applied.get().principle, make.PrincipleFactory(text="ความรู้")
    opened = edited(world.activity)
    address = ("training:activity_edit", world.activity.pk)
    post(client, world.field, *address, data=opened | {"place": "วัด"})
    both = opened | {"place": "โรงเรียน", "applied": [old.pk, mine.pk], "seen": [old.pk]}
    asked = post(client, world.officer, *address, data=both).content.decode()
    assert "มีผู้แก้ไขรายการนี้ระหว่างที่ท่านเปิดแบบอยู่" in asked
    assert asked.count('name="asked"') == 1
    assert f'name="seen" value="{old.pk}"' in asked
    settled = both | {"version": 2, "asked": "place", "choose-place": "typed"}
    assert post(client, world.officer, *address, data=settled).status_code == 302
    world.activity.refresh_from_db()
    assert world.activity.place == "โรงเรียน"
    assert world.activity.applied.count() == 2


def test_an_edit_that_changes_nothing_writes_nothing(client, world):
    post(client, world.field, "training:activity_edit", world.activity.pk, data=edited(world.activity))
    assert world.activity.history.count() == 1


def test_ticks_alone_leave_the_row_itself_as_it_was(client, world):
    mine = make.PrincipleFactory(text="ความรู้")
    typed = edited(world.activity, applied=[world.activity.applied.get().principle_id, mine.pk])
    post(client, world.field, "training:activity_edit", world.activity.pk, data=typed)
    assert world.activity.applied.count() == 2
    assert world.activity.history.count() == 1


def test_the_page_tells_the_plan_against_what_was_done(client, world):
    make.SessionFactory(participation=world.participation, activity=world.activity, title="วันแรกที่ฝึก")
    session = world.activity.sessions.get()
    make.CostLineFactory(session=session, amount=2500)
    make.CostLineFactory(session=session, amount=900, agency=world.agency)
    make.InputSupportFactory(enrolment=world.enrolment, session=session, value=500)
    make.InputSupportFactory(enrolment=world.enrolment, session=session, value=None)
    told = page(client, world.officer, "training:activity", world.activity.pk)
    assert "3,000 จาก 12,000 บาท (25%)" in told
    assert "ภาคีจ่ายเอง 900 บาท" in told
    assert "1 รายการยังไม่ระบุมูลค่า" in told
    assert "วันแรกที่ฝึก" in told
    assert "เสร็จ 13 ธ.ค. 2561" in told
    assert "เสร็จตามกำหนด" in told
    assert "พอประมาณ" in told
    listed = page(client, world.officer, "training:activities", year=2562, state="done")
    assert ">3,000<" in listed
    assert reverse("training:activity", args=[world.other_activity.pk]) not in listed


def test_an_activity_without_money_or_sessions_says_so(client, world):
    bare = make.ActivityFactory(participation=world.participation, budget=None, starts_on=None, ends_on=None)
    told = page(client, world.officer, "training:activity", bare.pk)
    for words in ("ไม่ได้ระบุ", "ยังไม่มีค่าใช้จ่าย", "ยังไม่มีการอบรม", "ยังไม่มีภาคี", "ยังไม่ได้ระบุหลัก"):
        assert words in told
    assert ">0 บาท" not in told


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 2),
        ({"q": "จักสาน"}, 2),
        ({"area": "900103"}, 1),
        ({"step": "4"}, 2),
        ({"step": "6"}, 0),
        ({"state": "late"}, 2),
        ({"state": "planned"}, 0),
    ],
)
def test_each_filter_finds_its_activities(client, world, asked, count):
    client.force_login(world.officer)
    answer = client.get(reverse("training:activities"), {"year": 2562} | asked)
    assert answer.context["table"].paginator.count == count


def test_the_plan_of_a_village_has_the_ten_columns_and_sums_what_is_known(client, world):
    make.ActivityFactory(participation=world.participation, order=2, title="ไม่มีงบ", budget=None)
    make.ActivityFactory(participation=world.participation, order=3, budget=500, objective="ให้ทำได้จริง")
    told = page(client, world.officer, "training:plan_of_village", world.village.pk, year=2562)
    for name in (
        "โครงการ/กิจกรรม",
        "วัตถุประสงค์",
        "ขั้นตอน/วิธีการ",
        "กลุ่มเป้าหมาย",
        "สถานที่",
        "ระยะเวลา",
        "งบประมาณ (บาท)",
        "ผลที่คาดว่าจะได้รับ",
        "ผู้รับผิดชอบ",
        "หมายเหตุ",
    ):
        assert f'scope="col">{name}<' in told or f'class="number">{name}<' in told
    assert "12,500" in told
    assert "1 กิจกรรมไม่ระบุงบประมาณ" in told
    assert told.index("2. ไม่มีงบ") > told.index("1. ฝึกอบรมอาชีพจักสานกระจูด")
    assert "ลงชื่อ" in told


def test_the_sheet_of_a_village_holds_the_form_with_real_numbers_and_dates(client, world):
    Activity.objects.filter(pk=world.activity.pk).update(method="สาธิต\nแล้วลงมือทำ")
    client.force_login(world.officer)
    asked = {"year": 2562, "area": world.village.pk, "sheet": "xlsx"}
    answer = client.get(reverse("training:activities"), asked)
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    at = next(index for index, row in enumerate(rows) if "วัตถุประสงค์" in row)
    told = dict(zip(rows[at], rows[at + 1], strict=True))
    assert told["งบประมาณ (บาท)"] == 12000
    assert told["ระยะเวลา"].date() == datetime.date(2018, 12, 1)
    assert told["ขั้นตอน/วิธีการ"] == "สาธิต\nแล้วลงมือทำ"
    assert told["สถานะ"] == "ล่าช้า"
    assert told["ใช้ไป (บาท)"] is None
    assert len(rows) == at + 2


def test_another_year_of_the_village_is_another_plan(client, world):
    later = make.ParticipationFactory(village=world.village, plan=make.PlanFactory(fiscal_year=2563))
    make.ActivityFactory(participation=later, title="กิจกรรมปีถัดไป")
    told = page(client, world.officer, "training:activities_of_village", world.village.pk, year=2562)
    assert "กิจกรรมปีถัดไป" not in told
    assert "เกษตรอำเภอ (ตัวอย่าง)" in told


def test_an_activity_is_removed_only_when_nothing_hangs_on_it(client, world):
    make.SessionFactory(participation=world.participation, activity=world.activity)
    told = page(client, world.field, "training:activity_remove", world.activity.pk)
    assert "เพราะมีการอบรม 1 ครั้ง และภาคี 1 หน่วยงานผูกอยู่" in told
    assert "ลบกิจกรรม</button>" not in told
    post(client, world.field, "training:activity_remove", world.activity.pk, data={})
    assert Activity.objects.filter(pk=world.activity.pk).exists()
    world.activity.sessions.all().delete()
    world.activity.partners.all().delete()
    answer = post(client, world.field, "training:activity_remove", world.activity.pk, data={})
    assert answer["Location"] == reverse("training:plan_of_village", args=[world.village.pk])
    assert not Activity.objects.filter(pk=world.activity.pk).exists()
    gone = Activity.history.filter(id=world.activity.pk).order_by("-history_id").first()
    assert (gone.history_type, gone.history_user) == ("-", world.field)
    assert ActivityPrinciple.history.filter(activity_id=world.activity.pk, history_type="-").count() == 1


def test_the_verbs_say_who_did_it_also_where_nobody_asked_for_a_page(world):
    """Behind a page the request would name the person by itself."""
    old, mine = world.activity.applied.get().principle_id, make.PrincipleFactory(text="ความรู้").pk
    services.plan_activity(world.activity, ticks=Ticked(added=[mine], removed=[old]), by=world.officer)
    services.join_activity(world.activity.partners.get(), by=world.officer)
    world.activity.partners.all().delete()
    assert services.remove_activity(world.activity, by=world.officer) == ""
    written = [
        *Activity.history.filter(id=world.activity.pk, history_type__in="~-"),
        *ActivityPrinciple.history.filter(activity_id=world.activity.pk, principle_id=mine),
        *ActivityPrinciple.history.filter(activity_id=world.activity.pk, history_type="-"),
        *ActivityPartner.history.filter(activity_id=world.activity.pk, history_type="~"),
    ]
    assert len(written) == 7
    assert {row.history_user for row in written} == {world.officer}


def test_pages_ask_as_often_for_a_hundred_rows_as_for_one(client, world):
    def ask():
        village = world.village.pk
        return [
            queries(client, world.officer, "training:activities", year=2562),
            queries(client, world.officer, "training:plan_of_village", village),
            queries(client, world.officer, "training:activities_of_village", village),
            queries(client, world.officer, "training:activity", world.activity.pk),
            queries(client, world.officer, "training:activity_edit", world.activity.pk),
            queries(client, world.officer, "training:partner_create", world.activity.pk),
        ]

    first = ask()
    for activity in make.ActivityFactory.create_batch(60, participation=world.participation):
        make.ActivityPartnerFactory(activity=activity)
        make.CostLineFactory(
            session=make.SessionFactory(participation=world.participation, activity=activity)
        )
    make.SessionFactory.create_batch(30, participation=world.participation, activity=world.activity)
    for number in range(30):
        agency = make.AgencyFactory(name=f"หน่วยงาน {number}")
        make.ActivityPartnerFactory(activity=world.activity, agency=agency)
        make.ActivityPrincipleFactory(
            activity=world.activity, principle=make.PrincipleFactory(text=f"หลัก {number}")
        )
    assert ask() == first
    assert max(first) <= 12
