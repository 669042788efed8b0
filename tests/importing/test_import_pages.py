"""The pages of an import: who may, what they show, and that nothing is written or left open before."""

import datetime
import io
import logging
from urllib.parse import unquote

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ImportBatch, ImportChange, ImportFile
from households.models import Enrolment, Household
from sammachip.lib.sheets import read
from tests import factories as make
from tests.importing.office import HOUSEHOLD_HEAD, citizen_id, csv_file, everything, household, xlsx
from villages.importing import storing

IMPORT = "/households/import/"


def person(role, area, **extra):
    user = make.UserFactory(role=role, **extra)
    make.PostingFactory(user=user, area_code=area)
    return user


@pytest.fixture
def officer(villages):
    return person("district_officer", "9001")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def send(client, content, url=IMPORT, name="ทะเบียน 2562.xlsx", **data):
    return client.post(
        url, {"file": SimpleUploadedFile(name, content), "fiscal_year": 2562, "district": "9001"} | data
    )


def uploaded(client, *lines):
    answer = send(client, xlsx(lines))
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2]), answer.url


def text(answer):
    return answer.content.decode()


def test_a_checked_file_is_shown_and_nothing_is_written(desk):
    before = everything()
    batch, url = uploaded(desk, household(1), household(2, **{"โทรศัพท์": "1"}))
    page = text(desk.get(url))
    assert everything() == before
    assert batch.state == "checked"
    for words in ("ตรวจสอบก่อนนำเข้า — ทะเบียน 2562.xlsx", "ยังไม่มีข้อมูลใดถูกบันทึก", "นายสมชาย1 ตัวอย่าง", "ช่อง H"):
        assert words in page
    assert "นำเข้าเฉพาะแถวที่ถูกต้อง 1 แถว" in page
    assert "นำเข้าทั้งหมด" not in page
    assert f"X-XXXX-XXXX{citizen_id(1)[9]}" in page


def test_all_rows_are_offered_only_where_none_is_wrong(desk):
    _, url = uploaded(desk, household(1), household(2))
    page = text(desk.get(url))
    assert "นำเข้าทั้งหมด 2 แถว" in page
    assert "ทำเครื่องหมาย" not in page


def test_import_and_undo_by_button(desk):
    before = everything()
    _, url = uploaded(desk, household(1), household(2))
    page = text(desk.post(f"{url}commit/", follow=True))
    assert "นำเข้าครัวเรือนเป้าหมายแล้ว 2 แถว" in page
    assert Household.objects.count() == 2
    assert "เพิ่มแล้ว" in page
    assert "พร้อมนำเข้า" not in page
    assert "ยกเลิกการนำเข้า" in text(desk.get(f"{url}undo/"))
    page = text(desk.post(f"{url}undo/", follow=True))
    assert "ข้อมูลกลับเป็นเหมือนก่อนนำเข้า" in page
    assert everything() == before


def test_a_file_is_imported_once_however_often_the_button_is_pressed(desk):
    _, url = uploaded(desk, household(1))
    desk.post(f"{url}commit/")
    assert "นำเข้าไปแล้ว" in text(desk.post(f"{url}commit/", follow=True))
    assert Household.objects.count() == 1
    assert ImportChange.objects.count() == 3


def test_what_changed_since_the_preview_is_shown_anew_and_not_written(desk):
    first, first_url = uploaded(desk, household(1))
    _, second_url = uploaded(desk, household(1), household(2))
    desk.post(f"{first_url}commit/")
    page = text(desk.post(f"{second_url}commit/", follow=True))
    assert "ข้อมูลในทะเบียนเปลี่ยนไปหลังจากตรวจไฟล์นี้" in page
    assert Household.objects.count() == 1
    assert "นำเข้าทั้งหมด 1 แถว" in page
    desk.post(f"{second_url}commit/")
    assert Household.objects.count() == 2
    assert first.pk != ImportBatch.objects.latest("uploaded_at").pk


def test_a_file_that_is_not_to_be_imported_is_forgotten(desk):
    batch, url = uploaded(desk, household(1))
    desk.post(f"{url}discard/")
    batch.refresh_from_db()
    assert batch.state == "discarded"
    assert not ImportFile.objects.exists()
    desk.post(f"{url}commit/")
    assert not Household.objects.exists()


def test_the_same_file_again_is_told(desk):
    content = xlsx([household(1)])
    desk.post(f"{send(desk, content).url}commit/")
    page = text(desk.get(send(desk, content).url))
    assert "ไฟล์เดียวกันนี้เคยนำเข้าแล้ว" in page
    assert "นำเข้าทั้งหมด" not in page


def test_the_marked_workbook_corrected_brings_in_the_rest(desk):
    wrong = household(2, **{"เลขประจำตัวประชาชน": citizen_id(2)[:-1] + "x", "จำนวนสมาชิก (คน)": "มาก"})
    _, url = uploaded(desk, household(1), wrong, household(3))
    desk.post(f"{url}commit/")
    answer = desk.get(f"{url}marked/")
    assert "ทำเครื่องหมาย" in unquote(answer.headers["Content-Disposition"])
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.active
    assert "13 หลัก" in sheet["C5"].comment.text
    assert "ไม่ใช่ตัวเลข" in sheet["I5"].comment.text
    assert sheet["C4"].comment is None
    sheet["C5"], sheet["I5"] = citizen_id(2), 5
    out = io.BytesIO()
    book.save(out)
    answer = send(desk, out.getvalue())
    batch = ImportBatch.objects.latest("uploaded_at")
    assert batch.counts == {"rows": 3, "new": 1, "changed": 0, "same": 2, "duplicate": 0, "wrong": 0}
    desk.post(f"{answer.url}commit/")
    assert Household.objects.count() == 3


def test_the_file_itself_goes_back_only_to_who_sent_it(desk, villages):
    _, url = uploaded(desk, household(1, **{"โทรศัพท์": "1"}), household(2))
    colleague = Client()
    colleague.force_login(person("district_officer", "9001"))
    assert "marked/" not in text(colleague.get(url))
    assert colleague.get(f"{url}marked/").status_code == 404
    assert desk.get(f"{url}marked/").status_code == 200


def test_the_empty_form_is_understood_by_its_own_register(desk, officer, tmp_path):
    for name in ("villages:import", "villages:import_participations", "sages:import", "households:import"):
        answer = desk.get(reverse(f"{name}_template"))
        path = tmp_path / "form.xlsx"
        path.write_bytes(b"".join(answer.streaming_content))
        assert len(read(path).sheets[0].rows[0]) > 5
        page = text(send(desk, path.read_bytes(), url=reverse(name)))
        assert "ไม่มีแถวข้อมูล" in page, name


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "รูปภาพ"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x05\x06" + bytes(18), "ไฟล์"),
        (b"<html><table><tr><td>1</td></tr></table>", "HTML"),
        (b"a,b\n1,2\n", "คอลัมน์"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_one_sentence_and_not_kept(desk, content, sentence):
    answer = send(desk, content)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert not ImportBatch.objects.exists()
    assert not ImportFile.objects.exists()


def test_no_file_and_an_empty_file_are_asked_for_again(desk):
    assert "กรุณาเลือกไฟล์ทะเบียน" in text(desk.post(IMPORT, {"fiscal_year": 2562, "district": "9001"}))
    assert "ว่างเปล่า" in text(send(desk, b""))


def test_a_district_that_is_not_the_officers_cannot_be_chosen(desk):
    assert "อำเภอนี้ไม่ได้อยู่ในความรับผิดชอบของท่าน" in text(send(desk, xlsx([household(1)]), district="9002"))
    assert not ImportBatch.objects.exists()


def test_a_file_above_the_limit_is_refused_before_it_is_read(desk, monkeypatch):
    monkeypatch.setattr("villages.importing.screens.MOST_BYTES", 10_000)
    assert "25 เมกะไบต์" in text(send(desk, b"x" * 20_000))


@pytest.mark.parametrize(
    ("role", "area", "url", "status"),
    [
        ("field_officer", "900102", "/households/import/", 200),
        ("field_officer", "900102", "/sages/import/", 200),
        ("field_officer", "900102", "/villages/import/", 403),
        ("field_officer", "900102", "/villages/participations/import/", 403),
        ("district_chief", "9001", "/villages/import/", 200),
        ("viewer", "90", "/households/import/", 403),
        ("auditor", "9001", "/households/import/", 403),
        ("system_admin", "", "/households/import/", 403),
        ("viewer", "90", "/villages/imports/", 200),
        ("field_officer", "900102", "/villages/imports/", 200),
    ],
)
def test_who_may_import_what(client, villages, role, area, url, status):
    client.force_login(person(role, area))
    assert client.get(url).status_code == status
    if status == 403:
        assert send(client, xlsx([household(1)]), url=url).status_code == 403
        assert not ImportBatch.objects.exists()


def test_a_viewer_sees_the_list_but_no_way_to_import(client, desk, villages):
    _, url = uploaded(desk, household(1))
    viewer = Client()
    viewer.force_login(person("viewer", "90"))
    assert "multipart/form-data" not in text(viewer.get("/villages/imports/"))
    page = text(viewer.get(url))
    assert "นำเข้าทั้งหมด" not in page
    for step in ("commit", "discard", "undo"):
        assert viewer.post(f"{url}{step}/").status_code == 403
    assert viewer.get(f"{url}marked/").status_code == 403
    assert not Household.objects.exists()


def test_another_district_and_another_officers_tambon_do_not_find_an_import(desk, villages):
    _, url = uploaded(desk, household(1))
    for role, area in (("district_officer", "9002"), ("field_officer", "900102"), ("viewer", "91")):
        other = Client()
        other.force_login(person(role, area))
        assert other.get(url).status_code == 404
        assert "2562.xlsx" not in text(other.get("/villages/imports/"))
        for step in ("commit", "discard", "undo"):
            assert other.post(f"{url}{step}/").status_code in (403, 404)
        assert other.get(f"{url}marked/").status_code in (403, 404)
    assert not Household.objects.exists()


def test_a_batch_of_one_register_is_not_found_under_another(desk):
    batch, _ = uploaded(desk, household(1))
    assert desk.get(f"/sages/import/{batch.pk}/").status_code == 404
    assert desk.post(f"/sages/import/{batch.pk}/commit/").status_code == 404


def test_a_field_officer_brings_in_only_the_own_tambon(client, villages):
    client.force_login(person("field_officer", "900102"))
    other = household(2, **{"หมู่ที่": 6, "หมู่บ้าน": "บ้านเกาะแต้ว", "ตำบล": "เกาะแต้ว"})
    _, url = uploaded(client, household(1), other)
    page = text(client.get(url))
    assert "บ้านเกาะแต้ว ม.6 ต.เกาะแต้ว อยู่นอกพื้นที่ที่ท่านรับผิดชอบ" in page
    client.post(f"{url}commit/")
    assert set(Enrolment.objects.values_list("participation__village_id", flat=True)) == {"90010203"}


def test_rights_are_those_of_the_moment_of_writing(client, villages):
    field = person("field_officer", "900102")
    client.force_login(field)
    _, url = uploaded(client, household(1))
    field.postings.update(area_code="900103")
    client.post(f"{url}commit/")
    assert not Household.objects.exists()


def test_the_forms_token_is_asked_for(villages, officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert send(strict, xlsx([household(1)])).status_code == 403
    assert not ImportBatch.objects.exists()


def test_no_citizen_id_lies_open_in_the_database_the_pages_or_the_log(desk, caplog):
    caplog.set_level(logging.DEBUG)
    lines = [household(1), household(2, **{"เลขประจำตัวประชาชน": citizen_id(2)[:-1] + "0", "โทรศัพท์": "x"})]
    answer = send(
        desk, csv_file([["", *line[1:]] for line in lines], HOUSEHOLD_HEAD), name=f"{citizen_id(5)}.csv"
    )
    pages = text(desk.get(answer.url)) + text(desk.get("/villages/imports/"))
    desk.post(f"{answer.url}commit/")
    told = [
        value for model in apps.get_models() for row in model._base_manager.values_list() for value in row
    ]
    told = [bytes(value) if isinstance(value, memoryview) else value for value in told]
    kept = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in told)
    for number in (1, 2, 5):
        for secret in (citizen_id(number), citizen_id(number)[:-1]):
            assert secret.encode() not in kept
            assert secret not in pages
            assert secret not in caplog.text


def test_files_are_kept_seven_days_at_most(desk):
    batch, url = uploaded(desk, household(1))
    ImportFile.objects.update(kept_at=timezone.now() - datetime.timedelta(days=6, hours=23))
    desk.get("/villages/imports/")
    assert storing.content_of(batch) is not None
    ImportFile.objects.update(kept_at=timezone.now() - datetime.timedelta(days=7, minutes=1))
    desk.get("/villages/imports/")
    assert storing.content_of(batch) is None
    assert "เก็บไว้ครบเจ็ดวันแล้ว" in text(desk.post(f"{url}commit/", follow=True))
    assert desk.get(f"{url}marked/").status_code == 302
    assert desk.get(url).status_code == 200


def test_the_pages_ask_as_much_for_one_row_as_for_a_hundred(desk, django_assert_max_num_queries):
    counts = []
    for lines in (
        [household(1)],
        [household(n, **{"โทรศัพท์": "x" if n % 9 else "0812341234"}) for n in range(1, 101)],
    ):
        _, url = uploaded(desk, *lines)
        desk.get(url)
        with django_assert_max_num_queries(12) as asked:
            desk.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_asks_as_much_for_one_import_as_for_a_hundred(desk, officer, django_assert_max_num_queries):
    counts = []
    for more in (1, 99):
        make.ImportBatchFactory.create_batch(more, uploaded_by=officer)
        desk.get("/villages/imports/")
        with django_assert_max_num_queries(14) as asked:
            desk.get("/villages/imports/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_checking_asks_as_much_for_ten_lines_as_for_three_hundred(desk, django_assert_max_num_queries):
    counts = []
    for lines in (range(1, 11), range(1, 301)):
        content = xlsx([household(n) for n in lines])
        with django_assert_max_num_queries(60) as asked:
            send(desk, content)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_rows_are_shown_by_state_and_page_by_page(desk):
    lines = [household(n, **({"โทรศัพท์": "1"} if n == 60 else {})) for n in range(1, 121)]
    _, url = uploaded(desk, *lines)
    assert "นายสมชาย51" not in text(desk.get(url))
    assert "นายสมชาย51" in text(desk.get(f"{url}?page=2"))
    page = text(desk.get(f"{url}?show=wrong"))
    assert "นายสมชาย60" in page
    assert "นายสมชาย59 " not in page
    assert text(desk.get(f"{url}?show=nonsense&page=x"))


def test_an_officer_who_moved_to_another_district_leaves_the_own_imports_behind(client, villages):
    mover = person("field_officer", "900102")
    client.force_login(mover)
    _, url = uploaded(client, household(1))
    assert client.get(url).status_code == 200
    mover.postings.update(area_code="900201")
    for page in ("", "marked/", "undo/"):
        assert client.get(url + page).status_code == 404
