"""The order of Thai lists, in Python and in whichever database the tests run on."""

import itertools
import random

import pytest
from django.db import connection

from sammachip.lib import thai

# As ICU's collation for Thai sorts them; neighbours here differ in one thing each.
SORTED = (
    ("฿1", "1", "๑", "10", "1/10", "1/2", "12", "๑๒", "2", "ก", "ฮ", "a", "A", "b", "B"),
    (
        "ก",
        "ก์",
        "ก็",
        "กก",
        "กระ",
        "กะ",
        "กา",
        "ก่า",
        "ก้า",
        "กาก",
        "กำ",
        "กาะ",
        "กิ",
        "เก",
        "แก",
        "โก",
        "ใก",
        "ไก",
        "ข",
    ),
    ("เก่า", "เก้า", "เกาะ", "เก่าะ", "เกาะแต้ว", "เกาะยอ", "แกะ", "ขอ", "เขา", "เขาแก้ว", "แขก"),
    ("นะ", "นา", "นาง", "น้ำกระจาย", "น้ำน้อย", "นิตยา"),
    ("ฤดี", "ลา", "ฦาชา", "วัน"),
    ("ฯ", "ๆ", "ก", "กฯ", "กๆ", "กก", "กฯลฯ", "กา", "เ", "เa"),
    ("a b", "a-b", "a.b", "ab", "AB", "a bc", "abc", "é", "f"),
    ("กกก", "ก-กก่", "กกก่", "ก ก่ก", "กก่ก", "ก่ กก", "ก่กก"),
    ("abc", "a bC", "abC", "aB c", "aBc", "A bc", "Abc"),
    ("e", "E", "é", "É", "ê", "ef", "éf", "f"),
    ("`ก", "^ก", "+ก", "<ก", "=ก", "~ก", "$ก", "฿ก", "1 ก", "ก"),
    ("กิก", "กิ์ก", "กิ็ก", "กิ่ก", "กิ้ก", "กิ๊ก", "กิ๋ก"),
    ("กา", "กๅ", "กาก", "กๅก", "กำ"),
    ("กข", "กขa", "ก ค", "ก-ง", "กจ"),
)
TRICKY = sorted({text for group in SORTED for text in group})
VILLAGES = ("บำเพ็ญพัฒนา", "บ้านบ่อยาง", "บำรุงธรรม", "บ่อปาบ", "บางดาน", "เบญจมราช", "โบราณ", "บุกุหลาบ", "บ้านใต้")


def shuffled(texts):
    texts = list(texts)
    random.Random(2562).shuffle(texts)
    return texts


@pytest.mark.parametrize("texts", SORTED)
def test_hard_cases_sort_as_a_dictionary_does(texts):
    assert sorted(shuffled(texts), key=thai.sort_key) == list(texts)


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [*SORTED, TRICKY, VILLAGES])
def test_the_database_sorts_as_python_does(texts):
    values = " UNION ALL ".join(["SELECT %s AS name"] * len(texts))
    query = f'SELECT name FROM ({values}) AS list ORDER BY name COLLATE "th-x-icu"'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, shuffled(texts))
        assert [name for (name,) in cursor.fetchall()] == sorted(texts, key=thai.sort_key)


def test_two_different_texts_are_never_equal_so_that_pages_do_not_shift():
    for one, other in itertools.combinations(["ก", "กๆ", "ก ", " ก", "ก-", "กฯ"], 2):
        assert thai.sort_key(one) != thai.sort_key(other)
