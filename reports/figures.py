"""The figures of the dashboard: each counted once, here, and each with the address of exactly the rows it counts."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from groups.models import OccupationGroup
from monitoring.models import Visit
from villages.models import Participation, Plan

NEW, EXPANSION = Participation.Kind.NEW, Participation.Kind.EXPANSION


@dataclass(frozen=True)
class Figure:
    """How many there are of how many wanted (None: nothing says how many), and where to see them."""

    label: str
    count: int
    wanted: int | None
    url: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One village or district of the matrix, its figures in the order of the columns."""

    name: str
    place: str
    url: str
    figures: list[Figure]


@dataclass
class Counts:
    """What was counted for any set of villages; counts of several add up."""

    kinds: Counter = field(default_factory=Counter)
    sages: int = 0
    sages_wanted: int = 0
    households: int = 0
    households_wanted: int = 0
    phases: Counter = field(default_factory=Counter)
    groups: int = 0

    def __add__(self, other):
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


class Progress:
    """How far the villages of one year have come, in the viewer's area. Four queries, whatever the number of rows."""

    def __init__(self, look):
        self.look = look
        self.plans = list(look.rows(Plan).filter(fiscal_year=look.year.year).with_place())
        villages = look.rows(Participation).in_year(look.year.year)
        self.villages = sorted(villages.with_place().with_counts(), key=lambda row: row.village_id)
        phases, groups = phase_counts(look), group_counts(look)
        self.counts = {row.pk: counts_of(row, phases, groups) for row in self.villages}

    def total(self, villages=None):
        return sum(
            (self.counts[row.pk] for row in self.villages if villages is None or row in villages), Counts()
        )

    def of_kind(self, kind):
        return [row for row in self.villages if row.kind == kind]

    def of_plan(self, plan):
        return [row for row in self.villages if row.plan_id == plan.pk]


def phase_counts(look):
    return look.rows(Visit).in_year(look.year.year).phase_counts()


def group_counts(look):
    """Village → groups that count for the year."""
    groups = look.rows(OccupationGroup).counted_in(look.year)
    return dict(groups.order_by().values_list("village").annotate(Count("pk")))


def counts_of(row, phases, groups):
    return Counts(
        Counter([row.kind]),
        row.sage_count,
        row.sages_wanted or 0,
        row.enrolled_count,
        row.households_wanted or 0,
        Counter({phase: phases.get((row.pk, phase), 0) for phase in Visit.Phase.values}),
        groups.get(row.village_id, 0),
    )


def targets(progress):
    """The five targets of the year against what stands.

    Who answers for whole districts measures against their plans. The ตำบล of a field officer have no target of their
    own: there the quotas of the villages count, and the district's target is told beside.
    """
    total, look = progress.total(), progress.look
    rows = (
        ("หมู่บ้านสร้างใหม่", "หมู่บ้าน", total.kinds[NEW], "new_villages", None, village_link(look, NEW)),
        (
            "หมู่บ้านขยายผล",
            "หมู่บ้าน",
            total.kinds[EXPANSION],
            "expansion_villages",
            None,
            village_link(look, EXPANSION),
        ),
        ("ปราชญ์ชุมชน", "คน", total.sages, "sages", total.sages_wanted, sage_link(look)),
        (
            "ครัวเรือนเป้าหมาย",
            "ครัวเรือน",
            total.households,
            "households",
            total.households_wanted,
            household_link(look),
        ),
        ("กลุ่มอาชีพ", "กลุ่ม", total.groups, "groups_wanted", None, group_link(look)),
    )
    whole = all(look.sees_whole(plan.district_id) for plan in progress.plans)
    figures = []
    for label, unit, count, target, quota, url in rows:
        planned = sum(getattr(plan, target) for plan in progress.plans)
        note = "" if whole else f"เป้าหมายทั้งอำเภอ {planned:,} {unit}"
        figures.append(Figure(label, count, planned if whole else quota, url, unit, note))
    return figures


def village_lines(progress, kind):
    """The villages of one kind, each with its seven figures."""
    return [
        Line(
            row.village.name + f" ม.{row.village.moo}",
            f"ต.{row.village.subdistrict.name}",
            row.get_absolute_url(),
            village_figures(progress, row),
        )
        for row in progress.of_kind(kind)
    ]


def village_figures(progress, row):
    look, counts, village = progress.look, progress.counts[row.pk], row.village_id
    return [
        Figure("ปราชญ์", counts.sages, row.sages_wanted, sage_link(look, area=village)),
        Figure("ครัวเรือน", counts.households, row.households_wanted, household_link(look, area=village)),
        *(
            Figure(
                label,
                counts.phases[phase],
                row.households_wanted,
                household_link(look, area=village, phase=phase),
            )
            for phase, label in Visit.Phase.choices
        ),
        Figure("กลุ่มอาชีพ", counts.groups, None, group_link(look, area=village), unit="กลุ่ม"),
    ]


def district_lines(progress):
    """The districts of the viewer's area, each as the sum of its villages against its plan."""
    return [
        Line(
            f"อ.{plan.district.name}",
            f"จ.{plan.district.province.name}",
            progress.look.within(plan.district_id).link("reports:dashboard"),
            district_figures(progress, plan),
        )
        for plan in sorted(progress.plans, key=lambda plan: plan.district_id)
    ]


def district_figures(progress, plan):
    counts, look = progress.total(progress.of_plan(plan)), progress.look.within(plan.district_id)
    return [
        Figure("สร้างใหม่", counts.kinds[NEW], plan.new_villages, village_link(look, NEW)),
        Figure("ขยายผล", counts.kinds[EXPANSION], plan.expansion_villages, village_link(look, EXPANSION)),
        Figure("ปราชญ์", counts.sages, plan.sages, sage_link(look)),
        Figure("ครัวเรือน", counts.households, plan.households, household_link(look)),
        *(
            Figure(label, counts.phases[phase], plan.households, household_link(look, phase=phase))
            for phase, label in Visit.Phase.choices
        ),
        Figure("กลุ่มอาชีพ", counts.groups, plan.groups_wanted, group_link(look)),
    ]


def village_link(look, kind):
    return look.link("villages:list", part=kind)


def sage_link(look, **asked):
    return look.link("sages:list", team="any", **asked)


def household_link(look, **asked):
    return look.link("households:list", **asked)


def group_link(look, **asked):
    return look.link("groups:list", formed="yes", **asked)
