"""Cost lines of a session, and the list of all of them."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from training.models import CostLine

pytestmark = pytest.mark.django_db


def added(client, world, **changes):
    data = {"item": "ค่าวิทยากร", "amount": "1,200", "agency": ""} | changes
    return post(client, world.field, "training:cost_create", world.session.pk, data=data)


def test_a_cost_is_added_changed_and_removed_with_its_history(client, world):
    assert added(client, world).url == world.session.get_absolute_url()
    row = CostLine.objects.get(item="ค่าวิทยากร")
    assert (row.session, row.amount) == (world.session, 1200)
    data = {"item": "ค่าวิทยากร 2 คน", "amount": "2400", "agency": world.agency.pk, "version": 1}
    assert post(client, world.field, "training:cost_edit", row.pk, data=data).status_code == 302
    text = page(client, world.field, "training:cost_remove", row.pk)
    assert "ค่าวิทยากร 2 คน 2,400 บาท" in text
    client.force_login(world.field)
    told = client.post(reverse("training:cost_remove", args=[row.pk]), follow=True)
    assert "ลบค่าวิทยากร 2 คน 2,400 บาท" in told.content.decode()
    kinds = CostLine.history.filter(id=row.pk).order_by("history_id").values_list("history_type", flat=True)
    assert list(kinds) == ["+", "~", "-"]


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_nothing_costs_nothing(client, world, amount):
    text = added(client, world, amount=amount).content.decode()
    assert "จำนวนเงินต้องมากกว่าศูนย์" in text
    assert CostLine.objects.filter(session=world.session).count() == 1


def test_a_cost_beyond_the_plan_is_asked_about_once(client, world):
    text = added(client, world, amount="9051").content.decode()
    assert "จะเกินงบประมาณ 1 บาท" in text
    assert added(client, world, amount="9051", confirm="over-1.00").status_code == 302


def test_the_list_is_narrowed_and_never_holds_a_neighbours_row(client, world):
    make.CostLineFactory(session=world.session, item="ค่าเดินทาง", agency=world.agency)
    client.force_login(world.officer)
    asked = {
        "": ["ค่าอาหารว่าง", "ค่าอาหารว่าง", "ค่าเดินทาง"],
        f"area={world.village.pk}": ["ค่าอาหารว่าง", "ค่าเดินทาง"],
        f"session={world.other_session.pk}": ["ค่าอาหารว่าง"],
        "source=partner": ["ค่าเดินทาง"],
        "source=own": ["ค่าอาหารว่าง", "ค่าอาหารว่าง"],
        "q=เดินทาง": ["ค่าเดินทาง"],
    }
    for question, items in asked.items():
        shown = client.get(f"{reverse('training:costs')}?year=2562&{question}").context["table"].data
        assert sorted(row.item for row in shown) == items, question
    page(client, world.field, "training:cost_edit", world.neighbour_cost.pk, status=404)
    page(client, world.field, "training:cost_create", world.neighbour_session.pk, status=404)
    page(client, world.viewer, "training:cost_create", world.session.pk, status=403)


def test_the_list_asks_as_often_for_a_hundred_rows_as_for_one(client, world):
    first = queries(client, world.officer, "training:costs", year=2562)
    for session in make.SessionFactory.create_batch(99, participation=world.participation):
        make.CostLineFactory(session=session, agency=world.agency)
    assert queries(client, world.officer, "training:costs", year=2562) == first <= 12
