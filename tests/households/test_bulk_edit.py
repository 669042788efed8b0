"""Many target households changed alike: looked at first, each by its own rules, written as one, and undone as one."""

import datetime
import re

import pytest

from households.models import Enrolment
from tests import factories as make
from tests.pages import page, post, queries
from villages.models import Plan

pytestmark = pytest.mark.django_db

BULK, DONE = "households:bulk", "households:bulk_done"


@pytest.fixture
def rows(world):
    """Three of one village, the first of whom has a coach."""
    others = [make.EnrolmentFactory(participation=world.participation, trade="") for _ in range(2)]
    return [world.enrolment, *others]


def again(rows):
    found = Enrolment.objects.in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def typed(rows, **changes):
    return {"row": [str(row.pk) for row in rows]} | changes


def seen(rows):
    return {f"seen-{row.pk}": str(row.version) for row in again(rows)}


def saved(client, world, rows, **changes):
    """Saved as the preview proposed it; the key of the edit."""
    answer = post(
        client, world.field, BULK, data=typed(rows, **changes) | seen(rows) | {"save": "1"}, year=2562
    )
    assert answer.status_code == 302, answer.content.decode()
    return re.search(r"bulk/([0-9a-f-]{36})/", answer["Location"]).group(1)


def test_the_page_offers_what_the_lists_filter_finds_all_ticked(client, world, rows):
    told = page(client, world.field, BULK, year=2562)
    assert told.count('name="row"') == 3
    assert told.count("checked") >= 3
    assert str(world.other_household) not in told
    told = page(client, world.officer, BULK, year=2562, coach=str(world.lead.pk))
    assert told.count('name="row"') == 1
    told = page(client, world.field, BULK, year=2562, q="ไม่มีใครชื่อนี้")
    assert "ไม่มีรายการตามตัวกรอง" in told


def test_a_preview_shows_before_and_after_and_writes_nothing(client, world, rows):
    data = typed(rows, coach=str(world.lead.pk), volunteered_on="๒๐/๑๑/๒๕๖๑")
    told = post(client, world.field, BULK, data=data, year=2562).content.decode()
    for words in (str(world.sage), "<del>5 พ.ย. 2561</del>", "<ins>20 พ.ย. 2561</ins>", "บันทึก 3 รายการ"):
        assert words in told
    assert [row.version for row in again(rows)] == [1, 1, 1]


def test_it_is_saved_as_one_with_its_reason_in_history(client, world, rows):
    make.TradeSynonymFactory(trade="เลี้ยงปลา", occupation="fishery")
    key = saved(client, world, rows[1:], coach=str(world.lead.pk), trade="เลี้ยงปลา")
    first, second = again(rows[1:])
    assert (first.coach, first.trade, first.occupation, first.version) == (
        world.lead,
        "เลี้ยงปลา",
        "fishery",
        2,
    )
    assert second.volunteered_on == datetime.date(2018, 11, 5)
    record = first.history.first()
    assert (record.history_change_reason, record.history_user) == (f"bulk:{key}", world.field)
    told = page(client, world.field, DONE, key)
    assert "ยกเลิกการแก้ไขนี้" in told
    history = client.get(first.history_url).content.decode()
    assert "แก้ไขหลายรายการพร้อมกัน" in history


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"row": []}, "ยังไม่ได้เลือกรายการ"),
        ({}, "ยังไม่ได้เลือกค่าใหม่"),
        ({"trade": "ทำสวน", "clear": "trade"}, "กรอกค่าใหม่และเลือกลบค่าเดิมพร้อมกัน"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, world, rows, changes, sentence):
    told = post(client, world.field, BULK, data=typed(rows) | changes, year=2562).content.decode()
    assert sentence in told
    assert changes.get("trade", "") in told


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"volunteered_on": "17/1/2562"}, "วันที่สมัครใจเข้าร่วมต้องไม่เป็นวันในอนาคต"),
        ({"volunteered_on": "31/2/2562"}, "วันที่"),
        ({"coach": "01662cec-accf-745b-b77f-10fac23dd159"}, "ปราชญ์ผู้ดูแลที่เลือกไม่มีในรายการของท่าน"),
        ({"occupation": "astronaut"}, "ประเภทอาชีพที่เลือกไม่มีในรายการของท่าน"),
        ({"trade": "ก" * 101}, "ยาวเกินไป"),
    ],
)
def test_each_row_passes_the_forms_own_rules(client, world, rows, changes, sentence):
    told = post(client, world.field, BULK, data=typed(rows, **changes), year=2562).content.decode()
    assert told.count("แก้ไม่ได้") >= 3
    assert sentence in told
    assert 'name="save"' not in told


def test_a_row_that_cannot_change_stays_and_the_others_are_saved(client, world, rows):
    Enrolment.objects.filter(pk=rows[0].pk).update(withdrawn_on="2018-11-10", withdrawn_reason="ย้าย")
    data = typed(rows, volunteered_on="20/11/2561")
    told = post(client, world.field, BULK, data=data, year=2562, state="all").content.decode()
    assert "วันที่ถอนตัวต้องไม่มาก่อนวันที่สมัครใจเข้าร่วม" in told
    assert "บันทึก 2 รายการ" in told
    saved(client, world, rows, volunteered_on="20/11/2561")
    assert [row.version for row in again(rows)] == [1, 2, 2]


def test_a_value_is_taken_away_where_that_is_ticked(client, world, rows):
    saved(client, world, rows[:1], clear="coach")
    assert again(rows)[0].coach is None


def test_a_row_changed_since_the_preview_stops_the_whole(client, world, rows):
    data = typed(rows, trade="ทำสวน") | seen(rows) | {"save": "1"}
    Enrolment.objects.filter(pk=rows[1].pk).update(version=2)
    told = post(client, world.field, BULK, data=data, year=2562).content.decode()
    assert "มีผู้แก้ไขรายการนี้หลังจากดูตัวอย่าง" in told
    assert [row.trade for row in again(rows)] == ["จักสานกระจูด", "", ""]


def test_rows_of_another_area_are_not_touched_and_readers_kept_out(client, world, rows):
    data = typed([world.other_enrolment, world.neighbour_enrolment, rows[1]], trade="ทำสวน")
    told = post(client, world.field, BULK, data=data, year=2562).content.decode()
    assert "บันทึก 1 รายการ" in told
    assert str(world.neighbour_household) not in told
    page(client, world.viewer, BULK, status=403)
    key = saved(client, world, rows, trade="ทำสวน")
    page(client, world.neighbour, DONE, key, status=404)
    page(client, world.viewer, DONE, key, status=403)


def test_an_edit_is_undone_as_one_and_once(client, world, rows):
    key = saved(client, world, rows, trade="ทำสวน", clear="coach")
    assert post(client, world.field, DONE, key, data={}).status_code == 302
    first, second, _ = again(rows)
    assert (first.trade, first.coach, first.version) == ("จักสานกระจูด", world.lead, 3)
    assert (second.trade, second.history.first().history_change_reason) == ("", f"bulk-undo:{key}")
    assert "ยกเลิกแล้ว" in page(client, world.field, DONE, key)
    post(client, world.field, DONE, key, data={})
    assert again(rows)[0].version == 3


def test_an_undo_names_what_stands_in_the_way_and_changes_nothing(client, world, rows):
    key = saved(client, world, rows, trade="ทำสวน")
    newer = again(rows)[2]
    newer.note, newer.version = "ใหม่กว่า", 3
    newer.save()
    told = post(client, world.field, DONE, key, data={}).content.decode()
    assert "ยกเลิกไม่ได้" in told
    assert f"{newer.household}</a></li>" in told
    assert [row.trade for row in again(rows)] == ["ทำสวน"] * 3


def test_a_closed_year_is_refused_row_by_row(client, world, rows):
    key = saved(client, world, rows, trade="ทำสวน")
    Plan.objects.filter(pk=world.plan.pk).update(closed_on="2019-01-15")
    told = post(client, world.field, BULK, data=typed(rows, trade="ทำนา"), year=2562).content.decode()
    assert told.count("ปีงบประมาณ 2562 ปิดแล้ว") == 3
    assert post(client, world.field, DONE, key, data={}).status_code == 403
    assert {row.trade for row in again(rows)} == {"ทำสวน"}


def test_the_list_leads_to_it_with_its_filter(client, world):
    told = page(client, world.field, "households:list", year=2562, q="ใกล้")
    assert "/households/bulk/?" in told
    assert "/households/bulk/" not in page(client, world.viewer, "households:list", year=2562, q="ใกล้")


def test_the_page_asks_as_often_for_many_rows_as_for_few(client, world, rows):
    few = queries(client, world.field, BULK, year=2562)
    make.EnrolmentFactory.create_batch(6, participation=world.participation, coach=world.lead)
    assert queries(client, world.field, BULK, year=2562) == few
