"""Thai alphabetical order, as ICU's collation for Thai has it and the Royal Institute's dictionary prints it.

The vowels written in front (เ แ โ ใ ไ) wait for their consonant; spaces and punctuation do not count; tone
marks decide only where the letters are the same, capitals only after them; Thai stands before Latin.
"""

import re
import unicodedata
from functools import lru_cache

_SYMBOLS = "`^+<=>|~$฿"
_CONSONANTS = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"
_VOWELS = "\u0e4dะ\u0e31า\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39เแโใไ\u0e3a"
_LETTERS = _CONSONANTS + _VOWELS
_MARKS = "\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b"
_IN_FRONT = re.compile("([เแโใไ])([ก-ฮ])")
_SPLIT_AM, _AM, _AM_COUNTED = "\u0e4d\u0e32", "\u0e33", "\u0e32\u0e4d"
_LONG_AA = "\u0e45"

_PLAIN, _CAPITAL = "\x01", "\x02"
_SYMBOLS_FROM, _DIGITS_FROM, _LETTERS_FROM, _OTHERS_FROM = 0x10, 0x40, 0x50, 0x200

_SILENT = dict.fromkeys("ฯๆ" + _MARKS)
_COUNTED = {letter: chr(_LETTERS_FROM + place) for place, letter in enumerate(_LETTERS)}
_COUNTED[_LONG_AA] = _COUNTED["า"]
_COUNTED |= {symbol: chr(_SYMBOLS_FROM + place) for place, symbol in enumerate(_SYMBOLS)}
_COUNTED |= _SILENT


class _Table(dict):
    """A translation table that is worked out letter by letter, as letters turn up."""

    def __init__(self, weight):
        self.weight = weight

    def __missing__(self, code):
        self[code] = self.weight(chr(code))
        return self[code]


def _letter(character):
    """What counts first: the letter itself. Nothing for marks, spaces and punctuation."""
    if character in _COUNTED:
        return _COUNTED[character]
    kind = unicodedata.category(character)
    if kind[0] in "PZCM":
        return None
    if kind == "Nd":
        return chr(_DIGITS_FROM + unicodedata.decimal(character))
    return chr(min(_OTHERS_FROM + ord(character.lower()[0]), 0x10FFFF))


def _mark(character):
    """What counts second: the marks, at their place among the letters."""
    if character in _MARKS:
        return chr(2 + _MARKS.index(character))
    if character not in _LETTERS and unicodedata.category(character) == "Mn":
        return chr(0x20 + ord(character))
    return _PLAIN if _FIRST[ord(character)] else None


def _capital(character):
    """What counts third."""
    if not _FIRST[ord(character)]:
        return None
    return _CAPITAL if character.isupper() or character == _LONG_AA else _PLAIN


_FIRST, _SECOND, _THIRD = _Table(_letter), _Table(_mark), _Table(_capital)


@lru_cache(maxsize=65536)
def sort_key(text):
    """A string: comparing two of them compares the two texts."""
    whole = unicodedata.normalize("NFD", text).replace(_SPLIT_AM, _AM).replace(_AM, _AM_COUNTED)
    turned = _IN_FRONT.sub(r"\2\1", whole)
    marks = turned.translate(_SECOND).rstrip(_PLAIN)
    capitals = turned.translate(_THIRD).rstrip(_PLAIN)
    return f"{turned.translate(_FIRST)}\x00{marks}\x00{capitals}\x00{text}"
