"""Which of the owed visits a person asks for: one small test for each thing that can be asked. Pure."""

from sammachip.lib import thai


def narrowed(rows, asked, year):
    """`asked`: {name: value} of `TESTS`; `year`: the FiscalYear whose quarters are meant."""
    for name, value in asked.items():
        rows = [row for row in rows if TESTS[name](row, value, year)]
    return rows


def _quarter(row, number, year):
    if not row.due_on:
        return number == "none"
    return number == str(year.quarter_of(row.due_on))


def _officer(row, key, year):
    return str(row.officer_key or "none") == key


def _late(row, answer, year):
    return bool(row.due.paid) and row.due.is_late == (answer == "yes")


TESTS = {
    "q": lambda row, words, year: thai.tidy(words) in thai.tidy(row.name),
    "state": lambda row, states, year: row.due.state in states.split("-"),
    "phase": lambda row, phase, year: row.due.rule.phase == phase,
    "subject": lambda row, kind, year: row.to.facts.subject == kind,
    "area": lambda row, code, year: row.village.pk.startswith(code),
    "village": lambda row, code, year: row.village.pk.startswith(code),
    "officer": _officer,
    "rule": lambda row, name, year: row.rule == name,
    "quarter": _quarter,
    "late": _late,
    "since": lambda row, day, year: bool(row.due_on) and row.due_on >= day,
    "until": lambda row, day, year: bool(row.due_on) and row.due_on <= day,
    "dated": lambda row, no, year: row.duty.lacks_joining,
}
