"""The households' pages: who may see them, what they filter, and that neighbours stay unseen."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.progress import PHASES, PRACTICES
from monitoring.models import Visit
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST, REGISTER, DETAIL = "households:list", "households:register", "households:detail"


def page(client, user, name, *args, status=200, **query):
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


def names(told):
    return {name for name in ("ใกล้บ้าน", "ต่างตำบล", "เพื่อนบ้าน") if f"นาง{name} " in told}


@pytest.mark.parametrize(
    "name", [DETAIL, "households:edit", "households:enrol", "monitoring:story_of_household"]
)
def test_a_neighbour_is_not_found(client, world, name):
    page(client, world.officer, name, world.neighbour_household.pk, status=404)
    page(client, world.field, name, world.other_household.pk, status=404)
    page(client, world.unposted, name, world.household.pk, status=404)


def test_a_neighbours_enrolment_or_village_is_not_found(client, world):
    page(client, world.officer, "households:enrolment_edit", world.neighbour_enrolment.pk, status=404)
    page(client, world.field, "households:enrolment_edit", world.other_enrolment.pk, status=404)
    page(client, world.officer, "households:of_village", world.neighbour_village.pk, status=404)
    page(client, world.field, "monitoring:of_village", world.other_village.pk, status=404)


@pytest.mark.parametrize("name", [LIST, REGISTER])
def test_lists_show_the_viewers_area_alone(client, world, name):
    assert names(page(client, world.officer, name)) == {"ใกล้บ้าน", "ต่างตำบล"}
    assert names(page(client, world.field, name)) == {"ใกล้บ้าน"}
    assert names(page(client, world.neighbour, name)) == {"เพื่อนบ้าน"}
    assert names(page(client, world.viewer, name)) == {"ใกล้บ้าน", "ต่างตำบล", "เพื่อนบ้าน"}
    assert names(page(client, world.unposted, name)) == set()


def test_choices_of_filters_and_forms_never_name_the_neighbour(client, world):
    for name in (LIST, "households:create"):
        told = page(client, world.officer, name)
        assert "บ้านใกล้บ้าน" in told
        assert "เพื่อนบ้าน" not in told


@pytest.mark.parametrize(
    ("who", "may_write"),
    [
        ("chief", True),
        ("officer", True),
        ("field", True),
        ("viewer", False),
        ("auditor", False),
        ("admin", False),
    ],
)
def test_every_role_reads_and_only_field_work_writes(client, world, who, may_write):
    user, status = getattr(world, who), 200 if may_write else 403
    told = page(client, user, DETAIL, world.household.pk)
    assert (reverse("households:edit", args=[world.household.pk]) in told) == may_write
    page(client, user, "households:edit", world.household.pk, status=status)
    page(client, user, "households:enrolment_edit", world.enrolment.pk, status=status)
    page(client, user, "households:create", status=status)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"phase": "before"}, {"ใกล้บ้าน", "ต่างตำบล"}),
        ({"phase": "no-before"}, {"ยังไม่เยี่ยม"}),
        ({"phase": "no-any"}, {"ยังไม่เยี่ยม"}),
        ({"phase": "after"}, set()),
        ({"village": "90010203"}, {"ใกล้บ้าน", "ยังไม่เยี่ยม"}),
        ({"area": "900103"}, {"ต่างตำบล"}),
        ({"kind": "expansion"}, set()),
        ({"occupation": "none"}, {"ใกล้บ้าน", "ต่างตำบล"}),
        ({"occupation": "fishery"}, {"ยังไม่เยี่ยม"}),
        ({"trade": "จักสาน"}, {"ใกล้บ้าน", "ต่างตำบล"}),
        ({"exact_trade": "จักสาน"}, set()),
        ({"exact_trade": "-"}, {"ยังไม่เยี่ยม"}),
        ({"coach": "none"}, {"ยังไม่เยี่ยม"}),
        ({"income": "no-after"}, {"ใกล้บ้าน", "ต่างตำบล"}),
        ({"income": "no-before"}, {"ยังไม่เยี่ยม"}),
        ({"income": "both"}, set()),
        ({"q": "นาง ยังไม่เยี่ยม"}, {"ยังไม่เยี่ยม"}),
        ({"q": "ไม่เยี่"}, {"ยังไม่เยี่ยม"}),
        ({"q": "๗๗/"}, {"ยังไม่เยี่ยม"}),
        ({"state": "withdrawn"}, {"ถอนแล้ว"}),
        ({"state": "all", "village": "90010203"}, {"ใกล้บ้าน", "ยังไม่เยี่ยม", "ถอนแล้ว"}),
    ],
)
def test_each_filter_shows_exactly_its_rows(client, world, query, seen):
    make.EnrolmentFactory(
        participation=world.participation,
        household__first_name="ยังไม่เยี่ยม",
        household__house_no="77/1",
        trade="",
        occupation="fishery",
    )
    make.EnrolmentFactory(
        participation=world.participation,
        household__first_name="ถอนแล้ว",
        withdrawn_on="2018-12-01",
        withdrawn_reason="ย้ายออก",
    )
    told = page(client, world.officer, LIST, **query)
    found = {name for name in ("ใกล้บ้าน", "ต่างตำบล", "ยังไม่เยี่ยม", "ถอนแล้ว") if f"นาง{name} " in told}
    assert found == seen


def test_a_visit_that_is_only_a_draft_has_not_been_paid(client, world):
    enrolment = make.EnrolmentFactory(participation=world.participation, household__first_name="ร่าง")
    make.VisitFactory(enrolment=enrolment, visitor=world.field, state="draft")
    assert "นางร่าง " in page(client, world.officer, LIST, phase="no-before")
    assert "นางร่าง " not in page(client, world.officer, LIST, phase="before")


def test_the_register_also_shows_who_is_no_target_this_year(client, world):
    make.HouseholdFactory(village=world.village, first_name="ในทะเบียน")
    assert "นางในทะเบียน " in page(client, world.officer, REGISTER)
    assert "นางในทะเบียน " not in page(client, world.officer, LIST)
    outside = page(client, world.officer, REGISTER, enrolled="no")
    assert "นางในทะเบียน " in outside
    assert names(outside) == set()
    assert names(page(client, world.officer, REGISTER, enrolled="yes")) == {"ใกล้บ้าน", "ต่างตำบล"}
    former = make.ParticipationFactory(village=world.village, plan=make.PlanFactory(fiscal_year=2561))
    make.EnrolmentFactory(participation=former, household=world.household)
    assert "2561, 2562" in page(client, world.officer, REGISTER)


def test_the_sheet_has_the_columns_of_the_page_and_no_phone_or_citizen_id(client, world):
    world.household.seal_citizen_id("1101700230708")
    world.household.save()
    client.force_login(world.officer)
    answer = client.get(reverse(LIST), {"sheet": "xlsx", "village": world.village.pk})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
    told = [" ".join(str(cell) for cell in row if cell is not None) for row in rows]
    line = next(line for line in told if "ใกล้บ้าน" in line)
    assert "ต.เขารูปช้าง" in line
    assert "4200" in line
    assert not any("0812341234" in line or "0708" in line for line in told)
    assert not any("ต่างตำบล" in line for line in told)


@pytest.mark.parametrize("name", [LIST, REGISTER, "households:trades", "households:of_village"])
def test_queries_do_not_grow_with_the_rows(client, world, name):
    args = [world.village.pk] if name.endswith("of_village") else []
    client.force_login(world.officer)
    client.get(reverse(name, args=args))

    def count():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(reverse(name, args=args))
        return len(seen)

    few = count()
    for number in range(100):
        enrolment = make.EnrolmentFactory(
            participation=world.participation, coach=world.lead, trade=f"อาชีพ{number % 9}"
        )
        make.VisitFactory(enrolment=enrolment, visitor=world.field)
    assert count() == few
    assert few <= 14


def test_a_households_page_asks_the_same_however_long_its_story(client, world):
    client.force_login(world.officer)
    urls = [reverse(name, args=[world.household.pk]) for name in (DETAIL, "monitoring:story_of_household")]

    def counts():
        told = []
        for url in urls:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            told.append(len(seen))
        return told

    counts()
    few = counts()
    for day in range(1, 29):
        income = make.IncomeFactory(enrolment=world.enrolment, told_on=f"2018-12-{day:02}", source="visit")
        make.VisitFactory(
            enrolment=world.enrolment, visitor=world.field, visited_on=f"2018-12-{day:02}", income=income
        )
        make.InputSupportFactory(enrolment=world.enrolment, received_on=f"2018-12-{day:02}")
        make.SessionFactory(participation=world.participation)
    assert counts() == few
    assert max(few) <= 14


def test_the_page_tells_the_facts_with_the_citizen_id_and_phone_masked(client, world):
    world.household.seal_citizen_id("1101700230708")
    world.household.save()
    make.IncomeFactory(
        enrolment=world.enrolment, measure="bmn_person", period="year", amount=31500, source="register"
    )
    told = page(client, world.officer, DETAIL, world.household.pk)
    for words in (
        "X-XXXX-XXXX0-70-8",
        "08X-XXX-1234",
        "31,500 บาท/คน/ปี",
        "ต่ำกว่าเกณฑ์",
        "หมู่บ้านสัมมาชีพ (สร้างใหม่)",
    ):
        assert words in told
    assert 'href="tel:0812341234"' in told
    assert "1101700230708" not in told


def test_the_page_leads_to_households_of_the_same_trade(client, world):
    make.EnrolmentFactory(participation=world.participation)
    make.EnrolmentFactory(
        participation=world.participation, withdrawn_on="2018-12-01", withdrawn_reason="ย้ายออก"
    )
    told = page(client, world.field, DETAIL, world.household.pk)
    assert "มี 2 ครัวเรือนทำอาชีพเดียวกัน" in told


def test_incomes_of_another_period_or_measure_never_enter_the_chart(client, world):
    make.IncomeFactory(enrolment=world.enrolment, measure="bmn_household", amount=77777, told_on="2018-12-20")
    make.IncomeFactory(enrolment=world.enrolment, period="year", amount=88888, told_on="2018-12-21")
    told = page(client, world.officer, DETAIL, world.household.pk)
    assert "77,777" not in told
    assert "88,888" not in told
    assert "มีอีก 1 รายการที่บอกเป็นช่วงเวลาอื่น" in told


def test_a_year_in_which_the_household_is_no_target_offers_to_make_it_one(client, world):
    make.PlanFactory(fiscal_year=2563)
    told = page(client, world.officer, DETAIL, world.household.pk, year=2563)
    assert "ปีงบประมาณ 2563 ครัวเรือนนี้ไม่ได้เป็นครัวเรือนเป้าหมาย ที่แสดงเป็นของปี 2562" in told
    assert reverse("households:enrol", args=[world.household.pk]) in told


def test_a_household_that_was_never_a_target_has_a_page_too(client, world):
    household = make.HouseholdFactory(village=world.village)
    assert "ยังไม่เคยเป็นครัวเรือนเป้าหมาย" in page(client, world.officer, DETAIL, household.pk)
    page(client, world.officer, "monitoring:story_of_household", household.pk, status=404)


def test_the_words_for_phases_and_practices_are_those_of_the_visit():
    assert list(PHASES.items()) == Visit.Phase.choices
    assert Visit.Practice.choices == PRACTICES


def test_a_word_for_a_trade_leads_to_its_page_only_for_those_who_may_change_it(client, world):
    word = make.TradeSynonymFactory(district=world.plan.district)
    address = reverse("households:synonym_edit", args=[word.pk])
    assert address in page(client, world.officer, "households:trades")
    assert address not in page(client, world.viewer, "households:trades")
