"""Plans, their criteria, the villages that take part, and meetings: who may, and each rule in its own sentence."""

import datetime

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post
from villages.models import Criterion, Meeting, Participation, Plan, Village

pytestmark = pytest.mark.django_db

READERS = ["admin", "chief", "officer", "field", "viewer", "auditor"]


def test_a_neighbours_plan_part_criterion_and_meeting_are_not_found(client, world):
    criterion = make.CriterionFactory(plan=world.neighbour_plan)
    for name, pk in (
        ("plan", world.neighbour_plan.pk),
        ("plan_edit", world.neighbour_plan.pk),
        ("criterion_create", world.neighbour_plan.pk),
        ("criterion_edit", criterion.pk),
        ("criterion_remove", criterion.pk),
        ("participation_edit", world.neighbour_participation.pk),
        ("meeting", world.neighbour_meeting.pk),
        ("meeting_edit", world.neighbour_meeting.pk),
    ):
        page(client, world.officer, f"villages:{name}", pk, status=404)
    for name in ("plans", "participations", "meetings"):
        told = page(client, world.officer, f"villages:{name}", year=2562)
        assert "เพื่อนบ้าน" not in told
        assert "สทิงพระ" not in told


@pytest.mark.parametrize("who", READERS)
def test_every_role_reads_plans_and_only_district_and_admin_write_them(client, world, who):
    user = getattr(world, who)
    status = 200 if who in ("admin", "chief", "officer") else 403
    criterion = make.CriterionFactory(plan=world.plan)
    for name, *args in (
        ("plans",),
        ("plan", world.plan.pk),
        ("participations",),
        ("meetings",),
        ("meeting", world.meeting.pk),
    ):
        page(client, user, f"villages:{name}", *args)
    for name, *args in (
        ("plan_create",),
        ("plan_edit", world.plan.pk),
        ("criterion_create", world.plan.pk),
        ("criterion_edit", criterion.pk),
        ("criterion_remove", criterion.pk),
        ("participation_create",),
        ("participation_edit", world.participation.pk),
    ):
        page(client, user, f"villages:{name}", *args, status=status)


@pytest.mark.parametrize(
    ("who", "status"), [("field", 200), ("officer", 200), ("admin", 403), ("viewer", 403)]
)
def test_meetings_are_written_by_field_and_district(client, world, who, status):
    for name, *args in (("meeting_create",), ("meeting_edit", world.meeting.pk)):
        page(client, getattr(world, who), f"villages:{name}", *args, status=status)


def test_a_plan_tells_targets_criteria_and_its_villages_with_quotas(client, world):
    make.CriterionFactory(plan=world.plan, text="สมัครใจเข้าร่วม")
    told = page(client, world.officer, "villages:plan", world.plan.pk)
    for words in ("บ้านใกล้บ้าน ม.3", "สมัครใจเข้าร่วม", "1/5", "1/20", "38,000", "วุฒิบัตร", "1 ต.ค. 2561"):
        assert words in told
    assert "เพิ่มเกณฑ์" not in page(client, world.viewer, "villages:plan", world.plan.pk)


def plan_data(**changes):
    plan = Plan(district_id="9001", fiscal_year=2563)
    names = [
        field.name
        for field in Plan._meta.fields
        if field.editable and field.name not in ("groups", "district")
    ]
    return {name: getattr(plan, name) for name in names} | {"district": "9001"} | changes


def test_a_plan_is_added_with_thai_digits(client, world):
    answer = post(
        client, world.officer, "villages:plan_create", data=plan_data(fiscal_year="๒๕๖๓", households="๑๖๐")
    )
    plan = Plan.objects.get(fiscal_year=2563)
    assert (answer["Location"], plan.households) == (plan.get_absolute_url(), 160)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fiscal_year": "2562"}, "อำเภอนี้มีแผนของปีงบประมาณนี้แล้ว"),
        ({"fiscal_year": "2019"}, "ปีงบประมาณต้องเป็น พ.ศ. 2540 ถึง 2640"),
        ({"district": "9002"}, "อำเภอที่เลือกไม่มีในรายการของท่าน"),
        ({"households": "๑๖๐ หลัง"}, "เป้าหมายครัวเรือน"),
        ({"new_villages": "40000"}, "มากเกินไป"),
    ],
)
def test_each_rule_of_a_plan_speaks_through_the_form(client, world, changes, sentence):
    answer = post(client, world.officer, "villages:plan_create", data=plan_data(**changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_plan_keeps_its_place_and_year(client, world):
    data = plan_data(fiscal_year="2570", households="170", version=1)
    post(client, world.officer, "villages:plan_edit", world.plan.pk, data=data)
    plan = Plan.objects.get(pk=world.plan.pk)
    assert (plan.fiscal_year, plan.households) == (2562, 170)


def test_criteria_are_added_once_edited_and_removed_after_asking(client, world):
    data = {"subject": "household", "text": "รายได้ต่ำกว่าเกณฑ์ จปฐ.", "order": "1"}
    answer = post(client, world.officer, "villages:criterion_create", world.plan.pk, data=data)
    assert answer["Location"] == world.plan.get_absolute_url()
    again = post(client, world.officer, "villages:criterion_create", world.plan.pk, data=data)
    assert "เกณฑ์ข้อนี้มีในแผนแล้ว" in again.content.decode()
    row = Criterion.objects.get(text=data["text"])
    post(
        client, world.officer, "villages:criterion_edit", row.pk, data=data | {"text": "สมัครใจ", "version": 1}
    )
    assert "สมัครใจ" in page(client, world.officer, "villages:criterion_remove", row.pk)
    assert Criterion.objects.get(pk=row.pk).text == "สมัครใจ"
    post(client, world.officer, "villages:criterion_remove", row.pk, data={})
    assert not Criterion.objects.filter(pk=row.pk).exists()


def test_a_village_joins_a_plan_once_and_only_in_its_own_district(client, world):
    data = {"village": world.village.pk, "plan": world.plan.pk, "kind": "new"}
    again = post(client, world.officer, "villages:participation_create", data=data)
    assert "หมู่บ้านนี้อยู่ในแผนของปีนี้แล้ว" in again.content.decode()
    far = data | {"plan": world.neighbour_plan.pk}
    assert (
        "แผนประจำปีที่เลือกไม่มีในรายการของท่าน"
        in post(client, world.officer, "villages:participation_create", data=far).content.decode()
    )
    make.PostingFactory(user=world.officer, area_code="9002")
    wrong = post(
        client,
        type(world.officer).objects.get(pk=world.officer.pk),
        "villages:participation_create",
        data=far,
    )
    assert "หมู่บ้านนี้ไม่ได้อยู่ในอำเภอของแผน" in wrong.content.decode()


def test_a_part_keeps_its_village_and_plan_and_may_have_its_own_quota(client, world):
    data = {
        "village": world.other_village.pk,
        "plan": world.plan.pk,
        "kind": "new",
        "household_quota": "๓๐",
        "version": 1,
    }
    post(client, world.officer, "villages:participation_edit", world.participation.pk, data=data)
    part = Participation.objects.get(pk=world.participation.pk)
    assert (part.village, part.households_wanted, part.sages_wanted) == (world.village, 30, 5)
    assert "1/30" in page(client, world.officer, "villages:detail", world.village.pk, year=2562)


def test_an_expansion_village_without_a_quota_shows_the_bare_number(client, world):
    Participation.objects.filter(pk=world.participation.pk).update(kind="expansion")
    told = page(client, world.field, "villages:participations", year=2562)
    assert "1/20" not in told
    assert ">1</a>" in told


def test_a_meeting_is_noted_in_buddhist_dates_and_shown_with_whom_it_chose(client, world):
    world.lead.meeting = world.enrolment.meeting = world.meeting
    world.lead.save()
    world.enrolment.save()
    told = page(client, world.field, "villages:meeting", world.meeting.pk)
    assert str(world.sage) in told
    assert str(world.household) in told
    data = {
        "participation": world.participation.pk,
        "kind": "team",
        "held_on": "๕ พ.ย. ๒๕๖๑",
        "attendees": "๑๒",
    }
    answer = post(client, world.field, "villages:meeting_create", data=data)
    row = Meeting.objects.get(kind="team")
    assert (row.held_on, row.attendees) == (datetime.date(2018, 11, 5), 12)
    assert answer["Location"] == row.get_absolute_url()


def test_a_meeting_in_a_neighbours_village_is_refused_by_choice(client, world):
    data = {"participation": world.neighbour_participation.pk, "kind": "team", "held_on": "5/11/2561"}
    assert (
        "ไม่มีในรายการของท่าน"
        in post(client, world.field, "villages:meeting_create", data=data).content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"latitude": "7.1"}, "พิกัดต้องอยู่ในประเทศไทยและกรอกทั้งละติจูด"),
        ({"latitude": "7.1", "longitude": "7.1"}, "พิกัดต้องอยู่ในประเทศไทย"),
        ({"postcode": "9000"}, "รหัสไปรษณีย์ต้องเป็นตัวเลข 5 หลัก"),
        ({"leader_phone": "12"}, "โทรศัพท์"),
    ],
)
def test_each_rule_of_a_village_speaks_through_the_form(client, world, changes, sentence):
    data = {"name": world.village.name, "version": 1} | changes
    answer = post(client, world.officer, "villages:edit", world.village.pk, data=data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_villages_other_names_are_kept_once(client, world):
    data = {"name": "บ้านใกล้บ้าน", "aliases": "ใกล้บ้าน, บ้านเก่า ,เก่า", "version": 1}
    post(client, world.officer, "villages:edit", world.village.pk, data=data)
    assert Village.objects.get(pk=world.village.pk).aliases == "บ้านเก่า"


def test_the_plans_page_filters_by_year_in_any_digits(client, world):
    make.PlanFactory(district=world.plan.district, fiscal_year=2561)
    links = [
        reverse("villages:plan", args=[plan.pk])
        for plan in Plan.objects.filter(district="9001").order_by("fiscal_year")
    ]
    told = page(client, world.officer, "villages:plans", fiscal_year="๒๕๖๑")
    assert [link in told for link in links] == [True, False]
    assert "ไม่พบรายการตามเงื่อนไขนี้" in page(client, world.officer, "villages:plans", fiscal_year="ปีหน้า")
