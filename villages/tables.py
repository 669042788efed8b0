from django.utils.html import format_html

from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn, pill

from .models import Participation

TONES = {Participation.Kind.NEW: "green", Participation.Kind.EXPANSION: "blue"}


class VillageColumn(ThaiColumn):
    """A village with its หมู่ที่ and, below, its ตำบล; sorted by name. The accessor leads to the village."""

    def __init__(self, accessor="village", **kwargs):
        names = (f"{accessor}__name", f"{accessor}__subdistrict__name")
        super().__init__(
            **{"verbose_name": "หมู่บ้าน", "accessor": accessor, "sort_by": names, "linkify": True} | kwargs
        )

    def render(self, value):
        return format_html('{} <span class="sub-line">ต.{}</span>', value, value.subdistrict.name)

    def value(self, value):
        return value.choice_label


class KindColumn(RowColumn):
    """How a village takes part: a coloured word."""

    def render(self, value):
        kind = next(kind for kind in Participation.Kind if value in (kind.value, kind.label))
        return pill(kind.label, TONES[kind])

    def value(self, value):
        return dict(Participation.Kind.choices).get(value, value)


class QuotaColumn(RowColumn):
    """What stands of a quota, `18/20` on the page; the bare number where there is none, and in the sheet.

    `wanted` names the quota of the part."""

    kind = "int"
    attrs = NumberColumn.attrs

    def __init__(self, wanted, anchor, part=None, **kwargs):
        super().__init__(**kwargs)
        self.wanted, self.anchor, self.part = wanted, anchor, part or (lambda record: record)

    def value(self, value):
        return value

    def render(self, value, record):
        quota = getattr(self.part(record), self.wanted, None) if self.wanted else None
        told = f"{value:,}" if quota is None else f"{value:,}/{quota:,}"
        return format_html('<a href="{}#{}">{}</a>', record.get_absolute_url(), self.anchor, told)


class WantedColumn(RowColumn):
    """The quota alone, beside what stands of it: a column of the sheet only."""

    kind = "int"
    attrs = {"th": {"class": "d-none"}, "td": {"class": "d-none"}}

    def __init__(self, wanted, part=None, **kwargs):
        super().__init__(accessor="pk", orderable=False, **kwargs)
        self.wanted, self.part = wanted, part or (lambda record: record)

    def render(self, record):
        return getattr(self.part(record), self.wanted, None)


def part_of(village):
    """The village's part in the year looked at, as the list has fetched it."""
    return next(iter(village.parts), None)


class VillageTable(RegisterTable):
    name = ThaiColumn(linkify=True)
    moo = NumberColumn()
    subdistrict = ThaiColumn(
        accessor="subdistrict__name", sort_by=("subdistrict__name", "name"), verbose_name="ตำบล"
    )
    kind_now = KindColumn(verbose_name="การเข้าร่วม")
    sage_count = QuotaColumn("sages_wanted", "team", part_of, verbose_name="ปราชญ์ (คน)")
    sages_wanted = WantedColumn("sages_wanted", part_of, verbose_name="โควตาปราชญ์ (คน)")
    enrolled_count = QuotaColumn("households_wanted", "households", part_of, verbose_name="ครัวเรือนเป้าหมาย")
    households_wanted = WantedColumn("households_wanted", part_of, verbose_name="โควตาครัวเรือน")
    group_count = QuotaColumn("", "groups", verbose_name="กลุ่มอาชีพ")
    code = RowColumn()


class PlanTable(RegisterTable):
    fiscal_year = RowColumn(linkify=True)
    district = ThaiColumn(accessor="district__name", verbose_name="อำเภอ")
    new_count = NumberColumn(verbose_name="หมู่บ้านสร้างใหม่", orderable=False)
    expansion_count = NumberColumn(verbose_name="หมู่บ้านขยายผล", orderable=False)
    sages = NumberColumn()
    households = NumberColumn()

    def value_new_count(self, value, record):
        return f"{value}/{record.new_villages}"

    def value_expansion_count(self, value, record):
        return f"{value}/{record.expansion_villages}"

    render_new_count = value_new_count
    render_expansion_count = value_expansion_count


class ParticipationTable(RegisterTable):
    village = VillageColumn()
    kind = KindColumn()
    sage_count = QuotaColumn("sages_wanted", "team", verbose_name="ปราชญ์ (คน)")
    sages_quota = WantedColumn("sages_wanted", verbose_name="โควตาปราชญ์ (คน)")
    enrolled_count = QuotaColumn("households_wanted", "households", verbose_name="ครัวเรือนเป้าหมาย")
    households_quota = WantedColumn("households_wanted", verbose_name="โควตาครัวเรือน")


class MeetingTable(RegisterTable):
    held_on = DateColumn(linkify=True)
    village = VillageColumn("participation__village")
    kind = RowColumn()
    place = ThaiColumn()
    attendees = NumberColumn()
