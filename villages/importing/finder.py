"""Which village a line means: every village column that is filled must point to the same one, and none is guessed."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass

from sammachip.lib import thai

MOO = re.compile(r"(?:หมู่บ้านที่|หมู่ที่|หมู่|ม\.?)(\d{1,3})")
LONE_MOO = re.compile(r"(\d{1,2})", re.ASCII)
SUBDISTRICT = re.compile(r"(?:ตำบล|ต\.)(.+?)(?=อำเภอ|อ\.|จังหวัด|จ\.|$)")
WORDS = {"code": "รหัสหมู่บ้าน", "name": "ชื่อ", "moo": "หมู่ที่", "subdistrict": "ตำบล"}


class NotFound(Exception):
    """No village, or more than one. `column` is the column to correct, `fix` what it should say, if that is certain."""

    def __init__(self, code, column, message, fix=""):
        super().__init__(message)
        self.code, self.column, self.fix = code, column, fix


@dataclass(frozen=True)
class Pointer:
    """What one filled column says: the villages that it fits."""

    column: str
    kind: str
    said: str
    fits: frozenset


class VillageFinder:
    """`villages`: all of the district, with their subdistrict. `visible`: codes of those that the importer may see."""

    def __init__(self, district, villages, visible):
        self.district = district
        self.visible = visible
        self.village = {village.code: village for village in villages}
        self.by = {kind: defaultdict(set) for kind in WORDS}
        self.names = {}
        for village in villages:
            self.by["code"][village.code].add(village.code)
            self.by["moo"][str(village.moo)].add(village.code)
            self.by["subdistrict"][place_key(village.subdistrict.name)].add(village.code)
            self.by["subdistrict"][village.subdistrict_id].add(village.code)
            for name in village.all_names:
                self.by["name"][thai.village_key(name)].add(village.code)
                self.names[thai.village_key(name)] = name
        self._remembered = {}

    def find(self, columns, cells):
        """The village that `cells` under `columns` mean, or the NotFound that says why none. Equal cells once."""
        key = (columns, cells)
        if key not in self._remembered:
            try:
                self._remembered[key] = self._find(zip(columns, cells, strict=True))
            except NotFound as error:
                self._remembered[key] = error
        return self._remembered[key]

    def _find(self, said):
        pointers = [pointer for column, cell in said for pointer in self._pointers(column, cell)]
        if not pointers:
            raise NotFound("village.missing", "village_name", "ไม่ได้ระบุหมู่บ้าน โปรดกรอกชื่อหมู่บ้าน หรือหมู่ที่และตำบล")
        codes = frozenset.intersection(*(pointer.fits for pointer in pointers))
        if len(codes) > 1:
            raise self._ambiguous(pointers, codes)
        if not codes:
            raise self._contradiction(pointers)
        village = self.village[next(iter(codes))]
        if village.code not in self.visible:
            message = f"{self.name_of(village.code)} อยู่นอกพื้นที่ที่ท่านรับผิดชอบ จึงนำเข้าไม่ได้"
            raise NotFound("village.outside", pointers[0].column, message)
        return village

    def _pointers(self, column, cell):
        if thai.is_blank(cell):
            return
        text = place_key(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell))
        match column:
            case "village_code":
                yield self._pointer(column, "code", re.sub(r"\D", "", text), cell)
            case "moo":
                yield self._pointer(column, "moo", moo_of(text), cell)
            case "subdistrict_name" | "subdistrict_code":
                yield self._pointer(column, "subdistrict", re.sub(r"^(?:ตำบล|ต\.)", "", text), cell)
            case "house_no":
                yield from self._parts_of_address(column, text, cell)
            case "district_name" | "province_name":
                self._same_district(column, text, cell)
            case _ if re.fullmatch(r"\d{8}", text, re.ASCII):
                yield self._pointer(column, "code", text, cell)
            case _:
                yield from self._parts_of_name(column, text, cell)

    def _parts_of_address(self, column, text, cell):
        """`45/2 หมู่ที่ 3 ต.เขารูปช้าง`: of an address only หมู่ที่ and ตำบล point to a village."""
        if match := SUBDISTRICT.search(text):
            yield self._pointer(column, "subdistrict", match[1], cell)
        if match := MOO.search(text):
            yield self._pointer(column, "moo", moo_of(match[1]), cell)

    def _parts_of_name(self, column, text, cell):
        """`บ้านทุ่งใหญ่ ม.3 ต.เขารูปช้าง` in one cell says three things."""
        if match := SUBDISTRICT.search(text):
            yield self._pointer(column, "subdistrict", match[1], cell)
            text = text[: match.start()]
        if match := MOO.search(text) or LONE_MOO.fullmatch(text):
            yield self._pointer(column, "moo", moo_of(match[1]), cell)
            text = text[: match.start()] + text[match.end() :]
        if text:
            yield self._pointer(column, "name", thai.village_key(text), cell)

    def _pointer(self, column, kind, key, cell):
        return Pointer(column, kind, thai.tidy(str(cell)), frozenset(self.by[kind].get(key, ())))

    def _same_district(self, column, text, cell):
        level, own = (
            ("อำเภอ", self.district) if column == "district_name" else ("จังหวัด", self.district.province)
        )
        plain = re.sub(r"^(?:อำเภอ|อ\.|จังหวัด|จ\.)", "", text)
        is_short = plain == "เมือง" and own.name.startswith("เมือง")
        if plain != place_key(own.name) and not is_short:
            message = f"{level} “{thai.tidy(str(cell))}” ไม่ใช่{level}{own.name}ที่กำลังนำเข้า"
            raise NotFound("village.outside", column, message)

    def _ambiguous(self, pointers, codes):
        listed = ", ".join(self.name_of(code) for code in sorted(codes)[:4]) + (
            " และอื่น ๆ" if len(codes) > 4 else ""
        )
        said = " ".join(pointer.said for pointer in pointers)
        message = f"“{said}” หมายถึงได้ {len(codes)} หมู่บ้าน: {listed} โปรดระบุชื่อหมู่บ้าน หมู่ที่ และตำบลให้ครบ"
        return NotFound("village.ambiguous", pointers[0].column, message)

    def _contradiction(self, pointers):
        """No village fits all columns. Where all others but one point to a single village, that one is to be corrected."""
        culprits = []
        for pointer in pointers:
            others = [other.fits for other in pointers if other is not pointer]
            rest = frozenset.intersection(*others) if others else frozenset()
            if len(rest) == 1:
                culprits.append((pointer, next(iter(rest))))
        if len(culprits) == 1 and len(pointers) > 2:
            pointer, code = culprits[0]
            village = self.village[code]
            right = {
                "name": village.name,
                "moo": str(village.moo),
                "code": code,
                "subdistrict": village.subdistrict.name,
            }
            message = self._unknown(pointer) if not pointer.fits else self._disagreement(pointers, culprits)
            return NotFound("village.disagree", pointer.column, message, right[pointer.kind])
        if unknown := next((pointer for pointer in pointers if not pointer.fits), None):
            return NotFound(
                "village.unknown",
                unknown.column,
                self._unknown(unknown, pointers),
                self._alike(unknown, pointers),
            )
        worst = self._least_supported(pointers)
        return NotFound("village.disagree", worst.column, self._disagreement(pointers, culprits))

    def _unknown(self, pointer, pointers=()):
        others = " ".join(
            f"{WORDS[other.kind]} {other.said}"
            for other in pointers
            if other is not pointer and other.kind != "name"
        )
        where = f" ({others})" if others else ""
        return (
            f"ไม่พบ{'หมู่บ้าน' if pointer.kind == 'name' else WORDS[pointer.kind]} “{pointer.said}”{where} "
            f"ในอำเภอ{self.district.name} โปรดตรวจสอบกับทะเบียนหมู่บ้าน"
        )

    def _disagreement(self, pointers, culprits):
        said = " ".join(f"{WORDS[pointer.kind]} “{pointer.said}”" for pointer in pointers)
        if missing := self._missing_moo(pointers):
            return missing
        readings = ", ".join(dict.fromkeys(self.name_of(code) for _, code in culprits))
        hint = f" (ในทะเบียนมี {readings})" if readings else ""
        return f"{said} ไม่ใช่หมู่บ้านเดียวกัน{hint} โปรดแก้ให้ทุกช่องตรงกัน"

    def _missing_moo(self, pointers):
        by_kind = {pointer.kind: pointer for pointer in pointers}
        moo, subdistrict = by_kind.get("moo"), by_kind.get("subdistrict")
        if not moo or not subdistrict or not subdistrict.fits or moo.fits & subdistrict.fits:
            return ""
        last = max(self.village[code].moo for code in subdistrict.fits)
        name = self.village[next(iter(subdistrict.fits))].subdistrict.name
        return f"ตำบล{name}ไม่มีหมู่ที่ {moo.said} (ในทะเบียนมีถึงหมู่ที่ {last}) โปรดตรวจสอบกับทะเบียนหมู่บ้าน"

    @staticmethod
    def _least_supported(pointers):
        """The column that fits with the fewest of the others."""
        return min(pointers, key=lambda one: sum(bool(one.fits & other.fits) for other in pointers))

    def _alike(self, unknown, pointers):
        """A village name that differs from the written one in a letter or two, among those the other columns allow."""
        if unknown.kind != "name":
            return ""
        allowed = [other.fits for other in pointers if other is not unknown and other.fits]
        codes = frozenset.intersection(*allowed) if allowed else frozenset(self.village)
        keys = {thai.village_key(name): name for code in codes for name in self.village[code].all_names}
        found = difflib.get_close_matches(thai.village_key(unknown.said), keys, n=2, cutoff=0.75)
        return keys[found[0]] if len(found) == 1 else ""

    def name_of(self, code):
        village = self.village[code]
        return f"{village.name} ม.{village.moo} ต.{village.subdistrict.name}"


def is_address(cell):
    """Whether what stands under บ้านเลขที่ says something of the village as well."""
    return isinstance(cell, str) and (MOO.search(place_key(cell)) or SUBDISTRICT.search(cell)) is not None


def place_key(text):
    return thai.key(text).replace(" ", "")


def moo_of(text):
    """`หมู่ที่ 3`, `ม.3`, `03`, `3.0` → `3`; anything else as it is, which fits no village."""
    match = re.fullmatch(r"(?:หมู่บ้านที่|หมู่ที่|หมู่|ม\.?)?0*(\d{1,3})(?:\.0)?", text, re.ASCII)
    return match[1] if match else text
