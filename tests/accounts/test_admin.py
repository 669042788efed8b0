"""Django admin: every table for those who keep the system, behind the same door, ids masked, officers' work read only."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from households.models import Household
from tests import factories as make
from villages.models import Village

TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
ENGLISH = re.compile(r">\s*([A-Z][a-z]+(?: [a-z]+){1,8})\s*<")


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def row_of(model, world):
    if model.__name__ == "Criterion":
        return make.CriterionFactory(plan=world.plan)
    if model.__name__ == "TradeSynonym":
        return make.TradeSynonymFactory(district=world.plan.district)
    return model._default_manager.first()


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_the_admin_opens_every_list_finds_in_it_and_opens_a_row(client, world, model):
    client.force_login(world.admin)
    row = row_of(model, world)
    listed = client.get(address(model, "changelist"), {"q": "ตัวอย่าง"})
    assert listed.status_code == 200
    if row:
        assert client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_an_officer_is_turned_away(client, world, model):
    client.force_login(world.officer)
    assert client.get(address(model, "changelist")).status_code in {302, 403}


def test_the_admins_door_is_the_sites_own_login(client, db):
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_who_keeps_the_system_finds_the_door_in_the_menu(client, world):
    door = f'href="{reverse("admin:index")}"'
    for user, has_door in ((world.admin, True), (world.officer, False)):
        client.force_login(user)
        assert (door in client.get("/").content.decode()) is has_door


def test_to_add_is_said_in_thai(client, world):
    client.force_login(world.admin)
    page = client.get(reverse("admin:index")).content.decode()
    assert ">เพิ่ม</a>" in page
    assert "แอป<" not in page


def test_the_citizen_id_is_masked_and_the_seal_is_never_shown(client, world):
    world.household.seal_citizen_id("1101700203451")
    world.household.save()
    client.force_login(world.admin)
    for url in (address(Household, "changelist"), address(Household, "change", world.household.pk)):
        page = client.get(url).content.decode()
        assert "X-XXXX-XXXX3-45-1" in page
        assert "1101700203451" not in page
        assert "nid_" not in page


def test_officers_registers_cannot_be_changed_in_the_admin(client, world):
    client.force_login(world.admin)
    url = address(Household, "change", world.household.pk)
    assert client.post(url, {"first_name": "เปลี่ยน"}).status_code == 403
    assert client.get(address(Household, "add")).status_code == 403


def village_form(client, village):
    page = client.get(address(Village, "change", village.pk))
    return {k: "" if v is None else v for k, v in page.context["adminform"].form.initial.items()} | {
        "opened": village.version
    }


def test_a_stale_page_of_the_admin_never_writes_over_what_someone_saved_meanwhile(client, world):
    client.force_login(world.admin)
    data = village_form(client, world.village) | {"name": "บ้านของผู้ดูแล"}
    Village.objects.filter(pk=world.village.pk).update(version=2, name="บ้านของเจ้าหน้าที่")
    answer = client.post(address(Village, "change", world.village.pk), data)
    assert "โปรดเปิดหน้านี้ใหม่" in answer.content.decode()
    assert Village.objects.get(pk=world.village.pk).name == "บ้านของเจ้าหน้าที่"


def test_a_change_in_the_admin_is_kept_in_the_rows_history(client, world):
    client.force_login(world.admin)
    data = village_form(client, world.village) | {"name": "บ้านชื่อใหม่"}
    assert client.post(address(Village, "change", world.village.pk), data).status_code == 302
    past = world.village.history.first()
    assert (past.name, past.version, past.history_user) == ("บ้านชื่อใหม่", 2, world.admin)


def test_an_admin_of_one_province_keeps_only_its_rows(client, world):
    world.admin.postings.update(area_code="9002")
    client.force_login(world.admin)
    page = client.get(address(Household, "changelist")).content.decode()
    assert "เพื่อนบ้าน" in page
    assert "ใกล้บ้าน" not in page


def test_the_admin_speaks_thai(client, world):
    client.force_login(world.admin)
    for url in (reverse("admin:index"), address(Village, "changelist"), address(Village, "add")):
        left = ENGLISH.findall(client.get(url).content.decode())
        assert not left, (url, left)
