import datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from groups.models import OccupationGroup
from households.models import Enrolment, Income
from monitoring.models import Visit
from reports import demo
from sages.models import TeamMember
from tests import factories as make
from tests.world import person
from villages.models import Participation, Plan

DASHBOARD = reverse("reports:dashboard")
DAY = datetime.date(2019, 3, 16)


@pytest.fixture(autouse=True)
def march_of_2562():
    with time_machine.travel(datetime.datetime(2019, 3, 16, 7, tzinfo=datetime.UTC), tick=False):
        yield


def seen(client, user, **asked):
    client.force_login(user)
    return client.get(DASHBOARD, {"year": 2562} | asked).context


def targets(context):
    return {figure.label: (figure.count, figure.wanted) for figure in context["targets"]}


def row(context, name):
    for _, _, lines in context["matrices"]:
        for line in lines:
            if line.name == name:
                return {figure.label: (figure.count, figure.wanted) for figure in line.figures}
    return None


def rows_behind(client, url):
    """How many rows a figure's address lists."""
    return client.get(url).context["table"].paginator.count


def test_only_rows_of_the_viewers_area_and_the_year_are_counted(client, world):
    last = make.ParticipationFactory(village=world.village, plan=make.PlanFactory(fiscal_year=2561))
    make.EnrolmentFactory(participation=last)
    assert targets(seen(client, world.officer)) == {
        "หมู่บ้านสร้างใหม่": (2, 8),
        "หมู่บ้านขยายผล": (0, 8),
        "ปราชญ์ชุมชน": (2, 40),
        "ครัวเรือนเป้าหมาย": (2, 160),
        "กลุ่มอาชีพ": (2, 2),
    }


def test_a_field_officer_measures_own_villages_against_their_quotas_not_the_districts_target(client, world):
    context = seen(client, world.field)
    assert targets(context)["หมู่บ้านสร้างใหม่"] == (1, None)
    assert targets(context)["ปราชญ์ชุมชน"] == (1, 5)
    assert targets(context)["ครัวเรือนเป้าหมาย"][1] == 20
    assert "เป้าหมายทั้งอำเภอ 160" in context["targets"][3].note
    assert row(context, "บ้านต่างตำบล ม.3") is None


def test_who_has_left_is_counted_no_more(client, world):
    Enrolment.objects.filter(pk=world.enrolment.pk).update(withdrawn_on=DAY, withdrawn_reason="ย้าย")
    TeamMember.objects.filter(pk=world.lead.pk).update(left_on=DAY)
    OccupationGroup.objects.filter(pk=world.group.pk).update(state="dissolved")
    figures = row(seen(client, world.field), "บ้านใกล้บ้าน ม.3")
    assert figures["ปราชญ์"] == (0, 5)
    assert figures["ครัวเรือน"] == (0, 20)
    assert figures["ก่อนอบรม"] == (0, 20)
    assert figures["กลุ่มอาชีพ"] == (0, None)


def test_a_household_visited_twice_in_a_phase_is_one_and_a_draft_is_none(client, world):
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, visited_on="2018-11-25")
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, phase="after", state="draft")
    figures = row(seen(client, world.field), "บ้านใกล้บ้าน ม.3")
    assert figures["ก่อนอบรม"] == (1, 20)
    assert figures["หลังอบรม"] == (0, 20)


def test_an_expansion_village_has_its_own_row_and_a_bare_number(client, world):
    village = make.VillageFactory(subdistrict=world.village.subdistrict, moo=9, name="บ้านขยาย")
    part = make.ParticipationFactory(village=village, plan=world.plan, kind="expansion")
    make.EnrolmentFactory(participation=part)
    context = seen(client, world.officer)
    assert [title for title, _, _ in context["matrices"]][1] == "ความก้าวหน้ารายหมู่บ้าน (ขยายผล)"
    assert row(context, "บ้านขยาย ม.9")["ครัวเรือน"] == (1, None)
    Participation.objects.filter(pk=part.pk).update(household_quota=4)
    assert row(seen(client, world.officer), "บ้านขยาย ม.9")["ครัวเรือน"] == (1, 4)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, 2),
        ({"groups": 7}, 7),
        ({"groups": 0}, 0),
        ({"expansion_villages": 3}, 2),
        ({"group_villages_percent": 13}, 3),
    ],
)
def test_groups_are_wanted_by_number_or_by_percent_of_the_villages_rounded_up(client, world, changes, wanted):
    Plan.objects.filter(pk=world.plan.pk).update(**changes)
    assert targets(seen(client, world.officer))["กลุ่มอาชีพ"][1] == wanted


def test_a_group_formed_after_the_year_is_not_of_the_year(client, world):
    OccupationGroup.objects.filter(pk=world.group.pk).update(formed_on="2019-10-01")
    assert targets(seen(client, world.officer))["กลุ่มอาชีพ"][0] == 1


def test_whoever_sees_several_districts_sees_a_row_a_district(client, world):
    context = seen(client, world.viewer)
    (_, what, lines), *others = context["matrices"]
    assert (what, others) == ("อำเภอ", [])
    assert [line.name for line in lines] == ["อ.เมืองสงขลา", "อ.สทิงพระ"]
    assert row(context, "อ.เมืองสงขลา")["สร้างใหม่"] == (2, 8)
    assert targets(context)["หมู่บ้านสร้างใหม่"] == (3, 16)
    narrowed = client.get(lines[1].url).context
    assert targets(narrowed)["หมู่บ้านสร้างใหม่"] == (1, 8)
    assert row(narrowed, "บ้านเพื่อนบ้าน ม.3")


def test_asking_for_a_neighbours_district_shows_nothing_of_it(client, world):
    context = seen(client, world.officer, area="9002")
    assert targets(context) == targets(seen(client, world.officer))


def test_incomes_compare_households_that_told_both_and_count_the_others_as_missing(client, world):
    household = world.enrolment
    make.IncomeFactory(enrolment=household, amount=6300, told_on="2019-02-01", source="visit")
    make.IncomeFactory(
        enrolment=household, amount=90000, told_on="2019-02-02", measure="bmn_person", period="year"
    )
    make.EnrolmentFactory(participation=world.participation)
    context = seen(client, world.field)
    change = context["incomes"].everything.change
    assert (change.known, change.average_before, change.average_after) == (1, 4200, 6300)
    assert change.unknown == 1
    assert context["incomes"].everything.rise == "+50%"


def test_an_income_told_before_the_training_ends_is_no_after(client, world):
    make.IncomeFactory(enrolment=world.enrolment, amount=6300, told_on="2018-12-13", source="visit")
    assert seen(client, world.field)["incomes"].everything.change.known == 0


def test_an_income_after_the_year_is_not_of_the_year_and_the_latest_within_it_counts(client, world):
    for day, amount in (("2019-02-01", 5000), ("2019-09-30", 6300), ("2019-10-01", 9999)):
        make.IncomeFactory(enrolment=world.enrolment, amount=amount, told_on=day, source="visit")
    assert seen(client, world.field)["incomes"].everything.change.average_after == 6300


def test_an_income_told_by_the_year_is_compared_with_none_by_the_month(client, world):
    Income.objects.filter(enrolment=world.enrolment).update(period="year")
    make.IncomeFactory(enrolment=world.enrolment, amount=6300, told_on="2019-02-01", source="visit")
    incomes = seen(client, world.field)["incomes"]
    assert (incomes.yearly, incomes.everything.change.known) == (1, 0)
    assert rows_behind(client, incomes.yearly_url) == 1


def test_what_is_due_stands_most_overdue_first_with_its_distance(client, world):
    context = seen(client, world.officer)
    assert [item["when"] for item in context["due"].items] == ["เกิน 63 วัน", "เกิน 63 วัน"]
    assert (context["due"].total, context["due"].overdue) == (2, 2)


def test_what_is_due_leads_to_where_the_visit_is_written(client, world):
    due = seen(client, world.officer)["due"].items
    pages = {item["url"].partition("?")[0] for item in due}
    assert pages == {home.get_absolute_url() for home in (world.household, world.other_household)}


def links_of(context):
    """(count, address) of every figure on the page."""
    lines = [line for _, _, lines in context["matrices"] for line in lines]
    for figure in [*context["targets"], *(figure for line in lines for figure in line.figures)]:
        yield figure.count, figure.url
    for line in [*context["incomes"].trades, context["incomes"].everything]:
        yield line.change.known, line.urls["both"]
        yield line.change.no_before, line.urls["no_before"]
        yield line.change.no_after, line.urls["no_after"]
    yield context["incomes"].yearly, context["incomes"].yearly_url
    yield context["due"].total, context["due"].url
    yield context["due"].overdue, context["due"].overdue_url


@pytest.mark.parametrize("username", ["demo-chief", "demo-field1", "demo-viewer"])
@pytest.mark.django_db
def test_every_figure_opens_to_exactly_its_rows(client, username):
    demo.load(DAY)
    context = seen(client, User.objects.get(username=username))
    found = list(links_of(context))
    assert len(found) > 50
    wrong = [(count, url) for count, url in found if rows_behind(client, url) != count]
    assert not wrong


def test_every_figure_of_a_district_in_a_province_opens_to_exactly_its_rows(client, world):
    context = seen(client, world.viewer)
    figures = [figure for line in context["matrices"][0][2] for figure in line.figures]
    wrong = [
        (figure.label, figure.count) for figure in figures if rows_behind(client, figure.url) != figure.count
    ]
    assert not wrong


def test_without_an_area_a_person_is_told_whom_to_ask(client, world):
    step = seen(client, world.unposted)["first_step"]
    assert "พื้นที่รับผิดชอบ" in step.title
    assert not step.url


def test_in_an_empty_office_the_first_step_is_to_import_villages(client, db):
    officer = person("first", Role.DISTRICT_OFFICER, "9001")
    step = seen(client, officer)["first_step"]
    assert step.title == "ยังไม่มีหมู่บ้านในระบบ"
    assert client.get(step.url).status_code == 200


def test_without_a_plan_the_first_step_is_the_plan(client, world):
    step = seen(client, world.officer, year=2563)["first_step"]
    assert "แผนของปีงบประมาณ 2563" in step.title
    assert client.get(step.url).status_code == 200
    assert not seen(client, world.field, year=2563)["first_step"].url


def test_a_plan_without_villages_asks_for_them(client, world):
    make.PlanFactory(fiscal_year=2563)
    assert "ยังไม่มีหมู่บ้านเข้าร่วม" in seen(client, world.officer, year=2563)["first_step"].title


def many_villages(world, number):
    for moo in range(10, 10 + number):
        village = make.VillageFactory(subdistrict=world.village.subdistrict, moo=moo % 98 + 1)
        part = make.ParticipationFactory(village=village, plan=world.plan)
        visit = make.VisitFactory(enrolment__participation=part, visitor=world.field, next_on=DAY)
        make.IncomeFactory(enrolment=visit.enrolment, amount=4000)
        make.OccupationGroupFactory(village=village)
        make.TeamMemberFactory(participation=part)


@pytest.mark.parametrize("number", [0, 60])
def test_the_page_asks_as_much_for_one_village_as_for_many(client, world, number, django_assert_num_queries):
    many_villages(world, number)
    client.force_login(world.officer)
    client.get(DASHBOARD, {"year": 2562})
    with django_assert_num_queries(10):
        client.get(DASHBOARD)


def test_the_dashboard_is_for_those_who_may_see_it(client, world):
    make.UserFactory(username="nobody", role="")
    client.force_login(User.objects.get(username="nobody"))
    assert client.get(DASHBOARD).status_code == 403


def test_the_chief_takes_the_demo_away_and_is_told_how_to_begin(client, db):
    demo.load(DAY)
    client.force_login(User.objects.get(username="demo-chief"))
    assert "นำข้อมูลตัวอย่างออก" in client.get(DASHBOARD).content.decode()
    page = client.get(reverse("reports:demo"))
    after = client.post(page.context["action"], follow=True)
    assert after.redirect_chain[-1][0] == reverse("account_login")
    text = after.content.decode()
    assert "นำข้อมูลตัวอย่างและบัญชีตัวอย่างออกแล้ว" in text
    assert "createsuperuser" in text
    assert not Visit.objects.exists()


def test_a_real_chief_is_shown_what_real_users_added_before_it_goes(client, db):
    demo.load(DAY)
    chief = person("real", Role.DISTRICT_CHIEF, "9001")
    client.force_login(chief)
    income = Income(enrolment=Enrolment.objects.first(), amount=1, told_on=DAY, source="survey")
    income.household_id, income._history_user = income.enrolment.household_id, chief
    income.save()
    page = client.get(reverse("reports:demo"))
    assert "1 รายการ" in page.content.decode()
    client.post(reverse("reports:demo"))
    assert demo.is_loaded()
    after = client.post(page.context["action"], follow=True)
    assert after.redirect_chain[-1][0] == DASHBOARD
    assert not demo.is_loaded()


@pytest.mark.parametrize("name", ["officer", "field", "viewer", "auditor"])
def test_only_chiefs_and_admins_may_take_the_demo_away(client, world, name):
    client.force_login(getattr(world, name))
    assert client.get(reverse("reports:demo")).status_code == 403
    assert client.post(reverse("reports:demo")).status_code == 403
