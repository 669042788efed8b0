"""Visits at the desk: who writes them, what is refused, and what becomes of the income told in them."""

import pytest
from django.urls import reverse

from households.models import Enrolment, Household, Income
from monitoring.models import Visit
from tests import factories as make

pytestmark = pytest.mark.django_db

CREATE, EDIT, DETAIL, LIST = "monitoring:create", "monitoring:edit", "monitoring:detail", "monitoring:list"


def typed(**changes):
    return {
        "visited_on": "16/01/2562",
        "phase": "after",
        "kind": "household",
        "met": "ลูกสาว",
        "practice": "practising",
        "income_amount": "๖,๙๐๐",
        "income_period": "month",
        "findings": "กระจูดขาดช่วงหน้าฝน",
        "advice": "ประสานกลุ่มเกาะยอ",
        "promise": "ย้อมสีกระจูด",
        "next_on": "16/02/2562",
    } | changes


def address(name, *args, **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(name, args=args)}?{asked}"


def read(client, user, name, *args, status=200, **query):
    client.force_login(user)
    response = client.get(address(name, *args, **query))
    assert response.status_code == status
    return response.content.decode()


def write(client, user, data, name=CREATE, *args, status=200, **query):
    client.force_login(user)
    response = client.post(address(name, *args, **query), data)
    assert response.status_code == status
    return response.content.decode()


def test_a_visit_is_recorded_with_its_income_by_whoever_signs_in(client, world):
    write(client, world.field, typed(), status=302, enrolment=world.enrolment.pk)
    visit = Visit.objects.latest("pk")
    assert (visit.visitor, visit.state, visit.enrolment) == (world.field, "recorded", world.enrolment)
    assert visit.participation == world.participation
    income = visit.income
    assert (income.amount, income.measure, income.period, income.source) == (
        6900,
        "livelihood",
        "month",
        "visit",
    )
    assert (income.household, income.enrolment, income.told_on) == (
        world.household,
        world.enrolment,
        visit.visited_on,
    )
    assert visit.history.get().history_user == income.history.get().history_user == world.field


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"visited_on": "17/01/2562"}, "วันที่ติดตามต้องไม่เป็นวันในอนาคต"),
        ({"visited_on": "04/11/2561"}, "อยู่ก่อนวันที่ครัวเรือนสมัครใจเข้าร่วม (05/11/2561)"),
        ({"visited_on": ""}, "กรุณากรอกวันที่ติดตาม"),
        ({"income_amount": "-1"}, "รายได้ต้องไม่ติดลบ"),
        ({"income_amount": "มาก"}, "ไม่ใช่ตัวเลข"),
        ({"next_on": "16/01/2562"}, "วันนัดครั้งต่อไปต้องอยู่หลังวันที่ติดตาม"),
        ({"phase": ""}, "กรุณาเลือกระยะ"),
        ({"phase": "sometime"}, "ไม่มีในรายการ"),
    ],
)
def test_wrong_input_keeps_what_was_typed_and_writes_nothing(client, world, changes, sentence):
    before = Visit.objects.count(), Income.objects.count()
    told = write(client, world.field, typed(**changes), enrolment=world.enrolment.pk)
    assert sentence in told
    for value in ("ลูกสาว", "กระจูดขาดช่วงหน้าฝน", "ย้อมสีกระจูด", changes.get("income_amount", "๖,๙๐๐")):
        assert value in told
    assert (Visit.objects.count(), Income.objects.count()) == before


def test_nobody_visits_who_has_withdrawn_since(client, world):
    world.enrolment.withdrawn_on, world.enrolment.withdrawn_reason = "2019-01-10", "ย้ายออก"
    world.enrolment.save()
    told = write(client, world.field, typed(), enrolment=world.enrolment.pk)
    assert "ครัวเรือนถอนตัวเมื่อ 10/01/2562 แล้ว" in told
    write(client, world.field, typed(visited_on="10/01/2562"), status=302, enrolment=world.enrolment.pk)


def test_where_no_day_of_joining_is_known_the_year_is_the_limit(client, world):
    world.enrolment.volunteered_on = None
    world.enrolment.save()
    told = write(client, world.field, typed(visited_on="30/09/2561"), enrolment=world.enrolment.pk)
    assert "อยู่ก่อนปีงบประมาณ 2562 ซึ่งเริ่มวันที่ 01/10/2561" in told


def test_the_form_shows_last_time_and_the_baseline_and_suggests_the_phase(client, world):
    world.visit.promise = "เตรียมกระจูด"
    world.visit.save()
    told = read(client, world.field, CREATE, enrolment=world.enrolment.pk)
    assert "เตรียมกระจูด" in told
    assert "ก่อนอบรม 4,200 บาทต่อเดือน" in told
    assert 'data-baseline="4200.00"' in told
    assert 'value="16/01/2562"' in told
    assert _checked(told) == "after"
    world.session.starts_on, world.session.ends_on = "2019-02-01", "2019-02-03"
    world.session.save()
    assert _checked(read(client, world.field, CREATE, enrolment=world.enrolment.pk)) == "before"


def _checked(told):
    lines = [line for line in told.splitlines() if 'name="phase"' in line and "checked" in line]
    return lines[0].split('value="')[1].split('"')[0] if lines else ""


def test_a_group_and_a_village_are_visited_without_being_asked_for_income(client, world):
    for subject in ({"group": world.group.pk}, {"participation": world.participation.pk}):
        assert "income_amount" not in read(client, world.field, CREATE, **subject)
        write(client, world.field, typed(kind="advice"), status=302, **subject)
        visit = Visit.objects.latest("pk")
        assert visit.participation == world.participation
        assert visit.income is None
    assert str(visit).endswith("บ้านใกล้บ้าน ม.3")


def test_whom_to_visit_is_asked_where_the_address_does_not_say(client, world):
    told = read(client, world.field, CREATE)
    assert "ติดตามใคร" in told
    assert "นางใกล้บ้าน" in told
    assert "ต่างตำบล" not in told
    both = {"enrolment": world.enrolment.pk, "group": world.group.pk}
    assert "อย่างใดอย่างหนึ่ง" in read(client, world.field, CREATE, **both)
    before = Visit.objects.count()
    assert "ติดตามใคร" in write(client, world.field, typed())
    assert Visit.objects.count() == before


def test_an_address_names_a_household_of_any_year(client, world):
    assert "ครั้งก่อน" in read(client, world.field, CREATE, enrolment=world.enrolment.pk, year=2563)


def test_too_many_households_to_choose_from_are_reached_by_their_pages(client, world):
    many = [Household(village=world.village, first_name=f"คนที่{n}", house_no=str(n)) for n in range(1000)]
    Household.objects.bulk_create(many)
    year = {"participation": world.participation, "fiscal_year": 2562}
    Enrolment.objects.bulk_create([Enrolment(household=household, **year) for household in many])
    told = read(client, world.field, CREATE)
    assert "โปรดเปิดหน้าของครัวเรือนแล้วกดบันทึกการติดตาม" in told
    assert "นางใกล้บ้าน" not in told
    read(client, world.field, CREATE, enrolment=world.enrolment.pk)


@pytest.mark.parametrize("name", ["enrolment", "group", "participation"])
def test_nobody_is_visited_outside_the_own_area(client, world, name):
    for user, whose in ((world.officer, "neighbour"), (world.field, "other")):
        subject = {name: getattr(world, f"{whose}_{name}").pk}
        read(client, user, CREATE, status=404, **subject)
        write(client, user, typed(), status=404, **subject)
    read(client, world.field, CREATE, status=404, **{name: "nonsense"})


def test_a_neighbours_visit_is_not_found(client, world):
    read(client, world.officer, DETAIL, world.neighbour_visit.pk, status=404)
    read(client, world.field, DETAIL, world.other_visit.pk, status=404)
    read(client, world.field, EDIT, world.other_visit.pk, status=404)
    assert "เพื่อนบ้าน" not in read(client, world.officer, LIST)
    assert "ต่างตำบล" not in read(client, world.field, LIST)


@pytest.mark.parametrize("who", ["viewer", "auditor", "admin"])
def test_who_only_reads_cannot_write(client, world, who):
    user = getattr(world, who)
    assert reverse(EDIT, args=[world.visit.pk]) not in read(client, user, DETAIL, world.visit.pk)
    read(client, user, CREATE, status=403)
    read(client, user, EDIT, world.visit.pk, status=403)


def test_only_the_writer_mends_a_visit_and_the_others_are_told_why(client, world):
    assert reverse(EDIT, args=[world.visit.pk]) in read(client, world.field, DETAIL, world.visit.pk)
    for user in (world.officer, world.chief):
        assert reverse(EDIT, args=[world.visit.pk]) not in read(client, user, DETAIL, world.visit.pk)
        told = write(client, user, typed(version="1"), EDIT, world.visit.pk, status=403)
        assert f"แก้ไขได้เฉพาะผู้บันทึกการติดตามครั้งนี้เท่านั้น หากพบข้อมูลผิด โปรดแจ้ง {world.field} ให้แก้ไข" in told
    world.visit.refresh_from_db()
    assert world.visit.version == 1


def test_an_acknowledged_visit_is_locked_also_for_its_writer(client, world):
    Visit.objects.filter(pk=world.visit.pk).update(state="acknowledged")
    told = write(client, world.field, typed(version="1"), EDIT, world.visit.pk, status=403)
    assert "รับทราบแล้ว จึงแก้ไขไม่ได้" in told
    assert reverse(EDIT, args=[world.visit.pk]) not in read(client, world.field, DETAIL, world.visit.pk)


def test_mending_a_visit_mends_its_income_and_a_blank_takes_it_back(client, world):
    write(client, world.field, typed(version="1", income_amount="5000"), EDIT, world.visit.pk, status=302)
    world.visit.refresh_from_db()
    assert (world.visit.version, world.visit.income.amount, world.visit.income.version) == (2, 5000, 2)
    assert world.visit.income.told_on == world.visit.visited_on
    income = world.visit.income.pk
    write(client, world.field, typed(version="2", income_amount=""), EDIT, world.visit.pk, status=302)
    world.visit.refresh_from_db()
    assert world.visit.income is None
    assert not Income.objects.filter(pk=income).exists()
    assert Income.history.filter(id=income).latest().history_type == "-"


def test_two_windows_of_one_writer_are_asked_about_the_field_both_changed(client, world):
    opened = typed(version="1", income_amount="4200")
    write(client, world.field, opened | {"income_amount": "5000"}, EDIT, world.visit.pk, status=302)
    told = write(client, world.field, opened | {"income_amount": "6000"}, EDIT, world.visit.pk)
    assert "มีผู้แก้ไขรายการนี้ระหว่างที่ท่านเปิดแบบอยู่" in told
    world.visit.refresh_from_db()
    assert world.visit.income.amount == 5000


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"phase": "before"}, 2),
        ({"phase": "after"}, 1),
        ({"problem": "yes"}, 2),
        ({"problem": "no"}, 1),
        ({"state": "acknowledged"}, 1),
        ({"since": "20/11/2561"}, 1),
        ({"until": "๑๙ พ.ย. ๒๕๖๑"}, 2),
        ({"village": "90010203"}, 2),
        ({"area": "900103"}, 1),
        ({"kind": "new"}, 3),
        ({"practice": "practising"}, 1),
        ({"q": "ใกล้ บ้าน"}, 2),
        ({"year": "2561"}, 0),
    ],
)
def test_each_filter_shows_exactly_its_rows(client, world, query, count):
    make.VisitFactory(
        enrolment=world.enrolment,
        visitor=world.field,
        visited_on="2018-12-20",
        phase="after",
        practice="practising",
        state="acknowledged",
    )
    told = read(client, world.officer, LIST, **query)
    assert told.count('role="rowheader"') == count


def test_the_officer_filter_names_only_those_who_visited_here(client, world):
    told = read(client, world.officer, LIST)
    assert str(world.field) in told
    assert str(world.neighbour) not in told
    assert read(client, world.officer, LIST, officer=world.field.pk).count('role="rowheader"') == 1
