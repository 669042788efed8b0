"""The budget of each village: planned, used, left, and the rows behind every figure; and the session's own sums."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories as make
from tests.pages import page, queries
from training.models import Activity

pytestmark = pytest.mark.django_db


def shown(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("training:spending"), {"year": 2562, **asked})


def test_every_figure_leads_to_exactly_the_rows_it_counts(client, world):
    make.CostLineFactory(session=world.session, amount=700, agency=world.agency)
    make.InputSupportFactory(enrolment=world.enrolment, value=300, agency=world.agency)
    make.InputSupportFactory(enrolment=world.enrolment, value=None)
    text = shown(client, world.field).content.decode()
    code = world.village.pk
    for name, asked, words in [
        ("activities", "", "12,000"),
        ("costs", "&amp;source=own", "1,500"),
        ("inputs", "&amp;source=own", "1,450"),
        ("inputs", "&amp;valued=no", "ไม่มีมูลค่า 1 รายการ"),
        ("inputs", "&amp;source=partner", "ปัจจัย 300"),
        ("costs", "&amp;source=partner", "ค่าใช้จ่าย 700"),
    ]:
        address = reverse(f"training:{name}")
        assert f'<a href="{address}?area={code}&amp;year=2562{asked}">{words}</a>' in text, name
    assert "25% ของแผน" in text
    assert "9,050" in text
    assert "1 รายการยังไม่ได้บันทึกมูลค่า" in text


def test_totals_are_of_the_villages_shown_and_a_neighbours_money_is_in_none(client, world):
    both = shown(client, world.officer).context["total"]
    assert (both.planned, both.used) == (24000, 5900)
    own = shown(client, world.officer, area=world.village.pk).context["total"]
    assert (own.planned, own.used) == (12000, 2950)
    assert "เพื่อนบ้าน" not in shown(client, world.officer).content.decode()


def test_a_village_without_a_plan_has_nothing_left_and_one_beyond_it_says_so(client, world):
    Activity.objects.filter(participation=world.participation).update(budget=None)
    make.CostLineFactory(session=world.other_session, amount=20000)
    text = shown(client, world.officer).content.decode()
    assert "ยังไม่ตั้งงบ" in text
    assert "เกินแผน" in text


def test_the_sheet_holds_the_same_figures_as_numbers(client, world):
    sheet = b"".join(shown(client, world.field, sheet="xlsx").streaming_content)
    rows = list(load_workbook(io.BytesIO(sheet)).active.values)
    line = next(row for row in rows if str(row[0]).startswith(world.village.choice_label))
    assert line[1:] == (12000, 1500, 1450, None, 2950, 9050, None)


def test_without_a_question_all_of_the_year_is_shown(client, world, time_machine):
    time_machine.move_to("2019-02-01T09:00+07:00")
    client.force_login(world.officer)
    assert client.get(reverse("training:spending")).context["total"].planned == 24000


def test_an_empty_year_says_what_to_do_first(client, world):
    assert "ปีนี้ยังไม่มีหมู่บ้านเข้าร่วมโครงการ" in shown(client, world.officer, year=2570).content.decode()


def test_the_page_asks_as_often_for_many_villages_as_for_one(client, world):
    first = queries(client, world.officer, "training:spending", year=2562)
    for moo in range(20, 60):
        village = make.VillageFactory(subdistrict=world.village.subdistrict, moo=moo)
        part = make.ParticipationFactory(village=village, plan=world.plan)
        make.ActivityFactory(participation=part)
        make.CostLineFactory(session__participation=part)
        make.InputSupportFactory(enrolment__participation=part)
    assert queries(client, world.officer, "training:spending", year=2562) == first <= 12


def test_a_sessions_page_tells_what_was_given_and_what_it_cost(client, world):
    make.InputSupportFactory(enrolment=world.enrolment, session=world.session, value=500)
    make.InputSupportFactory(enrolment=world.enrolment, session=world.session, value=None, item="ไม่รู้ราคา")
    make.CostLineFactory(session=world.session, amount=900, agency=world.agency)
    text = page(client, world.field, "training:detail", world.session.pk)
    assert reverse("training:give", args=[world.session.pk]) in text
    assert reverse("training:cost_create", args=[world.session.pk]) in text
    assert "รวม 2 รายการ" in text
    assert "งบโครงการ 500 บาท" in text
    assert "ยังไม่บันทึกมูลค่า 1 รายการ" in text
    assert "รวมงบโครงการ 1,500 บาท" in text
    assert "ภาคีออก 900 บาท" in text
    read = page(client, world.viewer, "training:detail", world.session.pk)
    assert reverse("training:give", args=[world.session.pk]) not in read
    assert reverse("training:cost_create", args=[world.session.pk]) not in read
