"""Who a line speaks of: a person of the register known again, an earlier line of the file, or somebody new."""

import re
from collections import defaultdict

from sammachip.lib import sealing, thai

from .registers import Column
from .rows import NOTE, WRONG
from .uniqueness import in_chunks, plain

HOUSE_WORD = re.compile(r"^(?:บ้านเลขที่|เลขที่)\s*")
AFTER_HOUSE = re.compile(r"(?:หมู่|ม\.|บ้าน(?!เลขที่)|ตำบล|ต\.|ถนน|ถ\.|ซอย|ซ\.)")
TWO_PEOPLE = "เลขประจำตัวประชาชนนี้อยู่ในแถว {} ด้วย แต่เป็นคนละชื่อและคนละบ้าน โปรดตรวจสอบกับบัตรประชาชนทั้งสองแถว"
OTHER_NAME = "เลขประจำตัวประชาชนนี้บันทึกไว้ในชื่อ “{}” โปรดตรวจว่าเป็นคนเดียวกัน"
OTHER_HEAD = "รหัสประจำบ้านนี้บันทึกไว้ในชื่อ “{}” การนำเข้าจะเปลี่ยนเป็นชื่อในแถวนี้ โปรดตรวจว่าเปลี่ยนผู้แทนครัวเรือนจริง"
FORMER_ID = "เลขประจำตัวประชาชนที่บันทึกไว้ยังเป็นของคนเดิม โปรดกรอกเลขของผู้แทนคนใหม่"
SAME_NAME = "มีชื่อ “{}” ใน{} อยู่แล้ว{} แต่เลขประจำตัวประชาชนไม่ตรงหรือไม่ครบ จึงถือเป็นคนละคน โปรดตรวจสอบ"
MANY = "มีชื่อนี้ในหมู่บ้านนี้ {} คน และไม่มีเลขประจำตัวประชาชนให้แยกกัน โปรดกรอกเลขประจำตัวประชาชน"
NO_ID = "ไม่มีเลขประจำตัวประชาชน นำเข้าได้ และเพิ่มเลขภายหลังได้"


def split_name(cell):
    """Prefix, first name and surname of one cell. Asked with nothing, the names of what it gives."""
    name = thai.split_name(str(cell)) if cell is not None else ("", "", "")
    return dict(zip(("prefix", "first_name", "last_name"), name, strict=True))


def split_first_name(cell):
    """A first name to which its prefix is joined, where the sheet has no column for prefixes."""
    name = split_name(cell)
    return {"prefix": name["prefix"], "first_name": f"{name['first_name']} {name['last_name']}".strip()}


def split_house_no(cell):
    """The house number of a cell that goes on with หมู่ที่, ถนน or ตำบล; what it says of the village, the finder reads."""
    if not isinstance(cell, str):
        return {"house_no": cell}
    written = thai.tidy(cell)
    number = HOUSE_WORD.sub("", AFTER_HOUSE.split(written, maxsplit=1)[0]).strip(" ,")
    return {"house_no": number or written}


PERSON = (
    Column(
        "name",
        (
            "ชื่อ - สกุล",
            "ชื่อ-นามสกุล",
            "ชื่อ นามสกุล",
            "ชื่อและนามสกุล",
            "ชื่อ - ชื่อสกุล",
            "ชื่อตัว - ชื่อสกุล",
            "ผู้แทนครัวเรือน",
            "ชื่อผู้แทนครัวเรือน",
            "หัวหน้าครัวเรือน",
            "ชื่อ - สกุล ผู้แทนครัวเรือน",
            "ชื่อ - สกุล หัวหน้าครัวเรือน",
            "ชื่อ - สกุล ปราชญ์ชุมชน",
            "ชื่อปราชญ์ชุมชน",
            "รายชื่อ",
            "ครัวเรือนเป้าหมาย",
            "ชื่อครัวเรือน",
            "ชื่อหัวหน้าครัวเรือน",
            "ชื่อ - สกุล ครัวเรือนเป้าหมาย",
            "ชื่อ - สกุล วิทยากร",
        ),
        "นางสาวตัวอย่าง ใจดี",
        split=split_name,
    ),
    Column("prefix", ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "ยศ/คำนำหน้า")),
    Column("first_name", ("ชื่อ", "ชื่อตัว", "ชื่อจริง"), split=split_first_name, split_without="prefix"),
    Column("last_name", ("สกุล", "นามสกุล")),
    Column(
        "citizen_id",
        (
            "เลขประจำตัวประชาชน",
            "เลขบัตรประชาชน",
            "เลขประจำตัวประชาชน 13 หลัก",
            "หมายเลขบัตรประชาชน",
            "เลขที่บัตรประชาชน",
            "เลขบัตรประจำตัวประชาชน",
            "เลขที่บัตรประจำตัวประชาชน",
            "หมายเลขประจำตัวประชาชน",
            "บัตรประชาชน",
            "เลข 13 หลัก",
        ),
        "1-1234-56789-01-0",
    ),
)
PHONE = Column(
    "phone",
    (
        "โทรศัพท์",
        "เบอร์โทรศัพท์",
        "หมายเลขโทรศัพท์",
        "โทร.",
        "เบอร์โทร",
        "โทรศัพท์มือถือ",
        "หมายเลขโทรศัพท์มือถือ",
        "มือถือ",
        "เบอร์มือถือ",
        "เบอร์ติดต่อ",
    ),
    "081-234-1234",
)
HOUSE_NO = Column(
    "house_no", ("บ้านเลขที่", "เลขที่", "เลขที่บ้าน", "ที่อยู่", "บ้านเลขที่/ที่อยู่"), "45/2", split=split_house_no
)
STORED = ("pk", "version", "nid_idx", "nid_last4", "village", "prefix", "first_name", "last_name")


class People:
    """Persons of one table: stored ones by (kind of key, …) and by name, and the lines of the file as they are accepted.

    `numbers(values)` gives the keys that know a person for certain, the strongest first; `is_same(stored, values)`
    whether two of one name and place are one person although no number says so.
    """

    def __init__(self, office, model, fields, rows, *, numbers, is_same):
        self.office, self.model, self.fields = office, model, (*STORED, *fields)
        self.numbers, self.is_same = numbers, is_same
        self.stored, self.by_name = {}, defaultdict(list)
        self.lines, self.lines_by_name, self.taken = {}, defaultdict(list), {}
        self._index(rows)

    def _index(self, rows):
        good = [row for row in rows if not row.is_wrong]
        for row in good:
            if citizen_id := row.values.get("citizen_id"):
                row.values["nid_idx"] = sealing.index(citizen_id)
        numbers = defaultdict(set)
        for row in good:
            for kind, value in self.numbers(row.values):
                numbers[kind].add(value)
        self._load("village__in", {row.values["village"].pk for row in good})
        self.owners = {(kind,): self._owners(kind, values) for kind, values in numbers.items()}
        loaded = {stored["pk"] for stored in self.all_stored()}
        self._load("pk__in", {pk for owners in self.owners.values() for pk in owners.values()} - loaded)

    def _owners(self, kind, values):
        """{(number,): who holds it}, wherever they live: a number is there only once in the whole country."""
        rows = self.model._default_manager.order_by()
        found = (
            each for chunk in in_chunks(rows, f"{kind}__in", values) for each in chunk.values_list(kind, "pk")
        )
        return {(plain(number),): pk for number, pk in found}

    def _load(self, condition, values):
        rows = self.office.visible(self.model.objects.all()).order_by()
        for found in in_chunks(rows, condition, values):
            for stored in found.values(*self.fields):
                stored["nid_idx"] = plain(stored["nid_idx"])
                for key in self.numbers(stored):
                    self.stored[key] = stored
                if condition == "village__in":
                    self.by_name[self.name_key(stored)].append(stored)

    def all_stored(self):
        """Every stored person that the file may speak of, once."""
        named = (stored for known in self.by_name.values() for stored in known)
        return {stored["pk"]: stored for stored in (*named, *self.stored.values())}.values()

    @staticmethod
    def name_key(values):
        village = values["village"]
        return getattr(village, "pk", village), thai.name_key(values["first_name"], values["last_name"])

    def known(self, row, study):
        """The stored person of a line, or None. A line that repeats an earlier one becomes its twin."""
        values = row.values
        stored = earlier = None
        for key in self.numbers(values):
            stored, earlier = stored or self.stored.get(key), earlier or self.lines.get(key)
        if "first_name" in values and "last_name" in values:
            values["name_key"] = self.name_key(values)
            if stored is None and earlier is None:
                stored, earlier = self._by_name(row, values["name_key"])
        if stored is not None:
            earlier = earlier or self.taken.get(stored["pk"])
        if earlier is not None:
            self._repeated(row, earlier, study)
        return stored

    def _by_name(self, row, key):
        stored = [one for one in self.by_name[key] if self.is_same(one, row.values)]
        earlier = next((one for one in self.lines_by_name[key] if self.is_same(one.values, row.values)), None)
        if len(stored) > 1:
            row.add(WRONG, "name.many", "first_name", MANY.format(len(stored)))
        elif not stored and not earlier and (self.by_name[key] or self.lines_by_name[key]):
            where = f" (แถว {self.lines_by_name[key][0].number})" if self.lines_by_name[key] else ""
            name = f"{row.values['first_name']} {row.values['last_name']}"
            row.add(
                NOTE, "name.another_id", "first_name", SAME_NAME.format(name, row.values["village"], where)
            )
        return (stored[0] if len(stored) == 1 else None), earlier

    def _repeated(self, row, earlier, study):
        if self._is_another_person(row.values, earlier.values):
            row.add(WRONG, "citizen_id.two_people", "citizen_id", TWO_PEOPLE.format(earlier.number))
            earlier.add(WRONG, "citizen_id.two_people", "citizen_id", TWO_PEOPLE.format(row.number))
        else:
            study.repeats(row, earlier, "citizen_id" if "citizen_id" in row.values else "first_name")

    def _is_another_person(self, one, other):
        """One citizen id, but neither the name nor the house is the same."""
        if "nid_idx" not in one or one["nid_idx"] != other.get("nid_idx"):
            return False
        same_house = one["village"] == other["village"] and one.get("house_no") == other.get("house_no")
        named = "name_key" in one and "name_key" in other
        return named and not same_house and one["name_key"][1] != other["name_key"][1]

    def accept(self, row, stored):
        """The line is good: later lines may repeat it. What is odd about the person is noted."""
        values = row.values
        named = values.get("name_key")
        if stored is not None:
            self.taken[stored["pk"]] = row
            if named and named[1] != self.name_key(stored)[1]:
                self._renamed(row, stored)
        for key in self.numbers(values):
            self.lines[key] = row
        if named:
            self.lines_by_name[named].append(row)
        if "nid_idx" not in values and (stored is None or stored["nid_idx"] is None):
            row.add(NOTE, "citizen_id.missing", "citizen_id", NO_ID)

    def _renamed(self, row, stored):
        """A known number under another name: the same person renamed, or another person heads the same house."""
        typed = row.values.get("nid_idx")
        if typed is not None and typed == stored["nid_idx"]:
            row.add(NOTE, "citizen_id.other_name", "first_name", OTHER_NAME.format(full_name(stored)))
            return
        row.add(NOTE, "house_registration_no.other_name", "first_name", OTHER_HEAD.format(full_name(stored)))
        if typed is None and stored["nid_idx"] is not None:
            row.add(NOTE, "citizen_id.former", "citizen_id", FORMER_ID)


def full_name(values):
    return f"{values.get('prefix') or ''}{values.get('first_name') or ''} {values.get('last_name') or ''}".strip()
