"""The story of a household: everything told about it, in order, the red step where it is late."""

import datetime

import pytest
from django.urls import reverse

from monitoring import timeline
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2019, 1, 16)


def story(enrolment, today=TODAY):
    facts = timeline.facts_of(enrolment)
    return timeline.steps_of(facts, today), timeline.items_of(facts, today)


def states(steps):
    return [step.state for step in steps]


def test_the_story_is_told_newest_first_under_what_was_agreed_for_next_time(world):
    make.VisitFactory(
        enrolment=world.enrolment,
        visitor=world.field,
        visited_on="2018-12-14",
        phase="during",
        next_on="2019-01-12",
    )
    titles = [item.title for item in story(world.enrolment)[1]]
    assert titles == [
        "นัดติดตามครั้งต่อไป",
        "เข้ากลุ่มอาชีพ",
        "ติดตามระหว่างอบรม",
        "รับปัจจัย",
        "อบรมจักสานกระจูด",
        "ติดตามก่อนอบรม",
        "คัดเลือกเป็นครัวเรือนเป้าหมาย",
    ]


def test_of_one_day_joining_comes_before_the_visit_that_found_it(world):
    world.enrolment.volunteered_on = world.visit.visited_on
    titles = [item.title for item in story(world.enrolment)[1]]
    assert titles.index("ติดตามก่อนอบรม") < titles.index("คัดเลือกเป็นครัวเรือนเป้าหมาย")


def test_the_steps_carry_their_days_and_the_late_one_is_red(world):
    steps, items = story(world.enrolment)
    assert [step.label for step in steps] == [
        "สมัครใจ",
        "ก่อนอบรม",
        "อบรม 1 วัน",
        "รับปัจจัย",
        "หลังอบรม",
        "กลุ่มอาชีพ",
    ]
    assert states(steps) == ["done", "done", "done", "done", "missed", "done"]
    assert steps[4].when == "นัดเกิน 4 วัน"
    assert steps[0].when == "5 พ.ย. 2561"
    assert (items[0].state, items[0].pill, items[0].tone) == ("missed", "เกิน 4 วัน", "red")


def test_a_household_only_chosen_has_everything_ahead_of_it(world):
    participation = make.ParticipationFactory(
        village=make.VillageFactory(subdistrict=world.village.subdistrict, moo=9)
    )
    enrolment = make.EnrolmentFactory(participation=participation, volunteered_on=None)
    steps, items = story(enrolment)
    assert states(steps) == ["done", "now", "planned", "planned", "planned", "planned"]
    assert [item.title for item in items] == ["คัดเลือกเป็นครัวเรือนเป้าหมาย"]
    assert steps[0].when == "ไม่ระบุวันที่"


@pytest.mark.parametrize(
    ("today", "training", "after"),
    [("2018-12-10", "planned", "planned"), ("2018-12-12", "now", "planned"), ("2019-01-11", "done", "now")],
)
def test_training_is_planned_then_now_then_done(world, today, training, after):
    steps, _ = story(world.enrolment, datetime.date.fromisoformat(today))
    assert (steps[2].state, steps[4].state) == (training, after)


def test_attendance_counts_days_come_of_days_held(world):
    for day, status in (("2018-12-12", "late"), ("2018-12-13", "absent")):
        make.AttendanceFactory(session=world.session, enrolment=world.enrolment, on=day, status=status)
    item = next(item for item in story(world.enrolment)[1] if item.title == "อบรมจักสานกระจูด")
    assert (item.text, item.pill) == ("มา 2 จาก 3 วัน", "มาไม่ครบ")


def test_inputs_of_one_day_are_one_line_with_their_value(world):
    make.InputSupportFactory(
        enrolment=world.enrolment, item="สีย้อม", amount="6.50", unit="ซอง", value=None, source="กองทุนหมู่บ้าน"
    )
    item = next(item for item in story(world.enrolment)[1] if item.title == "รับปัจจัย")
    assert item.text == "กระจูด 20 มัด, สีย้อม 6.5 ซอง · มูลค่า 1,450 บาท"
    assert item.when == "14 ธ.ค. 2561 · กองทุนหมู่บ้าน"


def test_a_draft_a_trainers_session_and_another_households_rows_are_no_part_of_it(world):
    make.VisitFactory(enrolment=world.enrolment, visitor=world.field, state="draft", visited_on="2019-01-02")
    make.SessionFactory(participation=world.participation, kind="team", title="เตรียมทีม")
    fellow = make.EnrolmentFactory(participation=world.participation)
    make.VisitFactory(enrolment=fellow, visitor=world.field, findings="ของเพื่อน")
    told = " ".join(f"{item.title} {item.text}" for item in story(world.enrolment)[1])
    assert "เตรียมทีม" not in told
    assert "ของเพื่อน" not in told
    assert told.count("ติดตามก่อนอบรม") == 1


def test_withdrawal_and_leaving_a_group_are_told_too(world):
    world.enrolment.withdrawn_on, world.enrolment.withdrawn_reason = datetime.date(2019, 1, 10), "ย้ายออก"
    world.enrolment.save()
    member = world.household.memberships.get()
    member.left_on = datetime.date(2019, 1, 16)
    member.save()
    steps, items = story(world.enrolment)
    assert [item.title for item in items][:2] == ["ออกจากกลุ่มอาชีพ", "เข้ากลุ่มอาชีพ"]
    assert "ย้ายออก" in [item.text for item in items]
    assert "นัดติดตามครั้งต่อไป" not in [item.title for item in items]
    assert steps[5].state == "planned"


def test_the_story_is_a_part_for_htmx_and_a_page_of_its_own_without_script(client, world):
    client.force_login(world.field)
    url = reverse("monitoring:story_of_household", args=[world.household.pk])
    whole, part = client.get(url), client.get(url, headers={"HX-Request": "true"})
    for answer in (whole, part):
        for anchor in ('id="way"', 'id="story"', 'id="household-group"'):
            assert anchor in answer.content.decode()
        assert "กลุ่มใกล้บ้าน" in answer.content.decode()
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    host = client.get(reverse("households:detail", args=[world.household.pk])).content.decode()
    assert f'href="{url}"' in host
    assert f'hx-get="{url}"' in host


def test_whoever_stayed_away_is_told_apart_from_a_day_that_nobody_recorded(world):
    world.enrolment.attendances.update(status="absent")
    told = {item.title: item.text for item in story(world.enrolment)[1]}
    assert told["อบรมจักสานกระจูด"] == "มา 0 จาก 3 วัน"
    world.enrolment.attendances.all().delete()
    told = {item.title: item.text for item in story(world.enrolment)[1]}
    assert told["อบรมจักสานกระจูด"] == "ยังไม่มีบันทึกการเข้าอบรม"
