"""Names of people as Thai registers write them: the prefix is joined to the name, ranks are abbreviated."""

import re
from functools import lru_cache
from typing import NamedTuple

from .text import DEPENDENT, key, tidy

# Written form → the form kept. Words first, longest first where one begins another.
_WORDS = {
    "เด็กชาย": "เด็กชาย",
    "เด็กหญิง": "เด็กหญิง",
    "นางสาว": "นางสาว",
    "นาง": "นาง",
    "นาย": "นาย",
    "พระครู": "พระครู",
    "พระมหา": "พระมหา",
    "พระ": "พระ",
    "สามเณร": "สามเณร",
    "แม่ชี": "แม่ชี",
}
_SHORT = {"น.ส.": "นางสาว", "ด.ช.": "เด็กชาย", "ด.ญ.": "เด็กหญิง"} | {
    short: short for short in ("ดร.", "ผศ.", "รศ.", "ม.ล.", "ม.ร.ว.")
}
_GRADES = {"เอก": "อ", "โท": "ท", "ตรี": "ต"}
# Rank in full → letters of its abbreviation; each takes the three grades เอก โท ตรี.
_CORPS = {
    "พลตำรวจ": "พลต",
    "พันตำรวจ": "พต",
    "ร้อยตำรวจ": "รต",
    "สิบตำรวจ": "สต",
    "พันจ่าอากาศ": "พอ",
    "พันจ่า": "พจ",
    "จ่าสิบ": "จส",
    "พล": "พล",
    "พัน": "พ",
    "ร้อย": "ร",
    "สิบ": "ส",
    "จ่า": "จ",
}
_TITLES = {
    "ดาบตำรวจ": "ด.ต.",
    "ด.ต.": "ด.ต.",
    "จ่าสิบตำรวจ": "จ.ส.ต.",
    "พลทหาร": "พลฯ",
    "พลฯ": "พลฯ",
    "อส.": "อส.",
}


class Name(NamedTuple):
    prefix: str
    first: str
    last: str


def _dotted(letters):
    return "พล." + ".".join(letters[2:]) + "." if letters.startswith("พล") else ".".join(letters) + "."


def _ranks():
    table = dict(_TITLES)
    for corps, letters in _CORPS.items():
        for grade, letter in _GRADES.items():
            short = _dotted(letters + letter)
            table |= {corps + grade: short, short: short}
    return table


_CIVIL = _WORDS | _SHORT
_RANKS = _ranks()


def _pattern(written):
    """A prefix as people type it: spaces after the dots, and the last dot forgotten before a space."""
    if "." not in written:
        return re.escape(written)
    return r"\.\s?".join(written.rstrip(".").split(".")) + r"\s?(?:\.|(?=\s))"


def _any_of(written):
    return "|".join(_pattern(one) for one in sorted(written, key=len, reverse=True))


_WITHOUT_DOTS = r"(?:นส|ดช|ดญ)(?:\.|(?=\s))"
_PREFIX = re.compile(
    rf"(?P<civil>{_any_of(_CIVIL)}|{_WITHOUT_DOTS})\s?"
    rf"|(?P<acting>ว่าที่\s?)?(?P<rank>{_any_of(_RANKS)})(?P<woman>\s?หญิง)?\s?"
)
_KEPT = {re.sub(r"[.\s]", "", written): kept for written, kept in (_CIVIL | _RANKS).items()}


@lru_cache(maxsize=256)
def prefix(text):
    """The prefix in the one form that is kept: น.ส. → นางสาว, ร้อยตรี → ร.ต.; an unknown one stays as it is."""
    text = tidy(text)
    match = _PREFIX.fullmatch(text + " ")
    return _kept(match) if match else text


def split_name(text):
    """Prefix, first name and surname of a name written in one piece.

    A prefix is torn off only where the rest can begin a name: นางสาวิตรี is นาง + สาวิตรี, นายิกา stays whole.
    A first name that itself begins with นาง, นาย or พระ and has no prefix cannot be told apart and loses
    those letters: registers that hold such a person need a column for the prefix.
    """
    text = tidy(text)
    title, rest = _torn(text)
    first, _, last = rest.partition(" ")
    return Name(title, first, last)


def name_key(*parts):
    """Equal whatever the prefix and the spaces: of (first, last), (prefix, first, last) or one text."""
    if len(parts) == 1:
        parts = split_name(parts[0])
    return key("".join(parts[-2:])).replace(" ", "")


def _torn(text):
    if match := _PREFIX.match(text):
        if _can_be_name(rest := text[match.end() :]):
            return _kept(match), rest
        return _torn_shorter(text)
    return "", text


def _torn_shorter(text):
    """นางสาว did not leave a name, so the prefix may be the shorter word it begins with."""
    for word in ("นาง", "พระ"):
        if text.startswith(word) and _can_be_name(rest := text.removeprefix(word).lstrip()):
            return word, rest
    return "", text


def _can_be_name(rest):
    first = rest.partition(" ")[0]
    return len(first) > 1 and first[0].isalpha() and first[0] not in DEPENDENT


def _kept(match):
    acting = "ว่าที่ " if match["acting"] else ""
    woman = "หญิง" if match["woman"] else ""
    letters = re.sub(r"[.\s]", "", match["civil"] or match["rank"])
    return f"{acting}{_KEPT[letters]}{woman}"
