"""Thai alphabetical order: by consonant first, vowels in front wait for it, tone marks count last."""

import re
from functools import lru_cache

_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_MARKS = str.maketrans("", "", "็่้๊๋์")


@lru_cache(maxsize=65536)
def sort_key(text):
    swapped = _LEADING.sub(r"\2\1", text)
    return f"{swapped.translate(_MARKS).lower()}\x00{swapped}"
