"""A row's history: who changed what, from what to what, when; sealed values never, and rows of others only by leave."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import ImportBatch
from tests import factories as make
from tests.pages import page, post

pytestmark = pytest.mark.django_db

SAGE = ("sages", "sage")


def edit(client, world, **changes):
    sage = type(world.sage).objects.get(pk=world.sage.pk)
    names = ("prefix", "first_name", "last_name", "expertise", "phone")
    data = {name: getattr(sage, name) for name in names} | {
        "village": sage.village_id,
        "version": sage.version,
    }
    assert post(client, world.officer, "sages:edit", sage.pk, data=data | changes).status_code == 302


def test_a_change_is_told_with_both_values_who_and_when(client, world):
    with time_machine.travel("2019-01-15T07:05:00Z", tick=False):
        edit(client, world, expertise="ทอผ้า", village=world.other_village.pk, birth_on="1/2/2500")
    told = page(client, world.auditor, "accounts:history", *SAGE, world.sage.pk)
    for words in (
        str(world.officer),
        "15 ม.ค. 2562 14.05 น.",
        "จักสานกระจูด",
        "ทอผ้า",
        "บ้านใกล้บ้าน ม.3",
        "บ้านต่างตำบล ม.3",
        "1 ก.พ. 2500",
        "เพิ่มระเบียน",
    ):
        assert words in told


def test_a_citizen_id_is_told_as_changed_and_nothing_more(client, world):
    edit(client, world, citizen_id="1101700207030")
    told = page(client, world.officer, "accounts:history", *SAGE, world.sage.pk)
    assert "เปลี่ยนเลขประจำตัวประชาชน" in told
    for secret in ("1101700207030", "7030", "สี่หลักท้าย", "ปิดผนึก", "memory"):
        assert secret not in told


def test_a_phone_is_told_masked(client, world):
    edit(client, world, phone="0812345678")
    told = page(client, world.officer, "accounts:history", *SAGE, world.sage.pk)
    assert "08X-XXX-5678" in told
    assert "0812345678" not in told


def test_a_row_outside_the_viewers_area_is_not_named(client, world):
    edit(client, world, village=world.other_village.pk)
    sage = type(world.sage).objects.get(pk=world.sage.pk)
    sage.village = world.village
    sage.save()
    told = page(client, world.field, "accounts:history", *SAGE, world.sage.pk)
    assert "รายการที่ไม่อยู่ในพื้นที่ของท่าน" in told
    assert "ต่างตำบล" not in told


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("sages", "sage", "neighbour"), 404),
        (("sages", "sage", "not-a-uuid"), 404),
        (("nothing", "sage", "1"), 404),
        (("auth", "permission", "1"), 404),
        (("sages", "historicalsage", "1"), 404),
        (("accounts", "user", "officer"), 403),
        (("villages", "village", "90010203"), 200),
    ],
)
def test_only_rows_that_one_may_see_have_a_history(client, world, args, status):
    known = {"neighbour": world.neighbour_sage.pk, "officer": world.officer.pk}
    page(client, world.officer, "accounts:history", *(known.get(arg, arg) for arg in args), status=status)


@pytest.mark.parametrize(
    ("who", "status"),
    [("admin", 200), ("chief", 200), ("officer", 200), ("field", 200), ("viewer", 403), ("auditor", 200)],
)
def test_officers_read_history_and_viewers_do_not(client, world, who, status):
    page(client, getattr(world, who), "accounts:history", *SAGE, world.sage.pk, status=status)


def test_a_long_history_is_read_page_by_page_without_losing_a_change(client, world):
    for number in range(60):
        world.sage.expertise = f"อาชีพที่ {number:02}"
        world.sage.save()
    first = page(client, world.officer, "accounts:history", *SAGE, world.sage.pk)
    second = page(client, world.officer, "accounts:history", *SAGE, world.sage.pk, page=2)
    assert "<del>อาชีพที่ 09</del> → <ins>อาชีพที่ 10</ins>" in first
    assert "<ins>อาชีพที่ 09</ins>" in second
    assert "ถัดไป" in first


@pytest.mark.parametrize("name", ["village", "plan", "meeting", "sage", "session", "group"])
def test_every_detail_page_leads_to_its_history(client, world, name):
    row = getattr(world, name)
    client.force_login(world.officer)
    told = client.get(row.get_absolute_url()).content.decode()
    assert row.history_url in told
    assert client.get(row.history_url).status_code == 200


def test_a_history_without_a_user_says_the_system(client, world):
    criterion = make.CriterionFactory(plan=world.plan)
    assert "โดย ระบบ" in page(client, world.admin, "accounts:history", "villages", "criterion", criterion.pk)
    assert reverse("villages:plan", args=[world.plan.pk]) in page(
        client, world.admin, "accounts:history", "villages", "criterion", criterion.pk
    )


def test_a_change_by_an_import_names_its_file_and_leads_to_it_where_one_may_see_it(client, world):
    told_by = {}
    for user, area in ((world.officer, "9001"), (world.neighbour, "9002")):
        batch = ImportBatch.objects.create(
            register="sages", area_code=area, fiscal_year=2562, file_name=f"{area}.xlsx", uploaded_by=user
        )
        world.sage._change_reason = batch.reason
        world.sage.save()
        told_by[area] = batch
    told = page(client, world.officer, "accounts:history", *SAGE, world.sage.pk)
    assert f'<a href="{told_by["9001"].get_absolute_url()}">นำเข้าจากไฟล์ 9001.xlsx</a>' in told
    assert "9002.xlsx" not in told
