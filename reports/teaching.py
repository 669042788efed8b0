"""What was taught and given in a year, village by village: each figure counted once, here, with the address of its rows."""

from dataclasses import dataclass

from households import progress
from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib.counting import count_of
from training import attendance, budget
from training.models import Activity, CostLine, InputSupport, Session
from villages.models import Participation

from .figures import NEW, Figure, household_link, sage_link


@dataclass(frozen=True)
class VillageTeaching:
    """One village's year: the row of its part, with its counts; how well people came; and its money."""

    part: Participation
    rate: attendance.Rate
    money: budget.Budget

    @property
    def is_team_complete(self):
        """None for a village without a quota: it has no team to fill."""
        if self.part.sages_due is None:
            return None
        return self.part.lead_count == 1 and self.part.confirmed_count >= self.part.sages_due


class Teaching:
    """The villages of one year in the viewer's area. Five queries, whatever the number of rows."""

    def __init__(self, look):
        self.look = look
        parts, rates = self.parts(), self.rates()
        money = budget.budgets(*(self.in_year(model) for model in (Activity, CostLine, InputSupport)))
        self.villages = [
            VillageTeaching(
                part,
                rates.get(part.pk, attendance.Rate()),
                money.get(part.pk, budget.Budget()),
            )
            for part in parts
        ]

    def in_year(self, model):
        return self.look.rows(model).in_year(self.look.year.year)

    def parts(self):
        seats, enrolments = (
            TeamMember.objects.visible_to(self.look.user),
            Enrolment.objects.visible_to(self.look.user),
        )
        seats, enrolments = seats.standing(), enrolments.standing()
        counted = {
            "lead_passed": seats.leads().filter(sage__course_passed=True),
            "prepared": seats.prepared(),
            "trained": enrolments.filter(progress.trained()),
            "supplied": enrolments.filter(progress.supplied()),
            "certified": enrolments.filter(progress.certified()),
        }
        columns = {f"{name}_count": count_of(rows, "participation") for name, rows in counted.items()}
        rows = self.in_year(Participation).with_place().with_counts().with_team().annotate(**columns)
        return list(rows.order_by("-kind", "village_id"))

    def rates(self):
        """{participation: Rate} over its sessions."""
        found = {}
        for session in self.in_year(Session).with_came().with_roll():
            rate = attendance.rate_of_session(session, self.look.today)
            found[session.participation_id] = found.get(session.participation_id, attendance.Rate()) + rate
        return found

    def count(self, name):
        return sum(getattr(row.part, f"{name}_count") for row in self.villages)

    @property
    def rate(self):
        return attendance.total(row.rate for row in self.villages)

    @property
    def money(self):
        return budget.total(row.money for row in self.villages)

    @property
    def new(self):
        """The villages that are to have a team of their own this year."""
        return [row for row in self.villages if row.part.kind == NEW]

    def wanted(self, name):
        return sum(getattr(row.part, name) or 0 for row in self.villages)


def figures(teaching):
    """The tiles: teams of the new villages, and people of the quotas of all that take part."""
    look, new = teaching.look, teaching.new
    sages, households = teaching.wanted("sages_wanted"), teaching.wanted("households_wanted")
    return [
        Figure(
            "หัวหน้าทีมผ่านหลักสูตร",
            sum(row.part.lead_passed_count for row in new),
            len(new),
            look.link("sages:list", team="lead", course="passed", kind=NEW),
            "คน",
        ),
        Figure(
            "ปราชญ์เตรียมพร้อมแล้ว",
            teaching.count("prepared"),
            sages,
            sage_link(look, prepared="passed"),
            "คน",
        ),
        Figure(
            "ทีมวิทยากรครบ",
            sum(row.is_team_complete is True for row in new),
            len(new),
            look.link("villages:participations", team="complete", kind=NEW),
            "ทีม",
        ),
        Figure(
            "ครัวเรือนผ่านการอบรม",
            teaching.count("trained"),
            households,
            household_link(look, taught="trained"),
            "ครัวเรือน",
        ),
        Figure(
            "ครัวเรือนได้รับปัจจัย",
            teaching.count("supplied"),
            households,
            household_link(look, taught="supplied"),
            "ครัวเรือน",
        ),
        Figure(
            "ครัวเรือนได้วุฒิบัตร",
            teaching.count("certified"),
            teaching.count("trained"),
            household_link(look, taught="certified"),
            "ครัวเรือน",
        ),
    ]


def attendance_tile(teaching):
    """How well people came: a share of what was noted; what nobody noted stands beside it."""
    rate = teaching.rate
    value = "ยังไม่มีบันทึก" if rate.percent is None else f"{rate.percent}%"
    note = " · ".join(filter(None, (rate.fraction, rate.missing)))
    return {
        "label": "อัตราการเข้าอบรม",
        "value": value,
        "note": note,
        "url": teaching.look.link("training:list"),
    }


def money_tile(teaching):
    """Baht used of what the villages' plans set aside, and what has no value written."""
    money = teaching.money
    percent = money.used * 100 / money.planned if money.planned else None
    words = (
        f"จากแผน {money.planned:,.0f} บาท" if money.planned is not None else "ยังไม่มีงบประมาณในแผนปฏิบัติการ",
        f"ปัจจัย {money.without_value:,} รายการยังไม่ระบุมูลค่า" if money.without_value else "",
    )
    return {
        "label": "งบประมาณที่ใช้",
        "value": money.used,
        "status": "" if percent is None else f"ใช้ไป {percent:.0f}%",
        "tone": "red" if percent is not None and percent > 100 else "blue",
        "note": " · ".join(filter(None, words)),
        "url": teaching.look.link("training:spending"),
    }


def lines(teaching):
    """The villages as lines of a table, each figure with its address."""
    for row in teaching.villages:
        here = teaching.look.within(row.part.village_id)
        yield {
            "part": row.part,
            "team": {None: ("ไม่มีโควตา", "grey"), True: ("ครบ", "green"), False: ("ยังไม่ครบ", "gold")}[
                row.is_team_complete
            ],
            "figures": village_figures(row.part, here),
            "rate": row.rate,
            "rate_url": here.link("training:list"),
            "money": row.money,
            "money_url": here.link("training:spending"),
        }


def village_figures(part, here):
    return [
        Figure("เตรียมความพร้อม", part.prepared_count, part.sages_wanted, sage_link(here, prepared="passed")),
        Figure(
            "ผ่านการอบรม", part.trained_count, part.households_wanted, household_link(here, taught="trained")
        ),
        Figure(
            "ได้รับปัจจัย", part.supplied_count, part.households_wanted, household_link(here, taught="supplied")
        ),
        Figure(
            "ได้วุฒิบัตร",
            part.certified_count,
            part.households_wanted,
            household_link(here, taught="certified"),
        ),
    ]
