"""Done against due: each owed visit counted once, by whoever asks, and each figure opens to exactly its rows."""

import datetime

import pytest
from django.urls import reverse

from monitoring.duties import Duties
from monitoring.paces import Paces
from monitoring.targets import ELSEWHERE, NOBODY, UNDATED, Targets
from sammachip.lib.fiscal import FiscalYear
from tests import factories as make
from tests.pages import page, queries
from villages.models import Posting, VisitRule

pytestmark = pytest.mark.django_db
DAY = datetime.date(2019, 1, 16)
YEAR = FiscalYear(2562)
PAGE = reverse("monitoring:targets")


def rules(plan):
    """Before within 14 days of joining (19 Nov), after within 30 (12 Jan), 60 (11 Feb) and 90 days (13 Mar) of the training."""
    make.VisitRuleFactory(
        plan=plan, phase="before", opens_from="enrolled", due_from="enrolled", opens_days=0, due_days=14
    )
    for opens, due in ((1, 30), (1, 60), (61, 90)):
        make.VisitRuleFactory(plan=plan, opens_days=opens, due_days=due)


@pytest.fixture
def year(world):
    """Four households, four owed visits each; one excused, one whose day of joining nobody knows."""
    VisitRule.objects.update(is_used=False)
    rules(world.plan)
    excused = make.EnrolmentFactory(participation=world.participation)
    make.ExcuseFactory(enrolment=excused, rule=VisitRule.objects.get(phase="before", is_used=True))
    visit(excused, "2019-01-05", world.field)
    visit(world.other_enrolment, "2019-01-15", world.officer)
    make.EnrolmentFactory(participation=world.participation, volunteered_on=None)
    return world


def visit(enrolment, on, visitor, phase="after"):
    return make.VisitFactory(enrolment=enrolment, phase=phase, visited_on=on, visitor=visitor)


def targets(user, subject="household", area="", today=DAY):
    return Targets(Duties(user, YEAR, today, area), subject)


def counts(line):
    tally = line.tally
    names = ("on_time", "late", "due", "overdue", "coming", "excused")
    return tuple(getattr(tally, name) for name in names)


def told(lines):
    return {line.label: counts(line) for line in lines}


def test_every_owed_visit_is_counted_once_by_each_way_of_asking(year):
    found = targets(year.officer)
    assert counts(found.total) == (3, 1, 4, 2, 5, 1)
    assert (found.total.tally.done, found.total.tally.owed, found.total.tally.percent) == (4, 10, 40)
    assert told(found.by_phase()) == {"ก่อนอบรม": (2, 0, 0, 0, 1, 1), "หลังอบรม": (1, 1, 4, 2, 4, 0)}
    assert told(found.by_quarter()) == {
        "ไตรมาส 1": (2, 0, 0, 0, 0, 1),
        "ไตรมาส 2": (1, 1, 4, 2, 4, 0),
        "ไตรมาส 3": (0, 0, 0, 0, 0, 0),
        "ไตรมาส 4": (0, 0, 0, 0, 0, 0),
        UNDATED: (0, 0, 0, 0, 1, 0),
    }
    for lines in (found.by_village(), found.by_officer(), found.by_phase(), found.by_quarter()):
        sums = [line.tally for line in lines if not line.is_sum]
        assert sum(sums[1:], sums[0]) == found.total.tally


def test_done_is_the_visitors_and_open_is_whose_area_it_is(year):
    assert told(targets(year.officer).by_officer()) == {
        str(year.field): (2, 0, 3, 2, 4, 1),
        str(year.officer): (1, 1, 0, 0, 0, 0),
        NOBODY: (0, 0, 1, 0, 1, 0),
    }


def test_a_hand_over_moves_what_is_open_and_leaves_what_was_done(year):
    Posting.objects.filter(user=year.field).update(ends_on="2019-01-09")
    new = make.UserFactory(role="field_officer", first_name="คนใหม่")
    make.PostingFactory(user=new, area_code="900102", starts_on="2019-01-10")
    found = told(targets(year.officer).by_officer())
    assert found[str(new)] == (0, 0, 3, 2, 4, 1)
    assert found[str(year.field)] == (2, 0, 0, 0, 0, 0)


def test_a_visitor_from_outside_the_office_is_named_to_nobody(year):
    visit(make.EnrolmentFactory(participation=year.participation), "2019-01-04", year.neighbour)
    assert told(targets(year.officer).by_officer())[ELSEWHERE][:2] == (1, 0)


def opens(client, figures):
    """Follow each figure that counts something and compare; how many there were."""
    urls = {figure.url: figure for figure in figures if figure.count}
    for url, figure in urls.items():
        assert client.get(url).context["table"].paginator.count == figure.count, (figure, url)
    return len(urls)


@pytest.mark.parametrize(("who", "subject"), [("officer", "household"), ("field", "all")])
def test_every_figure_opens_to_exactly_its_rows(year, client, who, subject):
    make.EnrolmentFactory(participation=year.participation)  # nobody came before its training
    client.force_login(getattr(year, who))
    context = client.get(PAGE, {"subject": subject, "year": 2562}).context
    lines = [context["total"], *(line for _, _, lines in context["tables"] for line in lines)]
    assert opens(client, [figure for line in lines for figure in line.figures]) > 20


def test_teams_sessions_and_groups_are_counted_each_by_itself(year, client):
    for kind, anchor in (("team", "training_end"), ("session", "training_start"), ("group", "formed")):
        make.VisitRuleFactory(plan=year.plan, subject=kind, opens_from=anchor, due_from=anchor)
    make.VisitFactory(
        enrolment=None, session=year.session, participation=year.participation, phase="after", visited_on=DAY
    )
    year.participation.team.update(joined_on="2018-11-01")
    client.force_login(year.officer)
    for subject, counted in (("team", 1), ("session", 2), ("group", 2)):
        total = client.get(PAGE, {"subject": subject}).context["total"]
        assert total.tally.owed + total.tally.coming == counted
        assert opens(client, total.figures)


def test_an_area_narrows_the_viewers_own_and_no_other(year, client):
    client.force_login(year.officer)

    def owed(**asked):
        return client.get(PAGE, asked).context["total"].tally.owed

    assert (owed(), owed(area="900102"), owed(area=year.other_village.pk)) == (10, 7, 3)
    assert owed(area=year.neighbour_village.pk) == owed(area="x") == owed(area="9002") == 10
    assert targets(year.field).total.tally.owed == 7
    assert targets(year.unposted).total.tally.owed == 0


def test_an_address_that_means_nothing_shows_the_page(year, client):
    client.force_login(year.officer)
    for asked in (
        "subject=who",
        "area=๙๐๐๑",
        f"area={'9' * 40}",
        "year=x",
        "year=2560",
        "area=90",
        "area=&subject=",
    ):
        assert client.get(f"{PAGE}?{asked}").status_code == 200, asked


def test_roles_that_read_see_it_and_others_are_sent_to_sign_in(world, client):
    for user in (world.chief, world.field, world.viewer, world.auditor, world.admin):
        page(client, user, "monitoring:targets")
    assert "ปีนี้ยังไม่มีการติดตาม" in page(client, world.unposted, "monitoring:targets")
    client.logout()
    assert client.get(PAGE).url.startswith(reverse("account_login"))


def test_a_province_has_a_line_a_district_that_says_what_the_district_says(year, client):
    rules(year.neighbour_plan)
    client.force_login(year.viewer)
    lines = client.get(PAGE).context["lines"]
    assert [line.label for line in lines] == ["อ.เมืองสงขลา", "อ.สทิงพระ", "รวมทุกอำเภอ"]
    assert lines[0].tally == targets(year.officer).total.tally
    assert lines[0].tally + lines[1].tally == lines[2].tally
    for line in lines[:2]:
        assert client.get(line.url).context["total"].tally == line.tally
        for figure in line.figures:
            if figure.count:
                assert client.get(figure.url).context["table"].paginator.count == figure.count


def test_a_department_chooses_a_province_before_anything_is_counted(year, client):
    district = make.DistrictFactory(
        code="9101", name="เมืองสตูล", province=make.ProvinceFactory(code="91", name="สตูล")
    )
    make.PlanFactory(district=district)
    client.force_login(year.admin)
    context = client.get(PAGE).context
    assert [(each.name, each.districts) for each in context["provinces"]] == [("สงขลา", 2), ("สตูล", 1)]
    assert len(client.get(PAGE, {"area": "90"}).context["lines"]) == 3


def last_year(world):
    """The year before: two households visited after 16 January 2561, one before it, one never."""
    plan = make.PlanFactory(district=world.plan.district, fiscal_year=2561)
    make.VisitRuleFactory(plan=plan, opens_days=1, due_days=200)
    part = make.ParticipationFactory(village=world.village, plan=plan)
    make.SessionFactory(participation=part, starts_on="2017-12-11", ends_on="2017-12-13")
    for on in ("2018-01-16", "2018-01-17", "2018-05-01", None):
        enrolment = make.EnrolmentFactory(participation=part, volunteered_on="2017-11-05")
        if on:
            visit(enrolment, on, world.field)


def test_the_forecast_is_of_the_paces_of_this_year_and_the_last(year):
    last_year(year)
    outlooks = {outlook.label: outlook for outlook in Paces(targets(year.officer)).outlooks()}
    after = outlooks["หลังอบรม"].standing
    assert (after.done, after.left, after.missed, after.lately, after.last_year) == (2, 10, 0, 2, 2)
    assert after.weeks * 7 == 34  # since 14 December, the first day after the training
    assert after.weeks_left * 7 == 257
    assert after.passed == pytest.approx(108 / 365)
    before = outlooks["ก่อนอบรม"]
    assert (before.standing.done, before.standing.left) == (2, 0)
    assert before.sentence == "ติดตามครบแล้วทั้ง 2 ครั้ง"


def test_the_list_that_closes_the_gap_has_its_size_and_leads_to_the_form(year, client):
    last_year(year)
    client.force_login(year.field)
    answer = client.get(PAGE)
    outlook = next(each for each in answer.context["outlooks"] if each.closing)
    rows = [row for _, rows in outlook.closing for row in rows]
    assert len(rows) == outlook.standing.closable > 0
    assert all(row.due.due_on and not row.due.paid for row in rows)
    assert [row.due.due_on for row in rows] == sorted(row.due.due_on for row in rows)
    assert all(row.to.visit_url.replace("&", "&amp;") in answer.content.decode() for row in rows)


def test_who_may_not_write_visits_is_led_to_the_households(year, client):
    last_year(year)
    seen = page(client, year.auditor, "monitoring:targets")
    assert f'href="{year.enrolment.get_absolute_url()}"' in seen
    assert reverse("monitoring:create") not in seen


def test_the_page_asks_as_often_for_a_hundred_households_as_for_one(year, client):
    first = queries(client, year.officer, "monitoring:targets")
    for number in range(6):
        village = make.VillageFactory(subdistrict=year.village.subdistrict, moo=number + 20)
        part = make.ParticipationFactory(village=village, plan=year.plan)
        for _ in range(15):
            visit(make.EnrolmentFactory(participation=part), "2018-11-12", year.field, "before")
    assert queries(client, year.officer, "monitoring:targets") == first


def test_the_dashboard_shows_the_tiles_of_one_district_and_leads_a_province_to_its_districts(year, client):
    tiles = f'hx-get="{PAGE}?year=2562"'
    assert tiles in page(client, year.officer, "reports:dashboard")
    seen = page(client, year.viewer, "reports:dashboard")
    assert tiles not in seen
    assert f'href="{PAGE}?year=2562"' in seen
    answer = client.get(PAGE, headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode()
