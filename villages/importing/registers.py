"""What a register declares: its columns under their many labels, the forms its lines pass through, and its study.

A study knows what the rows of one file need from the database, read in a few queries, and composes each row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django import forms

from accounts.models import ImportBatch
from sammachip.lib.fields import ThaiTextField


@dataclass(frozen=True)
class Column:
    """One column of the sheet. `labels[0]` heads the template, with `sample` under it where it is not empty.

    A column named as a field of a form is read by that field, another one by `reader`. `split` tells apart a cell that
    says several things (where the sheet has no column `split_without`); asked with None, it names them.
    """

    name: str
    labels: tuple[str, ...]
    sample: str = ""
    split: Callable[[object], Mapping[str, object]] | None = None
    split_without: str = ""
    words: Mapping[str, object] = field(default_factory=dict)
    reader: forms.Field = field(default_factory=lambda: ThaiTextField(required=False))


VILLAGE = (
    Column("village_code", ("รหัสหมู่บ้าน", "village_code", "รหัสหมู่บ้าน (8 หลัก)", "รหัสพื้นที่"), "90010203"),
    Column(
        "village_name",
        ("หมู่บ้าน", "ชื่อหมู่บ้าน", "บ้าน", "ชื่อบ้าน", "village_name", "หมู่บ้าน/ชุมชน", "ชื่อหมู่บ้าน/ชุมชน"),
        "บ้านทุ่งใหญ่",
    ),
    Column("moo", ("หมู่ที่", "หมู่", "ม.", "หมู่ ที่", "moo", "เลขหมู่", "หมู่บ้านที่"), "3"),
    Column("subdistrict_name", ("ตำบล", "ต.", "ชื่อตำบล", "subdistrict_name", "ตำบล/แขวง"), "เขารูปช้าง"),
    Column("subdistrict_code", ("รหัสตำบล", "subdistrict_code"), ""),
    Column("district_name", ("อำเภอ", "อ.", "ชื่ออำเภอ", "อำเภอ/เขต", "district_name"), ""),
    Column("province_name", ("จังหวัด", "จ.", "ชื่อจังหวัด", "province_name"), ""),
)
VILLAGE_NAMES = tuple(column.name for column in VILLAGE)


@dataclass(frozen=True)
class Part:
    """One row that a line makes or changes. `form` is the screen's own; `reads` names the form's fields in the sheet."""

    name: str
    form: type[forms.ModelForm]
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """`essential`: of each group of columns a sheet must have one. `main`: the part that makes a line new or known.

    `shown`: headings of the preview's columns, whose words the study gives. `url` is the name of its first page,
    `leads_to` (label, URL name) of where to go after an import.
    `others`: labels that stand only in registers of another kind.
    """

    kind: ImportBatch.Register
    permission: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    study: type
    essential: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]
    url: str
    leads_to: tuple[tuple[str, str], ...] = ()
    main: int = 0
    finds_village: bool = True
    others: tuple[str, ...] = ()

    @property
    def title(self):
        return self.kind.label

    @property
    def labels(self):
        return {column.name: column.labels for column in self.columns}

    def column(self, name):
        return next((column for column in self.columns if column.name == name), None)

    def title_of(self, name):
        column = self.column(name)
        return column.labels[0] if column else name
