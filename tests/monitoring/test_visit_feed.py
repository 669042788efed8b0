"""The calendar of follow-up: days, villages and counts, read back by a calendar library; never a name."""

import datetime
import re

import icalendar
import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import post
from training.models import CalendarFeed
from villages.models import VisitRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(world):
    """The household's visit is due on 12 January, the group's on 14 February; nothing else but the appointment."""
    VisitRule.objects.all().update(is_used=False)
    make.VisitRuleFactory(plan=world.plan)
    formed = {"subject": "group", "opens_from": "formed", "due_from": "formed", "opens_days": 0}
    make.VisitRuleFactory(plan=world.plan, **formed)
    make.EnrolmentFactory.create_batch(3, participation=world.participation)
    return world


def address(client, user):
    told = post(client, user, "training:feed", data={}).content.decode()
    client.logout()
    return re.search(r"http://testserver(/visits/calendar/[\w-]+\.ics)", told)[1]


def events(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert not calendar.errors
    return answer.content.decode(), calendar.walk("VEVENT")


def test_each_day_and_village_tells_how_many_and_opens_to_them(client, due):
    _, found = events(client, address(client, due.field))
    assert [(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in found] == [
        ("ติดตาม บ้านใกล้บ้าน ม.3 4 ครัวเรือน", datetime.date(2019, 1, 12)),
        ("ติดตาม บ้านใกล้บ้าน ม.3 1 กลุ่ม", datetime.date(2019, 2, 14)),
    ]
    assert found[0].decoded("DTEND") == datetime.date(2019, 1, 13)
    client.force_login(due.field)
    told = client.get(str(found[0]["URL"]).removeprefix("http://testserver")).content.decode()
    assert "พบ <b>4</b> ครั้ง" in told


def test_no_person_title_or_place_stands_in_it(client, due):
    text, _ = events(client, address(client, due.chief))
    text = text.replace("\r\n ", "")
    names = [
        due.household.first_name + " ",
        due.household.last_name,
        due.group.name,
        due.session.title,
        due.sage.first_name,
    ]
    assert not [name for name in names if name in text.replace("บ้านใกล้บ้าน", "")]
    assert "เพื่อนบ้าน" not in text


def test_only_the_holder_of_the_address_reads_it(client, due):
    url = address(client, due.field)
    assert client.get(reverse("monitoring:feed_ics", args=["x" * 43])).status_code == 404
    assert client.post(url).status_code == 405
    due.field.postings.update(ends_on="2018-12-31")
    assert client.get(url).status_code == 404
    assert CalendarFeed.objects.count() == 1
