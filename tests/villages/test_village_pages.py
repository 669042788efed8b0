"""The villages' pages: who may see them, what they tell, and that neighbours stay unseen."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db

DETAIL, EDIT = "villages:detail", "villages:edit"


def page(client, user, name, *args, status=200, **query):
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


def test_a_neighbours_village_is_not_found(client, world):
    page(client, world.officer, DETAIL, world.neighbour_village.pk, status=404)
    page(client, world.officer, EDIT, world.neighbour_village.pk, status=404)
    page(client, world.field, DETAIL, world.other_village.pk, status=404)
    assert "เพื่อนบ้าน" not in page(client, world.officer, "villages:list")
    assert "ต่างตำบล" not in page(client, world.field, "villages:list")


@pytest.mark.parametrize(
    ("who", "may_edit"),
    [
        ("admin", True),
        ("chief", True),
        ("officer", True),
        ("field", False),
        ("viewer", False),
        ("auditor", False),
    ],
)
def test_every_role_reads_and_only_the_district_edits(client, world, who, may_edit):
    user = getattr(world, who)
    told = page(client, user, DETAIL, world.village.pk)
    assert "บ้านใกล้บ้าน ม.3" in told
    assert (reverse(EDIT, args=[world.village.pk]) in told) == may_edit
    page(client, user, EDIT, world.village.pk, status=200 if may_edit else 403)


def test_someone_without_a_posting_sees_an_empty_list_that_says_what_to_do(client, world):
    assert "ยังไม่มีหมู่บ้านในพื้นที่ของท่าน" in page(client, world.unposted, "villages:list")
    page(client, world.unposted, DETAIL, world.village.pk, status=404)


def test_the_page_tells_quotas_years_meetings_and_officers(client, world):
    make.ParticipationFactory(
        village=world.village,
        plan=make.PlanFactory(district=world.plan.district, fiscal_year=2561),
        kind="expansion",
    )
    gone = make.PostingFactory(
        user__role="field_officer", area_code="900102", ends_on=datetime.date(2019, 1, 31)
    )
    told = page(client, world.officer, DETAIL, world.village.pk, year=2562)
    for words in (
        "ปี 2562 · สร้างใหม่",
        "1/5",
        "1/20",
        "2561",
        "ขยายผล",
        "20 ต.ค. 2561",
        "ปัจจุบัน",
        "ก่อนหน้า",
        str(gone.user),
    ):
        assert words in told
    assert "31 ม.ค. 2562" in told


def test_a_year_without_a_part_says_so_and_offers_to_join(client, world):
    told = page(client, world.officer, DETAIL, world.village.pk, year=2560)
    assert "ปีงบประมาณ 2560 หมู่บ้านนี้ไม่ได้เข้าร่วมโครงการ" in told
    assert f"{reverse('villages:participation_create')}?village={world.village.pk}" in told


def test_the_list_filters_as_typed_and_answers_htmx_with_rows_alone(client, world):
    client.force_login(world.officer)
    url = reverse("villages:list")
    answer = client.get(url, {"q": "ใกล้"}, headers={"HX-Request": "true"}).content.decode()
    assert "บ้านใกล้บ้าน" in answer
    assert "ต่างตำบล" not in answer
    assert "<html" not in answer
    whole = client.get(
        url, {"q": "ใกล้"}, headers={"HX-Request": "true", "HX-Boosted": "true"}
    ).content.decode()
    assert "<html" in whole


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"ใกล้บ้าน", "ต่างตำบล", "ว่าง"}),
        ({"part": "none"}, {"ว่าง"}),
        ({"part": "any"}, {"ใกล้บ้าน", "ต่างตำบล"}),
        ({"part": "new"}, {"ใกล้บ้าน", "ต่างตำบล"}),
        ({"part": "expansion"}, set()),
        ({"area": "900103"}, {"ต่างตำบล"}),
        ({"q": "บ้าน ว่าง"}, {"ว่าง"}),
        ({"q": "ชื่อเดิม"}, {"ว่าง"}),
        ({"q": "%"}, set()),
        ({"area": "9002"}, set()),
        ({"area": "9001"}, {"ใกล้บ้าน", "ต่างตำบล", "ว่าง"}),
        ({"area": "90010209"}, {"ว่าง"}),
    ],
)
def test_each_filter_finds_its_rows(client, world, query, found):
    make.VillageFactory(subdistrict=world.village.subdistrict, moo=9, name="บ้านว่าง", aliases="บ้านชื่อเดิม")
    told = page(client, world.officer, "villages:list", **query)
    assert {name for name in ("ใกล้บ้าน", "ต่างตำบล", "ว่าง") if f">บ้าน{name}<" in told} == found


def test_nothing_found_says_so_and_offers_to_clear(client, world):
    told = page(client, world.officer, "villages:list", q="ไม่มีชื่อนี้")
    assert "ไม่พบรายการตามเงื่อนไขนี้" in told
    assert "ล้างตัวกรอง" in told


def test_names_sort_as_a_thai_dictionary_does(client, world):
    for moo, name in enumerate(("เกาะแก้ว", "กาหลง", "ข่าลิง", "แกะใหญ่"), start=40):
        make.VillageFactory(subdistrict=world.village.subdistrict, moo=moo, name=name)
    told = page(client, world.officer, "villages:list", sort="name", q="ก")
    places = [told.index(f">{name}<") for name in ("กาหลง", "เกาะแก้ว", "แกะใหญ่")]
    assert places == sorted(places)


def make_villages(world, count):
    for number in range(count):
        village = make.VillageFactory(
            subdistrict=world.village.subdistrict,
            moo=number % 99 + 1,
            code=f"90010299{number:02}"[:6] + f"{number:02}",
        )
        make.TeamMemberFactory(participation=make.ParticipationFactory(village=village, plan=world.plan))


def test_counts_and_quotas_are_numbers_in_the_sheet(client, world):
    client.force_login(world.officer)
    answer = client.get(reverse("villages:list"), {"sheet": "xlsx", "year": world.plan.fiscal_year})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    labels = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[-1] == world.village.pk)
    told = dict(zip(labels, row, strict=True))
    assert (told["ครัวเรือนเป้าหมาย"], told["โควตาครัวเรือน"]) == (1, 20)
    assert isinstance(told["ปราชญ์ (คน)"], int)
