"""All that one visit tells besides its own columns: answers, problems, who came along, whom the household helped."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Photo
from monitoring.models import Problem, ProblemStep, Visit
from tests import factories as make
from tests.nasty import pictures
from tests.pages import page, queries

from .writing import CREATE, DETAIL, EDIT, typed, write

pytestmark = pytest.mark.django_db


def asked(world, **facts):
    return make.VisitQuestionFactory(plan=world.plan, **facts)


def test_answers_to_the_years_questions_are_kept_and_those_of_another_phase_are_not(client, world):
    saved = asked(world, kind="money", phase="after", text="เงินออม", unit="บาท")
    sold = asked(world, kind="choices", phase="after", text="ขายที่ไหน", options="ตลาดนัด\nออนไลน์\nร้านค้า")
    early = asked(world, kind="number", phase="before", text="สมาชิก")
    answers = {f"q-{saved.pk}": "๑,๒๐๐", f"q-{sold.pk}": ["ตลาดนัด", "ออนไลน์"], f"q-{early.pk}": "ไม่ใช่เลข"}
    visit = write(client, world.field, typed(**answers), enrolment=world.enrolment.pk)
    told = {answer.question: answer.told for answer in visit.answers.select_related("question")}
    assert told == {saved: "1,200 บาท", sold: "ตลาดนัด, ออนไลน์"}
    again = typed(version="1", **{f"q-{sold.pk}": ["ออนไลน์"]})
    write(client, world.field, again, EDIT, visit.pk)
    assert [answer.told for answer in visit.answers.all()] == ["ออนไลน์"]
    assert visit.answers.get().version == 2


def test_only_questions_for_this_kind_of_subject_in_use_are_asked(client, world):
    asked(world, text="เลิกถามแล้ว", is_used=False)
    asked(world, text="ถามกลุ่ม", whom="group")
    asked(world, text="ถามครัวเรือน")
    of_household = page(client, world.field, CREATE, enrolment=world.enrolment.pk)
    of_group = page(client, world.field, CREATE, group=world.group.pk)
    assert ("ถามครัวเรือน" in of_household, "ถามกลุ่ม" in of_household) == (True, False)
    assert ("ถามครัวเรือน" in of_group, "ถามกลุ่ม" in of_group) == (False, True)
    assert "เลิกถามแล้ว" not in of_household
    assert "คำถาม เพื่อนบ้าน" not in of_household


def test_a_problem_found_has_the_visitor_and_the_next_appointment_as_its_end(client, world):
    kind = make.ProblemKindFactory(name="ตลาด")
    told = {
        f"problem-{kind.pk}": "on",
        f"problem-{kind.pk}-text": "ขายไม่ออก",
        f"problem-{kind.pk}-cause": "ไกล",
    }
    visit = write(client, world.field, typed(next_on="20/01/2562", **told), enrolment=world.enrolment.pk)
    problem = visit.problems.get()
    assert (problem.kind, problem.text, problem.cause, problem.owner) == (
        kind,
        "ขายไม่ออก",
        "ไกล",
        world.field,
    )
    assert (problem.enrolment, problem.opened_on, problem.due_on) == (
        world.enrolment,
        visit.visited_on,
        visit.next_on,
    )
    assert problem.history.get().history_user == world.field
    write(client, world.field, typed(version="1"), EDIT, visit.pk)
    assert not visit.problems.exists()


def test_a_problem_someone_worked_on_stays_though_its_chip_does_not_come_back(client, world):
    assert "มีการดำเนินการหรือปิดเรื่องแล้ว" in page(client, world.field, EDIT, world.visit.pk)
    write(client, world.field, typed(version="1"), EDIT, world.visit.pk)
    assert world.visit.problems.get() == world.problem


def test_an_earlier_problem_is_said_to_be_there_still_or_to_be_solved(client, world):
    told = page(client, world.field, CREATE, enrolment=world.enrolment.pk)
    assert f'name="open-{world.problem.pk}-state"' in told
    state, text = f"open-{world.problem.pk}-state", f"open-{world.problem.pk}-text"
    assert "โปรดบอกว่าแก้ไขอย่างไร" in write(
        client, world.field, typed(**{state: "solved"}), status=200, enrolment=world.enrolment.pk
    )
    visit = write(
        client, world.field, typed(**{state: "still", text: "หาแหล่งใหม่"}), enrolment=world.enrolment.pk
    )
    step = ProblemStep.objects.get(visit=visit)
    assert (step.text, step.taken_by, step.problem) == ("หาแหล่งใหม่", world.field, world.problem)
    assert Problem.objects.get(pk=world.problem.pk).is_open
    write(client, world.field, typed(version="1", **{state: "solved", text: "ซื้อร่วมกัน"}), EDIT, visit.pk)
    world.problem.refresh_from_db()
    assert (world.problem.closed_on, world.problem.outcome) == (visit.visited_on, "ซื้อร่วมกัน")
    write(client, world.field, typed(version="2"), EDIT, visit.pk)
    world.problem.refresh_from_db()
    assert (world.problem.closed_on, world.problem.outcome, visit.steps.count()) == (None, "", 0)


def test_what_another_closed_meanwhile_is_not_opened_again(client, world):
    visit = write(
        client,
        world.field,
        typed(**{f"open-{world.problem.pk}-state": "still"}),
        enrolment=world.enrolment.pk,
    )
    Problem.objects.filter(pk=world.problem.pk).update(closed_on="2019-01-16", outcome="จบแล้ว")
    write(client, world.field, typed(version="1"), EDIT, visit.pk)
    assert Problem.objects.get(pk=world.problem.pk).outcome == "จบแล้ว"


def test_companions_are_colleagues_supporters_and_partners_of_the_area(client, world):
    chosen = [f"user:{world.chief.pk}", f"support_person:{world.supporter.pk}", f"agency:{world.agency.pk}"]
    visit = write(client, world.field, typed(companions=chosen), enrolment=world.enrolment.pk)
    assert {str(row) for row in visit.companions.all()} == {
        str(world.chief),
        world.supporter.name,
        str(world.agency),
    }
    write(client, world.field, typed(version="1", companions=chosen[:1]), EDIT, visit.pk)
    assert [row.user for row in visit.companions.all()] == [world.chief]
    for stranger in (
        f"user:{world.neighbour.pk}",
        f"agency:{world.neighbour_agency.pk}",
        f"user:{world.field.pk}",
    ):
        told = write(
            client, world.field, typed(companions=[stranger]), status=200, enrolment=world.enrolment.pk
        )
        assert "ผู้ร่วมติดตามที่เลือกไม่มีในรายการของท่าน" in told


def test_helps_name_a_household_of_the_register_or_one_outside_it(client, world):
    other = make.HouseholdFactory(village=world.village, first_name="สมหมาย", house_no="9")
    listed = f"{other} บ้านเลขที่ 9 {world.village}"
    lines = {
        "help-0-name": listed,
        "help-0-kind": "taught",
        "help-1-name": "ป้าข้างบ้าน",
        "help-1-kind": "helped",
    }
    assert listed in page(client, world.field, CREATE, enrolment=world.enrolment.pk)
    visit = write(client, world.field, typed(**lines), enrolment=world.enrolment.pk)
    assert {(row.kind, row.helped, row.helped_name) for row in visit.helps.all()} == {
        ("taught", other, ""),
        ("helped", None, "ป้าข้างบ้าน"),
    }
    assert visit.helps.first().helper == world.household
    itself = f"{world.household} บ้านเลขที่ {world.household.house_no} {world.village}"
    told = write(
        client, world.field, typed(**{"help-0-name": itself}), status=200, enrolment=world.enrolment.pk
    )
    assert "ต้องเป็นคนละครัวเรือน" in told


def sent(name, content):
    return SimpleUploadedFile(name, content)


def test_photos_come_with_the_visit_and_a_bad_one_takes_nothing_with_it(client, world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shown = asked(world, kind="photo", text="ภาพแปลงผัก")
    files = {
        "pictures": [sent("one.jpg", pictures.jpeg()), sent("bad.jpg", b"no picture")],
        f"q-{shown.pk}": [sent("two.jpg", pictures.jpeg(200, 100))],
    }
    again = typed(visited_on="", pictures=[sent("one.jpg", pictures.jpeg())])
    told = write(client, world.field, again, status=200, enrolment=world.enrolment.pk)
    assert "โปรดเลือกรูปอีกครั้ง" in told
    visit = write(client, world.field, typed(**files), enrolment=world.enrolment.pk)
    photos = Photo.objects.of(visit)
    assert sorted(photo.caption for photo in photos) == ["", "ภาพแปลงผัก"]
    assert {photo.area_code for photo in photos} == {world.village.pk}
    assert visit.answers.get(question=shown).number == 1
    told = page(client, world.field, DETAIL, visit.pk)
    assert "บันทึกการติดตามแล้ว แต่ไม่ได้เพิ่มรูป bad.jpg" in told
    assert told.count("photos/") >= 2


def test_a_position_outside_thailand_is_left_out_and_the_visit_stands(client, world):
    there = {"latitude": "7.141234", "longitude": "100.595812", "accuracy": "12"}
    visit = write(client, world.field, typed(**there), enrolment=world.enrolment.pk)
    assert (str(visit.latitude), visit.accuracy) == ("7.141234", 12)
    for odd in ({"latitude": "51.5"}, {"latitude": "มาก"}, {"accuracy": "-1"}, {"longitude": ""}):
        data = typed(**there | odd, confirm="again")
        visit = write(client, world.field, data, enrolment=world.enrolment.pk)
        assert visit.latitude is None or visit.accuracy is None


@pytest.mark.parametrize(
    ("asked_as", "row", "whom"),
    [("session", "session", "session"), ("sage", "lead", "sage"), ("team", "participation", "team")],
)
def test_a_training_a_sage_and_a_team_are_visited(client, world, asked_as, row, whom):
    query = {asked_as: getattr(world, row).pk}
    told = page(client, world.field, CREATE, **query)
    assert "income_amount" not in told
    visit = write(client, world.field, typed(kind="advice"), **query)
    assert (visit.whom, visit.participation, visit.practice) == (whom, world.participation, "")
    stranger = {asked_as: getattr(world, f"neighbour_{row}").pk}
    page(client, world.field, CREATE, status=404, **stranger)


def test_the_form_and_the_page_ask_as_much_with_much_to_tell(client, world):
    few = queries(client, world.field, CREATE, enrolment=world.enrolment.pk)
    few_read = queries(client, world.field, DETAIL, world.visit.pk)
    for number in range(4):
        asked(world, text=f"อีกข้อ {number}")
        make.ProblemFactory(
            enrolment=world.enrolment,
            kind=make.ProblemKindFactory(name=f"เรื่อง {number}"),
            found_in=world.visit,
        )
        make.AgencyFactory(district=world.plan.district, name=f"ภาคี {number}")
        make.HouseholdFactory(village=world.village, first_name=f"บ้าน {number}")
        make.HelpFactory(visit=world.visit, helped_name=f"ป้า {number}")
        make.VisitFactory(enrolment=world.enrolment, visitor=world.field)
    assert queries(client, world.field, CREATE, enrolment=world.enrolment.pk) == few
    assert queries(client, world.field, DETAIL, world.visit.pk) == few_read
    assert Visit.objects.count() > 4
