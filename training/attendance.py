"""How well people came, in person-days: what was noted, and what nobody noted. Missing is missing, never absence."""

from dataclasses import dataclass

from .models import Attendance


@dataclass(frozen=True)
class Rate:
    """`came` of `noted` person-days; `unknown` are those that have passed and that nobody noted."""

    came: int = 0
    noted: int = 0
    unknown: int = 0

    def __add__(self, other):
        return Rate(self.came + other.came, self.noted + other.noted, self.unknown + other.unknown)

    @property
    def percent(self):
        """Whole percent of what was noted; 100 only when all came, 0 only when none did; None where nothing is noted."""
        if not self.noted:
            return None
        if self.came in (0, self.noted):
            return 100 * self.came // self.noted
        return min(max((200 * self.came + self.noted) // (2 * self.noted), 1), 99)

    @property
    def fraction(self):
        return f"มา {self.came:,} จาก {self.noted:,} คน-วัน" if self.noted else ""

    @property
    def missing(self):
        return f"ยังไม่มีบันทึก {self.unknown:,} คน-วัน" if self.unknown else ""


def rate_of(statuses, passed=None):
    """Of one person, or of one day: `statuses`, None where nobody noted anything, of which the first `passed` (all) are due."""
    noted = [status for status in statuses if status is not None]
    came = sum(status in Attendance.Status.came() for status in noted)
    return Rate(came, len(noted), statuses[: len(statuses) if passed is None else passed].count(None))


def total(rates):
    return sum(rates, Rate())


def days_passed(session, today):
    """How many days of a session have begun."""
    return min(max((today - session.starts_on).days + 1, 0), session.days)


def rate_of_session(session, today):
    """Of a row that comes `with_came` and `with_roll`: everyone invited, on every day that has passed."""
    due = (session.expected_count + session.team_count) * days_passed(session, today)
    return Rate(session.came_days, session.noted_days, max(due - session.noted_days, 0))


@dataclass(frozen=True)
class Completion:
    """Where one person stands by the plan's rule: `needed` of the session's `days`; `absent` ones are lost."""

    came: int
    needed: int
    days: int
    absent: int = 0

    @property
    def is_passed(self):
        return self.came >= self.needed

    @property
    def is_lost(self):
        """Not even coming on every day that is not noted yet would be enough."""
        return self.days - self.absent < self.needed

    @property
    def words(self):
        if self.is_passed:
            return f"ผ่านเกณฑ์ {self.came}/{self.days} วัน"
        if self.is_lost:
            return f"ไม่ผ่านเกณฑ์ {self.came}/{self.days} วัน"
        return f"ขาดอีก {self.needed - self.came} วัน"

    @property
    def tone(self):
        return "green" if self.is_passed else "red" if self.is_lost else "gold"


def completion_of(session, statuses):
    """By the `statuses` that one person has on the days of a session, None where nothing is noted."""
    came = sum(status in Attendance.Status.came() for status in statuses)
    absent = sum(status == Attendance.Status.ABSENT for status in statuses)
    return Completion(came, session.days_needed, session.days, absent)
