import base64
import stat
import sys
import threading
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured

from sammachip.lib import sealing

VALUE = "4232860129040"
ROW, OTHER_ROW = uuid.UUID(int=1), uuid.UUID(int=2)


def line(number, byte):
    return f"{number}:{base64.b64encode(bytes([byte]) * 32).decode()}\n"


INDEX_KEY = line(1, 9)


@pytest.fixture
def keys(settings, tmp_path):
    """Key files of our own, written by the test: `keys(seal=..., index=...)`."""
    settings.DEBUG = False
    settings.SEAL_KEY_FILE, settings.INDEX_KEY_FILE = tmp_path / "seal.key", tmp_path / "index.key"

    def write(seal, index=INDEX_KEY):
        settings.SEAL_KEY_FILE.write_text(seal)
        settings.INDEX_KEY_FILE.write_text(index)
        sealing.load_keys.cache_clear()

    yield write
    sealing.load_keys.cache_clear()


def test_what_was_sealed_is_read_back_for_its_own_row_only(keys):
    keys(line(1, 1))
    blob = sealing.seal(VALUE, ROW)
    assert len(blob) == 43
    assert VALUE.encode() not in blob
    assert sealing.unseal(blob, ROW) == sealing.unseal(memoryview(blob), ROW) == VALUE
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(blob, OTHER_ROW)


def test_what_stands_in_the_database_today_can_be_read_and_found_by_any_later_version(keys):
    keys(line(1, 1))
    stored = "01010000000000000000000000008b07abee4d0d338ea140a27141b3c5e1725cc66d25eebcc2fbf757c77b"
    found_by = "d1dff421a5f286d77e37599b722c00215b71e81d1e0bf249e8d44dc6ba195a52"
    assert sealing.unseal(bytes.fromhex(stored), ROW) == VALUE
    assert sealing.index(VALUE).hex() == found_by
    assert sealing.seal(VALUE, ROW)[:2] == bytes.fromhex(stored)[:2]


def test_sealing_twice_gives_two_texts_and_one_index(keys):
    keys(line(1, 1))
    assert sealing.seal(VALUE, ROW) != sealing.seal(VALUE, ROW)
    assert sealing.index(VALUE) == sealing.index(VALUE)
    assert len(sealing.index(VALUE)) == 32
    assert sealing.index(VALUE) != sealing.index("4232860129041")


def test_no_changed_byte_is_ever_read_as_a_value(keys):
    keys(line(1, 1))
    blob = sealing.seal(VALUE, ROW)
    for place in range(len(blob)):
        changed = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(changed, ROW)


@pytest.mark.parametrize(
    "blob", [b"", b"\x01", b"\x01\x01", b"\x01\x01" + b"0" * 12, VALUE.encode(), b"\x01\x01" + b"0" * 41]
)
def test_what_was_never_sealed_is_refused_and_not_shown(keys, blob):
    keys(line(1, 1))
    with pytest.raises(sealing.Unreadable) as refusal:
        sealing.unseal(blob, ROW)
    assert VALUE not in str(refusal.value)


def test_the_last_line_closes_and_earlier_lines_still_open(keys):
    keys(line(1, 1))
    old = sealing.seal(VALUE, ROW)
    keys(line(1, 1) + line(2, 2))
    new = sealing.seal(VALUE, ROW)
    assert (old[1], new[1]) == (1, 2)
    assert sealing.unseal(old, ROW) == sealing.unseal(new, ROW) == VALUE
    keys(line(2, 2))
    assert sealing.unseal(new, ROW) == VALUE
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(old, ROW)


def test_another_key_under_the_same_number_opens_nothing(keys):
    keys(line(1, 1))
    blob, index = sealing.seal(VALUE, ROW), sealing.index(VALUE)
    keys(line(1, 3), line(1, 4))
    assert sealing.index(VALUE) != index
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(blob, ROW)


def test_without_a_key_file_production_does_not_start(tmp_path):
    for there, missing in (("seal.key", "index.key"), ("index.key", "seal.key")):
        (tmp_path / there).write_text(line(1, 1))
        with pytest.raises(ImproperlyConfigured, match=f"{missing} for citizen ids cannot be read"):
            sealing.load_keys(tmp_path / "seal.key", tmp_path / "index.key", make=False)
        (tmp_path / there).unlink()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "secret",
        "1:",
        "1:short",
        line(1, 1).replace("=", "!="),
        "1:" + "A" * 44,
        line(256, 1),
        line(-1, 1),
        line("x", 1),
        line(1, 1) * 2,
        "1:ก",
    ],
)
def test_a_damaged_key_file_is_named_and_its_content_is_not(tmp_path, text):
    seal, index = tmp_path / "seal.key", tmp_path / "index.key"
    seal.write_text(text, encoding="utf-8")
    index.write_text(line(1, 1))
    with pytest.raises(ImproperlyConfigured, match=r"seal\.key is damaged") as refusal:
        sealing.load_keys(seal, index, make=False)
    assert len(text.strip()) < 3 or text.strip() not in str(refusal.value)


def test_key_numbers_run_from_0_to_255(tmp_path):
    (tmp_path / "seal.key").write_text(line(0, 1) + line(255, 2))
    (tmp_path / "index.key").write_text(line(1, 1))
    loaded = sealing.load_keys(tmp_path / "seal.key", tmp_path / "index.key", make=False)
    assert (set(loaded.opening), loaded.active) == ({0, 255}, 255)


def test_two_index_keys_are_refused(tmp_path):
    (tmp_path / "seal.key").write_text(line(1, 1))
    (tmp_path / "index.key").write_text(line(1, 1) + line(2, 2))
    with pytest.raises(ImproperlyConfigured, match="exactly one key"):
        sealing.load_keys(tmp_path / "seal.key", tmp_path / "index.key", make=False)


def test_on_a_desk_the_keys_are_made_once_and_for_their_owner_only(tmp_path):
    seal, index = tmp_path / "seal.key", tmp_path / "index.key"
    sealing.load_keys(seal, index, make=True)
    before = seal.read_text(), index.read_text()
    assert before[0] != before[1]
    sealing.load_keys.cache_clear()
    sealing.load_keys(seal, index, make=True)
    assert (seal.read_text(), index.read_text()) == before
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in (seal, index)} == {0o600}


def test_starters_that_race_for_the_first_key_end_up_with_the_same_one(tmp_path):
    start, found = threading.Barrier(8), []

    def begin():
        start.wait()
        loaded = sealing.load_keys.__wrapped__(tmp_path / "seal.key", tmp_path / "index.key", make=True)
        found.append(loaded.index)

    racers = [threading.Thread(target=begin) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_keys_do_not_show_themselves(tmp_path):
    loaded = sealing.load_keys(tmp_path / "seal.key", tmp_path / "index.key", make=True)
    assert repr(loaded) == "Keys(active=1)"


def test_a_sealed_file_opens_for_its_own_row_and_purpose_alone():
    content, row = b"PK\x03\x04" + bytes(range(256)) * 40, uuid.uuid4()
    blob = sealing.seal_bytes(content, row, "import")
    assert content[:64] not in blob
    assert sealing.unseal_bytes(blob, row, "import") == content
    for other_row, purpose in ((uuid.uuid4(), "import"), (row, "preview")):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal_bytes(blob, other_row, purpose)
