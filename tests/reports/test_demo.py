import datetime
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from accounts.demo import PASSWORD, demo_logins
from accounts.models import User
from accounts.roles import Role
from groups.models import OccupationGroup
from households.models import Enrolment, Household, Income
from monitoring.models import ProblemKind, Visit
from reports import demo
from sages.models import Sage, TeamMember
from sammachip.lib import fiscal, thai
from sammachip.lib.fiscal import FiscalYear
from tests import factories as make
from training.models import Principle
from villages.models import Dimension, District, Participation, Plan, Subdistrict, Village

pytestmark = pytest.mark.django_db

DAY = datetime.date(2019, 3, 16)
NAMED_AFRESH = {
    "visitor_id",
    "acknowledged_by_id",
    "given_by_id",
    "owner_id",
    "taken_by_id",
    "kind_id",
    "criterion_id",
    "principle_id",
    "dimension_id",
}
OURS = {"accounts", "villages", "sages", "households", "training", "groups", "monitoring", "reports"}


def tables():
    """All but the three lists that every install begins with."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and model not in (Dimension, Principle, ProblemKind)
    ]


def counts():
    return {model._meta.label: model._default_manager.count() for model in tables()}


def written():
    """Every row of the registers as text, but for what is sealed by chance."""
    rows = []
    for model in demo.standing.registers():
        names = [
            field.attname for field in model._meta.concrete_fields if not field.attname.startswith("nid_")
        ]
        names = [
            name
            for name in names
            if name not in NAMED_AFRESH and (model._meta.pk.name == "code" or name != "id")
        ]
        rows += [
            json.dumps(row, cls=DjangoJSONEncoder)
            for row in model._default_manager.order_by("pk").values(*names)
        ]
    return rows


def test_the_same_day_gives_the_same_rows():
    demo.load(DAY)
    first = written()
    demo.remove(also_added=False)
    demo.load(DAY)
    assert written() == first


def test_it_shows_the_targets_of_the_paper_and_is_not_complete():
    demo.load(DAY)
    now = Plan.objects.get(fiscal_year=2562)
    assert (now.new_villages, now.expansion_villages, now.sages, now.households) == (8, 8, 40, 160)
    assert Participation.objects.in_year(2562).filter(kind="new").count() == 8
    assert Participation.objects.in_year(2562).filter(kind="expansion").count() == 7
    assert TeamMember.objects.in_year(2562).standing().count() == 38
    assert Enrolment.objects.in_year(2562).standing().count() == 148
    assert Enrolment.objects.in_year(2561).standing().count() == 160
    assert Subdistrict.objects.count() == 6
    assert Village.objects.count() == 47


# The first, a middle and the last days of a fiscal year, a leap day, and the days around a new year.
@pytest.mark.parametrize(
    "day",
    [
        "2018-10-01",
        "2018-10-02",
        "2018-11-20",
        "2019-01-01",
        "2019-03-16",
        "2020-02-29",
        "2019-09-29",
        "2019-09-30",
    ],
)
def test_on_whatever_day_it_is_loaded_two_years_are_alive(day):
    today = datetime.date.fromisoformat(day)
    demo.load(today)
    year = FiscalYear.of(today)
    for look in (year.year, year.year - 1):
        due = Visit.objects.in_year(look).appointments()
        assert due.filter(next_on=today).exists()
        assert due.filter(next_on__lt=today).exists()
        assert due.filter(next_on__gt=today).exists()
        assert Visit.objects.in_year(look).recorded().filter(phase="after").exists()
    assert set(Visit.objects.in_year(year.year).values_list("phase", flat=True)) == {
        "before",
        "during",
        "after",
    }
    assert not Visit.objects.filter(visited_on__gt=today).exists()
    assert not Income.objects.filter(told_on__gt=today).exists()
    assert Plan.objects.count() == 2


def test_every_field_officer_has_something_overdue_and_something_due_today():
    demo.load(DAY)
    for officer in User.objects.filter(role=Role.FIELD_OFFICER):
        due = Visit.objects.visible_to(officer).in_year(2562).appointments()
        assert due.filter(next_on=DAY).exists()
        assert due.filter(next_on__lt=DAY).exists()


def test_groups_stand_in_every_state():
    demo.load(DAY)
    assert set(OccupationGroup.objects.values_list("state", flat=True)) == set(OccupationGroup.State.values)


def test_every_row_would_pass_its_own_rules():
    demo.load(DAY)
    for model in demo.standing.registers():
        for row in model._default_manager.all():
            row.clean_fields(exclude=[field.name for field in model._meta.fields if field.is_relation])


def test_people_are_plainly_invented_and_their_numbers_are_never_given():
    demo.load(DAY)
    for person in [*Household.objects.all(), *Sage.objects.all()]:
        assert "ตัวอย่าง" in person.first_name
        assert person.phone[:3] in ("", "010")
    sealed = Household.objects.exclude(nid_idx=None).first()
    number = demo.people.citizen_id(2000 + int(sealed.last_name))
    assert number.startswith("9")
    assert thai.citizen_id(number) == number
    assert sealed.nid_last4 == number[-4:]


def test_rows_have_a_history_signed_by_a_demo_user_on_their_day():
    demo.load(DAY)
    visit = Visit.objects.filter(enrolment__isnull=False).first()
    first = visit.history.get()
    assert first.history_user == visit.visitor
    assert first.history_date.astimezone(fiscal.BANGKOK).date() == visit.visited_on
    assert Visit.history.count() == Visit.objects.count()


def test_it_refuses_where_real_rows_stand(world):
    before = counts()
    with pytest.raises(CommandError, match="ข้อมูลจริง"):
        call_command("demo")
    assert counts() == before


def test_it_refuses_to_load_twice_and_says_how_to_take_it_out():
    demo.load(DAY)
    with pytest.raises(CommandError, match="--remove"):
        call_command("demo")


def test_it_refuses_where_a_real_user_has_a_name_of_the_demo():
    make.UserFactory(username="demo-chief")
    with pytest.raises(demo.DemoRefused, match="demo-chief"):
        demo.load(DAY)
    assert not District.objects.exists()


def test_if_empty_leaves_a_database_alone_that_somebody_has_begun_to_use(capsys):
    make.UserFactory()
    call_command("demo", "--if-empty")
    assert "ไม่ว่าง" in capsys.readouterr().out
    assert not District.objects.exists()


def test_taking_it_away_leaves_nothing_not_even_history():
    before = counts()
    demo.load(DAY)
    assert counts() != before
    call_command("demo", "--remove")
    assert counts() == before


def test_what_demo_users_added_goes_with_the_demo():
    demo.load(DAY)
    officer = User.objects.get(username="demo-officer")
    household = make.HouseholdFactory.build(village=Village.objects.first())
    household._history_user = officer
    household.save()
    household.delete()
    other = make.HouseholdFactory.build(village=Village.objects.first())
    other._history_user = officer
    other.save()
    demo.remove(also_added=False)
    assert not any(counts().values())


def test_what_a_real_user_added_goes_only_when_that_is_said():
    demo.load(DAY)
    real = make.UserFactory()
    household = make.HouseholdFactory.build(village=Village.objects.first())
    household._history_user = real
    household.save()
    make.HouseholdFactory(village=Village.objects.first())
    with pytest.raises(CommandError, match="2 รายการ"):
        call_command("demo", "--remove")
    assert Household.objects.filter(pk=household.pk).exists()
    call_command("demo", "--remove", "--also-added")
    assert not Household.objects.exists()
    assert list(User.objects.all()) == [real]


def test_another_district_of_the_province_stays():
    demo.load(DAY)
    neighbour = make.DistrictFactory(code="9002", name="สทิงพระ", province_id="90")
    household = make.HouseholdFactory(
        village__subdistrict=make.SubdistrictFactory(code="900201", district=neighbour)
    )
    demo.remove(also_added=False)
    assert list(District.objects.all()) == [neighbour]
    assert list(Household.objects.all()) == [household]
    assert household.history.count() == 1


def test_without_a_demo_there_is_nothing_to_take_away():
    with pytest.raises(CommandError, match="ไม่มีข้อมูลตัวอย่าง"):
        call_command("demo", "--remove")


def test_there_is_one_login_a_role():
    demo.load(DAY)
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)
    assert len(demo_logins()) == 7


def test_demo_logins_exist_only_on_this_machine(client, settings):
    demo.load(DAY)
    shown = client.get(reverse("account_login")).content.decode()
    assert "demo-chief" in shown
    settings.LISTEN = "0.0.0.0"
    hidden = client.get(reverse("account_login")).content.decode()
    assert "demo-chief" not in hidden
    client.post(reverse("account_login"), {"login": "demo-chief", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    settings.LISTEN = "127.0.0.1"
    client.post(reverse("account_login"), {"login": "demo-chief", "password": PASSWORD})
    assert client.session["_auth_user_id"]
    settings.LISTEN = ""
    assert client.get("/").status_code == 302


def test_the_logins_are_listed_for_the_person_who_starts_it(capsys):
    call_command("demo", "--today", "16/03/2562")
    call_command("demo", "--logins")
    assert capsys.readouterr().out.count("demo-chief") == 2
    assert Plan.objects.filter(fiscal_year=2562).exists()
