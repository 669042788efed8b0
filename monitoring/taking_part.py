"""Who took part in a village's year: the paper's six steps × the five parties, counted from what was written down. Pure.

People on a roll are counted once each; numbers that somebody typed are added up over meetings and sessions. The two are
never added together: where names are known they are the figure, and the typed number stands beside it. What nobody
wrote is no figure, never a zero.
"""

from dataclasses import dataclass

from training.models import Activity, Attendance, Session
from villages.models import PARTIES, Meeting

Step, Of, Kind = Activity.Step, Meeting.Kind, Session.Kind
MEETINGS, SESSIONS, SAGES = "villages:meetings", "training:list", "sages:list"
ACTIVITIES, VISITS = "training:activities", "monitoring:list"
TYPED, NAMED = "จดไว้", "รายชื่อ"
PEOPLE, HOUSEHOLDS, AGENCIES = "คน", "ครัวเรือน", "หน่วยงาน"


@dataclass(frozen=True)
class Facts:
    """Rows of one village and year: meetings and sessions as they are, the rest as tuples.

    `came`: (kind of session, household, sage, status); `taught`: (kind, sage); `seats`, those that stand: (sage,
    joined_on, whether the leader course is passed, kind of the meeting that chose, that meeting); `partners`: (step,
    agency); `visits`: (household or None, visitor).
    """

    meetings: list
    sessions: list
    came: list
    taught: list
    seats: list
    partners: list
    visits: list


@dataclass(frozen=True)
class Where:
    """The list that holds the rows counted, and what to ask of it besides the village and the year."""

    name: str
    asked: tuple = ()


@dataclass(frozen=True)
class Figure:
    number: int
    unit: str
    source: str
    where: Where | None = None

    @property
    def is_typed(self):
        return self.source == TYPED


@dataclass(frozen=True)
class Source:
    """Rows that a step is counted from, as words."""

    words: str
    where: Where | None = None


@dataclass(frozen=True)
class Taken:
    """A step: {party: its figures, the main one first}, and the rows behind them."""

    step: int
    parties: dict
    sources: list


def steps_of(facts):
    counted = (leaders_meeting, sage_training, trainer_team, households, follow_up, publicity)
    return [step(facts) for step in counted]


def leaders_meeting(facts):
    held, where = of_kind(facts.meetings, Of.LEADERS), Where(MEETINGS, (("kind", Of.LEADERS.value),))
    parties = typed((held, where))
    parties["partners"] += agencies(facts, Step.LEADERS_MEETING)
    return Taken(Step.LEADERS_MEETING, parties, sources(("ประชุมผู้นำ", held, "ครั้ง", where)))


def sage_training(facts):
    held, where = of_kind(facts.sessions, Kind.TEAM), Where(SESSIONS, (("kind", Kind.TEAM.value),))
    course = Where(SAGES, (("team", "any"), ("course", "passed")))
    noted = [(sage, status) for kind, _, sage, status in facts.came if kind == Kind.TEAM and sage]
    came = {sage for sage, status in noted if status in Attendance.Status.came()}
    passed = {sage for sage, _, is_passed, *_ in facts.seats if is_passed}
    parties = typed((held, where))
    if noted or passed:
        exact = where if passed <= came else course if came <= passed else None
        parties["sages"] = [Figure(len(came | passed), PEOPLE, NAMED, exact)]
    parties["partners"] += agencies(facts, Step.SAGE_TRAINING)
    told = sources(("เตรียมทีมวิทยากร", held, "ครั้ง", where), ("ผ่านหลักสูตรผู้นำ", passed, PEOPLE, course))
    return Taken(Step.SAGE_TRAINING, parties, told)


def trainer_team(facts):
    """Seats with a day of joining; other meetings only where they chose someone of the team."""
    choosing = {meeting for *_, kind, meeting in facts.seats if kind == Of.OTHER}
    others = of_kind(facts.meetings, Of.OTHER)
    held = [meeting for meeting in others if meeting.pk in choosing]
    where = Where(MEETINGS, (("kind", Of.OTHER.value),)) if len(held) == len(others) else None
    team = Where(SAGES, (("team", "any"),))
    joined = {sage for sage, joined_on, *_ in facts.seats if joined_on}
    parties = typed((held, where))
    is_whole = len(joined) == len(facts.seats)
    parties["sages"] = once_each(joined, PEOPLE, team if is_whole else None) + parties["sages"]
    parties["partners"] += agencies(facts, Step.TRAINER_TEAM)
    told = sources(("อยู่ในทีม", facts.seats, PEOPLE, team), ("ประชุมอื่นที่เลือกทีม", held, "ครั้ง", where))
    if not is_whole:
        told.append(Source(f"ไม่ระบุวันเข้าทีม {len(facts.seats) - len(joined):,} คน"))
    return Taken(Step.TRAINER_TEAM, parties, told)


def households(facts):
    """Team meetings, and every session but those that prepare the team."""
    met, team = of_kind(facts.meetings, Of.TEAM), Where(MEETINGS, (("kind", Of.TEAM.value),))
    held = [session for session in facts.sessions if session.kind != Kind.TEAM]
    kinds = [kind for kind in Kind if of_kind(held, kind)]
    lists = [(of_kind(held, kind), Where(SESSIONS, (("kind", kind.value),))) for kind in kinds]
    roll = lists[0][1] if len(lists) == 1 else None
    parties = typed((met, team), *lists)
    came = {who for kind, who, _, status in facts.came if kind != Kind.TEAM and who and is_there(status)}
    is_noted = any(who for kind, who, *_ in facts.came if kind != Kind.TEAM)
    taught = {sage for kind, sage in facts.taught if kind != Kind.TEAM}
    named = [Figure(len(came), HOUSEHOLDS, NAMED, roll)] if is_noted else []
    parties["households"] = named + parties["households"]
    parties["sages"] = once_each(taught, PEOPLE, roll) + parties["sages"]
    parties["partners"] = agencies(facts, Step.HOUSEHOLDS) + parties["partners"]
    rows = [(kind.label, found, "ครั้ง", where) for kind, (found, where) in zip(kinds, lists, strict=True)]
    return Taken(Step.HOUSEHOLDS, parties, sources(("ประชุมทีม", met, "ครั้ง", team), *rows))


def follow_up(facts):
    where = Where(VISITS)
    parties = {party: [] for party in PARTIES}
    parties["households"] = once_each({who for who, _ in facts.visits if who}, HOUSEHOLDS, where)
    parties["officers"] = once_each({visitor for _, visitor in facts.visits}, PEOPLE, where)
    parties["partners"] = agencies(facts, Step.FOLLOW_UP)
    return Taken(Step.FOLLOW_UP, parties, sources(("ติดตาม", facts.visits, "ครั้ง", where)))


def publicity(facts):
    """Nothing is recorded of it yet."""
    return Taken(Step.PUBLICITY, {party: [] for party in PARTIES}, [])


def of_kind(rows, kind):
    return [row for row in rows if row.kind == kind]


def is_there(status):
    return status in Attendance.Status.came()


def typed(*groups):
    """{party: its written numbers, added up}; they lead to a list where all of them stand in that one.

    `groups`: (rows, the list that holds them). Sessions ask for no number of those who sign their roll.
    """
    return {party: written(party, groups) for party in PARTIES}


def written(party, groups):
    column = f"{party}_present"
    found = [(getattr(row, column, None), where) for rows, where in groups for row in rows]
    known = [(number, where) for number, where in found if number is not None]
    if not known:
        return []
    lists = {where for _, where in known}
    only = lists.pop() if len(lists) == 1 else None
    return [Figure(sum(number for number, _ in known), PEOPLE, TYPED, only)]


def once_each(people, unit, where):
    return [Figure(len(people), unit, NAMED, where)] if people else []


def agencies(facts, step):
    joined = {agency for of_step, agency in facts.partners if of_step == step}
    return once_each(joined, AGENCIES, Where(ACTIVITIES, (("step", str(int(step))),)))


def sources(*rows):
    return [Source(f"{words} {len(found):,} {unit}", where) for words, found, unit, where in rows if found]
