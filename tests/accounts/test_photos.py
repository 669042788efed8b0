"""Photos of meetings and sessions: brought in, seen, told about, taken out and put back; each only where it belongs."""

import io
import re
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from accounts import services
from accounts.models import Photo
from accounts.photo_views import MOST_TOGETHER
from accounts.photos import SUBJECTS
from accounts.photos import photos_of as shown_of
from accounts.roles import PERMISSIONS
from accounts.services import keep_photo, set_removed
from reports.demo import removing
from tests import factories as make
from tests.nasty import pictures
from tests.pages import page, post, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def new_files(own_folder, world):
    """The names of the files that have come since the test began."""

    def stored():
        return {each.name for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()}

    before = stored()
    return lambda: stored() - before


def sent(name="IMG_0001.jpg", content=None):
    return SimpleUploadedFile(name, pictures.jpeg() if content is None else content)


def numbered(number, **options):
    return pictures.saved(pictures.drawing(200 + number, 150), **options)


def place(row):
    return ("accounts:photos_add", *row._meta.label_lower.split("."), row.pk)


def add(client, user, row, *files, follow=False, **typed):
    client.force_login(user)
    data = {"files": list(files), "caption": "", "consent": "unknown"} | typed
    return client.post(reverse(place(row)[0], args=place(row)[1:]), data, follow=follow)


def kept(row, content=None, **about):
    about = {"area_code": row.participation.village_id, "by": make.UserFactory()} | about
    told = {"subject": row._meta.label_lower, "subject_id": row.pk}
    return keep_photo(content or pictures.jpeg(), **told, **about)[0]


def photos_of(row):
    return list(Photo.objects.ever_of(row))


@pytest.mark.parametrize("subject", ["meeting", "session"])
def test_photos_of_a_row_are_sent_together_and_shown_on_its_page(client, world, subject):
    row = getattr(world, subject)
    Photo.objects.ever_of(row).delete()
    exif = pictures.exif(at=(7.2, 100.6))
    files = [sent("หน้างาน.jpg", pictures.jpeg(exif=exif)), sent("b.png", numbered(1, kind="PNG"))]
    told = add(client, world.field, row, *files, follow=True, caption="ผู้นำ ๕ คน", consent="given")
    assert told.redirect_chain[0][0] == f"{row.get_absolute_url()}#photos"
    shown = told.content.decode()
    assert "เพิ่มรูปแล้ว 2 รูป" in shown
    assert ">ยินยอมแล้ว<" in shown
    first, second = photos_of(row)
    for photo in (first, second):
        assert reverse("accounts:photo_small", args=[photo.pk]) in shown
        assert (photo.caption, photo.consent, photo.area_code) == ("ผู้นำ 5 คน", "given", world.village.pk)
    assert (first.latitude, first.longitude) == (Decimal("7.2"), Decimal("100.6"))
    assert first.taken_at.isoformat() == "2018-12-11T02:30:00+00:00"
    assert (second.taken_at, second.latitude, second.longitude) == (None, None, None)


def test_the_stored_file_is_drawn_anew_and_carries_nothing_of_the_camera(client, world):
    secret = "Somchai-Owner"
    add(
        client,
        world.field,
        world.meeting,
        sent(content=pictures.jpeg(3200, 2000, exif=pictures.exif(owner=secret))),
    )
    [photo] = photos_of(world.meeting)
    stored = Path(photo.image.path).read_bytes()
    assert secret.encode() not in stored
    assert b"Exif" not in stored
    with Image.open(io.BytesIO(stored)) as image:
        assert image.size == (photo.width, photo.height) == (1600, 1000)
    assert photo.image.name == f"photos/{photo.sha256[:2]}/{photo.pk}.jpg"


def test_the_same_file_sent_twice_is_kept_once_and_said_kindly(client, world):
    add(client, world.field, world.meeting, sent())
    told = add(
        client, world.officer, world.meeting, sent("สำเนา.jpg"), sent("b.jpg", numbered(1)), follow=True
    )
    shown = told.content.decode()
    assert "เพิ่มรูปแล้ว 1 รูป" in shown
    assert "มีรูปนี้อยู่แล้ว จึงไม่เพิ่มซ้ำ: สำเนา.jpg" in shown
    assert len(photos_of(world.meeting)) == 2
    add(client, world.field, world.session, sent())
    assert Photo.objects.filter(sha256=photos_of(world.meeting)[0].sha256).count() == 2


def test_one_bad_file_among_ten_is_named_and_the_others_are_kept(client, world):
    good = [sent(f"{number}.jpg", numbered(number)) for number in range(9)]
    bad = sent("ใบสมัคร 1-4714-81398-54-1.pdf", b"%PDF-1.7")
    shown = add(client, world.field, world.meeting, *good[:4], bad, *good[4:], follow=True).content.decode()
    assert "เพิ่มรูปแล้ว 9 รูป" in shown
    assert "ไม่ได้เพิ่ม ใบสมัคร ….pdf: ไฟล์นี้เป็นไฟล์ PDF" in shown
    assert len(photos_of(world.meeting)) == 9


def test_where_all_are_bad_the_form_comes_back_with_what_was_typed(client, world):
    files = [sent("<b>ชื่อ</b>.svg", b"<svg onload='alert(1)'/>"), sent("ว่าง.jpg", b"")]
    answer = add(client, world.field, world.meeting, *files, caption="ประชุมผู้นำ", consent="nobody")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;b&gt;ชื่อ" in shown or "b&gt;.svg" in shown
    assert "ภาพวาด SVG" in shown
    assert "ว่าง.jpg: ไฟล์นี้ว่างเปล่า" in shown
    assert 'value="ประชุมผู้นำ"' in shown
    assert 'value="nobody" selected' in shown
    assert photos_of(world.meeting) == []


def test_more_than_ten_at_once_are_told_which_are_left(client, world):
    files = [sent(f"รูป{number}.jpg", numbered(number)) for number in range(12)]
    shown = add(client, world.field, world.meeting, *files, follow=True).content.decode()
    assert "เพิ่มรูปแล้ว 10 รูป" in shown
    assert "ยังไม่ได้เพิ่มอีก 2 รูป โปรดเพิ่มอีกครั้ง: รูป10.jpg, รูป11.jpg" in shown


def test_nothing_chosen_or_a_wrong_answer_is_said(client, world):
    assert "กรุณาเลือกรูปอย่างน้อยหนึ่งรูป" in add(client, world.field, world.meeting).content.decode()
    told = add(client, world.field, world.meeting, sent(), consent="ใช่", caption="ก" * 151).content.decode()
    assert "ที่เลือกไม่มีในรายการ" in told
    assert "ยาวเกินไป กรอกได้ไม่เกิน 150 ตัวอักษร" in told
    assert photos_of(world.meeting) == []


def test_what_is_too_much_altogether_is_dropped_before_it_is_stored(client, world, monkeypatch):
    monkeypatch.setattr("accounts.photo_views.MOST_TOGETHER", 1_000)
    answer = add(client, world.field, world.meeting, sent(), caption="ประชุม")
    assert "รวมกันใหญ่เกินไป โปรดเลือกครั้งละไม่เกิน 10 รูป" in answer.content.decode()
    assert 'value="ประชุม"' in answer.content.decode()
    assert photos_of(world.meeting) == []
    assert MOST_TOGETHER > 150 * 2**20


def test_ten_photos_wait_on_the_disk_and_are_not_held_in_memory(client, world, monkeypatch):
    seen = []

    def look(files, **about):
        seen.extend(hasattr(file, "temporary_file_path") for file in files)
        return services.bring_photos(files, **about)

    monkeypatch.setattr("accounts.photo_views.bring_photos", look)
    add(client, world.field, world.meeting, sent(), sent("b.jpg", numbered(1)))
    assert seen == [True, True]


def test_a_post_without_the_token_of_the_rows_own_page_is_refused(world):
    strict = Client(enforce_csrf_checks=True)
    assert add(strict, world.field, world.meeting, sent()).status_code == 403
    shown = strict.get(world.meeting.get_absolute_url()).content.decode()
    form = shown[shown.index(reverse(place(world.meeting)[0], args=place(world.meeting)[1:])) :]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)[1]
    data = {"files": [sent()], "consent": "unknown", "csrfmiddlewaretoken": token}
    answer = strict.post(reverse(place(world.meeting)[0], args=place(world.meeting)[1:]), data)
    assert answer.status_code == 302
    assert len(photos_of(world.meeting)) == 1


PAGES = ("accounts:photo", "accounts:photo_small", "accounts:photo_page", "accounts:photo_edit")
VERBS = ("accounts:photo_remove", "accounts:photo_restore", "accounts:photo_edit")


def test_a_neighbours_photo_is_not_found_by_any_address(client, world):
    photo = kept(world.neighbour_meeting, caption="ของเพื่อนบ้าน")
    beside = kept(world.other_meeting)
    for user, row, one in (
        (world.officer, world.neighbour_meeting, photo),
        (world.field, world.other_meeting, beside),
    ):
        for name in PAGES:
            page(client, user, name, one.pk, status=404)
        for name in VERBS:
            assert post(client, user, name, one.pk, data={"caption": "x", "version": 1}).status_code == 404
        page(client, user, *place(row), status=404)
        assert add(client, user, row, sent("x.jpg", numbered(3))).status_code == 404
        assert len(photos_of(row)) == 1
        one.refresh_from_db()
        assert (one.is_removed, one.version) == (False, 1)
    page(client, world.neighbour, "accounts:photo_page", photo.pk)


def test_a_photo_that_claims_the_viewers_row_but_lies_elsewhere_is_not_shown(client, world):
    photo = kept(world.meeting, area_code=world.neighbour_village.pk)
    assert str(photo.pk) not in page(client, world.officer, "villages:meeting", world.meeting.pk)


def test_only_tables_named_as_subjects_take_photos(client, world):
    client.force_login(world.officer)
    for app, model, key in (
        ("households", "household", world.household.pk),
        ("accounts", "user", uuid.uuid4()),
        ("nothing", "here", uuid.uuid4()),
        ("villages", "meeting", uuid.uuid4()),
    ):
        url = reverse("accounts:photos_add", args=[app, model, key])
        assert client.get(url).status_code == client.post(url, {"files": sent()}).status_code == 404


def test_every_subject_is_a_table_with_a_village_and_a_granted_permission(world):
    granted = set().union(*PERMISSIONS.values())
    for label, subject in SUBJECTS.items():
        model = apps.get_model(label)
        assert label == model._meta.label_lower
        assert subject.permission in granted
        row = model.objects.visible_to(world.field).first()
        assert subject.area_code(row) == world.village.pk


@pytest.mark.parametrize("who", ["chief", "officer", "field"])
def test_those_who_may_change_the_row_add_change_and_take_out(client, world, who):
    user = getattr(world, who)
    assert "เพิ่มรูป" in page(client, user, "villages:meeting", world.meeting.pk)
    assert add(client, user, world.meeting, sent()).status_code == 302
    [photo] = photos_of(world.meeting)
    assert "นำรูปออก" in page(client, user, "accounts:photo_page", photo.pk)
    page(client, user, "accounts:photo_edit", photo.pk)
    assert post(client, user, "accounts:photo_remove", photo.pk, data={}).status_code == 302


@pytest.mark.parametrize("who", ["admin", "viewer", "auditor"])
def test_the_others_look_only(client, world, who):
    user, photo = getattr(world, who), kept(world.meeting)
    told = page(client, user, "villages:meeting", world.meeting.pk)
    assert reverse("accounts:photo_small", args=[photo.pk]) in told
    assert "เพิ่มรูป" not in told
    client.force_login(user)
    for name in PAGES[:3]:
        assert client.get(reverse(name, args=[photo.pk])).status_code == 200
    assert "นำรูปออก" not in page(client, user, "accounts:photo_page", photo.pk)
    for name in VERBS:
        assert post(client, user, name, photo.pk, data={"caption": "x"}).status_code == 403
    client.force_login(user)
    assert client.get(reverse(place(world.meeting)[0], args=place(world.meeting)[1:])).status_code == 403
    assert add(client, user, world.meeting, sent("x.jpg", numbered(1))).status_code == 403


def test_who_may_not_change_the_row_may_not_change_its_photos(client, world, monkeypatch):
    rights = PERMISSIONS[world.viewer.role] | {"accounts.add_photo", "accounts.change_photo"}
    monkeypatch.setitem(PERMISSIONS, world.viewer.role, rights)
    photo = kept(world.meeting)
    shown = page(client, world.viewer, "villages:meeting", world.meeting.pk)
    assert "เพิ่มรูป" not in shown + page(client, world.viewer, "accounts:photo_page", photo.pk)
    assert add(client, world.viewer, world.meeting, sent("x.jpg", numbered(1))).status_code == 403
    for name in VERBS:
        assert post(client, world.viewer, name, photo.pk, data={"caption": "x"}).status_code == 403


def test_photos_stand_in_the_order_in_which_they_were_taken_the_undated_last(world):
    told = {"subject": "villages.meeting", "subject_id": world.meeting.pk}
    days = ["2018-11-03T09:00:00+07:00", None, "2018-11-01T09:00:00+07:00"]
    third, none, first = [make.PhotoFactory(**told, taken_at=day) for day in days]
    assert list(Photo.objects.of(world.meeting)) == [first, third, none]


def test_strangers_are_asked_to_sign_in(client, world):
    photo = kept(world.meeting)
    for name in (*PAGES, *VERBS):
        assert client.get(reverse(name, args=[photo.pk])).status_code == 302
    answer = client.post(reverse(place(world.meeting)[0], args=place(world.meeting)[1:]), {"files": sent()})
    assert answer.url.startswith(reverse("account_login"))


def test_the_picture_is_a_file_that_no_cache_keeps_and_no_browser_runs(client, world):
    photo = kept(world.meeting, caption="ประชุม “ผู้นำ”\u202e/../ครั้งที่ 1")
    client.force_login(world.viewer)
    for name in PAGES[:2]:
        answer = client.get(reverse(name, args=[photo.pk]))
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert answer.content.startswith(b"\xff\xd8\xff")
    name = client.get(reverse("accounts:photo", args=[photo.pk]))["Content-Disposition"]
    assert "filename*=utf-8''" in name
    assert not re.search(r"%2F|%5C|%E2%80%AE|[/\\]", name.replace("%20", ""))


def test_a_picture_whose_file_is_gone_is_not_found_and_its_page_still_opens(client, world):
    photo = kept(world.meeting)
    photo.image.storage.delete(photo.image.name)
    for name in PAGES[:2]:
        page(client, world.officer, name, photo.pk, status=404)
    page(client, world.officer, "accounts:photo_page", photo.pk)


def test_what_is_told_of_a_photo_is_edited_with_its_version(client, world):
    photo = kept(world.meeting, caption="เดิม")
    first = {"version": 1, "caption": "ประชุมครั้งแรก", "consent": "unknown"}
    answer = post(client, world.field, "accounts:photo_edit", photo.pk, data=first)
    assert answer.url == photo.get_absolute_url()
    stale = post(
        client,
        world.officer,
        "accounts:photo_edit",
        photo.pk,
        data={"version": 1, "caption": "เดิม", "consent": "given"},
    )
    assert stale.status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.consent, photo.version) == ("ประชุมครั้งแรก", "given", 3)
    clash = post(client, world.officer, "accounts:photo_edit", photo.pk, data=first | {"caption": "อีกแบบ"})
    assert "มีผู้แก้ไขรายการนี้ระหว่างที่ท่านเปิดแบบอยู่" in clash.content.decode()


def test_a_photo_taken_out_leaves_the_page_and_comes_back_by_one_button(client, world):
    photo = kept(world.meeting, caption="ประชุมผู้นำ")
    client.force_login(world.field)
    told = client.post(reverse("accounts:photo_remove", args=[photo.pk]), follow=True).content.decode()
    undo = reverse("accounts:photo_restore", args=[photo.pk])
    assert f'action="{undo}"' in told
    assert reverse("accounts:photo_small", args=[photo.pk]) not in told
    assert "รูปที่นำออกแล้ว 1 รูป" in told
    assert photo.image.storage.exists(photo.image.name)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', told)[1]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    told = strict.post(undo, {"csrfmiddlewaretoken": token}, follow=True).content.decode()
    assert reverse("accounts:photo_small", args=[photo.pk]) in told
    assert "รูปที่นำออกแล้ว" not in told
    photo.refresh_from_db()
    assert (photo.is_removed, photo.version) == (False, 3)


def test_a_photo_taken_out_is_there_only_for_those_who_may_put_it_back(client, world):
    photo = kept(world.meeting)
    set_removed(photo, True, by=world.field)
    for name in PAGES[:3]:
        page(client, world.viewer, name, photo.pk, status=404)
    assert "รูปที่นำออกแล้ว" not in page(client, world.viewer, "villages:meeting", world.meeting.pk)
    assert "นำรูปกลับมา" in page(client, world.officer, "accounts:photo_page", photo.pk)


def test_a_photo_taken_out_and_sent_again_comes_back_from_the_desk_but_not_from_a_phone(client, world):
    photo = kept(world.meeting)
    set_removed(photo, True, by=world.field)
    assert kept(world.meeting).is_removed
    shown = add(client, world.field, world.meeting, sent(), follow=True).content.decode()
    assert "รูปนี้เคยนำออกไว้ นำกลับมาให้แล้ว" in shown
    photo.refresh_from_db()
    assert not photo.is_removed


def test_taking_out_twice_is_one_change(world):
    photo = kept(world.meeting)
    set_removed(photo, True, by=world.field)
    set_removed(photo, True, by=world.field)
    assert photo.history.count() == 2


def test_the_history_of_a_photo_says_who_did_what(client, world):
    add(client, world.field, world.meeting, sent())
    [photo] = photos_of(world.meeting)
    post(
        client,
        world.officer,
        "accounts:photo_edit",
        photo.pk,
        data={"version": 1, "caption": "ประชุมครั้งแรก", "consent": "given"},
    )
    post(client, world.chief, "accounts:photo_remove", photo.pk, data={})
    told = page(client, world.auditor, "accounts:history", "accounts", "photo", photo.pk)
    for words in (str(world.field), str(world.officer), str(world.chief), "ประชุมครั้งแรก", "นำออกแล้ว"):
        assert words in told


def test_a_photo_may_come_before_the_row_it_belongs_to(client, world):
    coming = uuid.uuid4()
    about = {"subject": "villages.meeting", "subject_id": coming, "area_code": world.village.pk}
    photo, is_new = keep_photo(pictures.jpeg(), **about, by=world.field)
    assert is_new
    assert photo.history.get().history_user == world.field
    page(client, world.field, "accounts:photo_page", photo.pk)
    assert (
        post(client, world.field, "accounts:photo_remove", photo.pk, data={}).url == photo.get_absolute_url()
    )
    make.MeetingFactory(pk=coming, participation=world.participation)
    told = page(client, world.field, "accounts:photo_page", photo.pk)
    assert reverse("villages:meeting", args=[coming]) in told


def test_a_file_never_stays_without_its_row(world, monkeypatch, new_files):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(DatabaseError):
        kept(world.meeting)
    assert new_files() == set()


def test_a_file_of_no_village_is_not_kept(world, new_files):
    with pytest.raises(IntegrityError):
        kept(world.meeting, area_code="9001")
    assert new_files() == set()


def test_the_same_file_at_the_same_moment_is_one_photo_with_one_file(world, monkeypatch, new_files):
    content, drawn = pictures.jpeg(), services.made_safe
    other = []

    def while_another_comes(content):
        monkeypatch.setattr(services, "made_safe", drawn)
        other.append(kept(world.meeting, content))
        return drawn(content)

    monkeypatch.setattr(services, "made_safe", while_another_comes)
    assert kept(world.meeting, content) == other[0]
    assert new_files() == {f"{other[0].pk}.jpg"}


def test_photos_are_kept_in_no_transaction_whose_end_could_leave_a_file_behind(world, new_files):
    with pytest.raises(RuntimeError), transaction.atomic():
        kept(world.meeting)
    assert new_files() == set()


def test_a_full_disk_is_said_and_leaves_nothing(client, world, monkeypatch, new_files):
    def full(self, name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    told = add(client, world.field, world.meeting, sent()).content.decode()
    assert "ที่เก็บไฟล์อาจเต็ม โปรดแจ้งผู้ดูแลระบบ" in told
    assert photos_of(world.meeting) == []
    assert new_files() == set()


def test_a_page_asks_once_for_its_photos_be_it_one_or_twenty(client, world, django_assert_num_queries):
    def ask():
        return [
            queries(client, world.officer, "villages:meeting", world.meeting.pk),
            queries(client, world.officer, "training:detail", world.session.pk),
        ]

    make.PhotoFactory(subject="villages.meeting", subject_id=world.meeting.pk)
    first = ask()
    for subject, row in (("villages.meeting", world.meeting), ("training.session", world.session)):
        make.PhotoFactory.create_batch(19, subject=subject, subject_id=row.pk)
        make.PhotoFactory.create_batch(19, subject=subject, subject_id=row.pk, is_removed=True)
    assert ask() == first
    assert world.officer.areas
    with django_assert_num_queries(1):
        assert len(shown_of(world.meeting, world.officer)["shown"]) == 20


def test_a_photo_and_its_page_ask_little(client, world):
    one = kept(world.meeting)

    def ask(name):
        client.force_login(world.officer)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=[one.pk])).status_code == 200
        return len(asked)

    assert [ask(name) for name in PAGES] == [4, 4, 6, 6]


def test_the_files_go_with_the_demo_once_it_is_gone(world, django_capture_on_commit_callbacks):
    gone, stays = kept(world.meeting), kept(world.neighbour_meeting)
    with django_capture_on_commit_callbacks(execute=True):
        removing.take_away(Photo)
        assert gone.image.storage.exists(gone.image.name)
    assert not gone.image.storage.exists(gone.image.name)
    assert stays.image.storage.exists(stays.image.name)
    assert not Photo.history.filter(id=gone.pk).exists()
