"""The due list counted a second time, from its words alone, to hold the first one against: plain loops over plain data.

A rule is for a subject of its kind in villages of its sort: all, new ones, those of expansion, or those carried on as
expansion in the year in which the visit is due. A visit can be made from `opens` and is to be made by `due`; where it
belongs before the training, by the eve of its first day; never by a day before it can be made. A recorded visit settles
the owed one of its phase whose turn it was: no other of the phase had opened since. Of several that opened on one day the
one due first, not yet settled and not excused. What another has followed, or whose phase is over, is missed.
"""

from datetime import date, timedelta


def owed(rules, *, subject, year, kind, anchors, carried_in, withdrawn_on, visits, excused, today):
    """[(rule key, opens, due, state, key of the visit that settled it)]. `visits`: (day, phase, key), by their days."""
    lines = []
    for rule in rules:
        if rule.subject != subject:
            continue
        opens, due = window(rule, anchors)
        if is_for_village(rule, due, year, kind, carried_in):
            state = "excused" if rule.pk in excused else None
            lines.append({"rule": rule, "opens": opens, "due": due, "state": state, "by": None})
    lines.sort(key=lambda line: (line["due"] or date.max, line["rule"].order, line["rule"].pk))
    for day, phase, key in visits:
        for line in open_last(lines, phase, day):
            if line["state"] is None:
                line["state"], line["by"] = "done", key
                break
    for line in lines:
        if line["state"] is None:
            line["state"] = "excused" if withdrawn_on else waiting(line, lines, anchors, today)
    return [(line["rule"].pk, line["opens"], line["due"], line["state"], line["by"]) for line in lines]


def open_last(lines, phase, day):
    """The owed visits of a phase that opened on the latest day up to `day`."""
    found = []
    for line in lines:
        if line["rule"].phase != phase or (line["opens"] or date.min) > day:
            continue
        if found and (line["opens"] or date.min) > (found[0]["opens"] or date.min):
            found = []
        if not found or line["opens"] == found[0]["opens"]:
            found.append(line)
    return found


def window(rule, anchors):
    opens = due = None
    if rule.opens_from in anchors:
        opens = anchors[rule.opens_from] + timedelta(rule.opens_days)
    if rule.due_from in anchors:
        due = anchors[rule.due_from] + timedelta(rule.due_days)
    if rule.is_before_training and "training_start" in anchors:
        eve = anchors["training_start"] - timedelta(1)
        if due is None or eve < due:
            due = eve
    if opens is not None and due is not None and due < opens:
        due = opens
    return opens, due


def is_for_village(rule, due, year, kind, carried_in):
    if rule.villages == "all":
        return True
    if rule.villages == "carried":
        return due is not None and fiscal(due) > year and fiscal(due) in carried_in
    return rule.villages == kind


def fiscal(day):
    return day.year + 544 if day.month > 9 else day.year + 543


def has_opened(line, day):
    return line["opens"] is None or line["opens"] <= day


def is_followed(line, lines, day):
    """Another of the phase has opened since this one did, by that day."""
    since = [
        other["opens"]
        for other in lines
        if other["rule"].phase == line["rule"].phase and other["opens"] is not None and other["opens"] <= day
    ]
    return any(line["opens"] is None or opens > line["opens"] for opens in since)


def waiting(line, lines, anchors, today):
    phase = line["rule"].phase
    if line["due"] is None:
        return "coming"
    if line["opens"] is not None and line["opens"] > today:
        return "coming"
    if phase == "before" and "training_start" in anchors and today >= anchors["training_start"]:
        return "missed"
    if phase == "during" and "training_end" in anchors and today > anchors["training_end"]:
        return "missed"
    if not any(line is other for other in open_last(lines, phase, today)):
        return "missed"
    return "overdue" if line["due"] < today else "due"
