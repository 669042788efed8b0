"""Money of the teaching, counted once: what plans set aside, what sessions cost, what inputs are worth, what partners paid.

Rows come scoped, as `rows_of` gives them; nothing below it narrows by person.
"""

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import reduce

from django.db.models import Count, F, Q, Sum

from .models import Activity, CostLine, InputSupport

ZERO, SATANG = Decimal(0), Decimal("0.01")
OWN, PARTNERS = Q(agency=None), Q(agency__isnull=False)

PLANNED = {"planned": Sum("budget")}
COSTS = {"cost": Sum("amount", filter=OWN), "given_costs": Sum("amount", filter=PARTNERS)}
INPUTS = {
    "inputs": Sum("value", filter=OWN),
    "given_inputs": Sum("value", filter=PARTNERS),
    "without_value": Count("pk", filter=Q(value=None)),
}


@dataclass(frozen=True)
class Budget:
    """Baht. `planned` is None where no activity names a budget; what partners paid is no part of what was used.

    `without_value` inputs have no value written: they stand beside the sums, which cannot hold them.
    """

    planned: Decimal | None = None
    cost: Decimal = ZERO
    inputs: Decimal = ZERO
    given_costs: Decimal = ZERO
    given_inputs: Decimal = ZERO
    without_value: int = 0

    @property
    def used(self):
        return self.cost + self.inputs

    @property
    def given(self):
        """What partners paid themselves; what they only promised is not counted."""
        return self.given_costs + self.given_inputs

    @property
    def left(self):
        """Below zero where more was used than planned; None without a plan."""
        return None if self.planned is None else self.planned - self.used

    def excess(self, more):
        """By how much spending `more` baht would go beyond what is left; zero where it fits or nothing is planned."""
        return ZERO if self.left is None else max(more - self.left, ZERO)

    def __add__(self, other):
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)[1:]}
        known = [each for each in (self.planned, other.planned) if each is not None]
        return Budget(planned=sum(known, ZERO) if known else None, **sums)


def rows_of(user):
    """(activities, costs, inputs) that the user may see, as the counts below take them."""
    return tuple(model.objects.visible_to(user) for model in (Activity, CostLine, InputSupport))


def total(budgets):
    return reduce(Budget.__add__, budgets, Budget())


def budgets(activities, costs, inputs):
    """{participation id: Budget} of some villages' years, in three queries."""
    return _grouped(
        (activities, "participation", PLANNED),
        (costs, "session__participation", COSTS),
        (inputs, "enrolment__participation", INPUTS),
    )


def budgets_of_activities(activities, costs, inputs):
    """{activity id: Budget}, in three queries; a session that belongs to no activity is in none of them."""
    of_sessions = "session__activity"
    return _grouped((activities, "pk", PLANNED), (costs, of_sessions, COSTS), (inputs, of_sessions, INPUTS))


def budget_of_village(participation, activities, costs, inputs):
    """The year of one village."""
    of = activities.filter(participation=participation)
    paid = costs.filter(session__participation=participation)
    given = inputs.filter(enrolment__participation=participation)
    return _summed((of, PLANNED), (paid, COSTS), (given, INPUTS))


def budget_of_activity(activity, costs, inputs):
    """What one activity set aside, and what its sessions used."""
    paid, given = costs.filter(session__activity=activity), inputs.filter(session__activity=activity)
    return replace(_summed((paid, COSTS), (given, INPUTS)), planned=activity.budget)


def budget_of_session(costs, inputs):
    """What one session used, of its own rows as its page has read them; nothing is planned for it by itself."""
    paid = [Budget(**{"given_costs" if row.agency_id else "cost": row.amount}) for row in costs]
    given = [
        Budget(without_value=1)
        if row.value is None
        else Budget(**{"given_inputs" if row.agency_id else "inputs": row.value})
        for row in inputs
    ]
    return total([*paid, *given])


def _grouped(*parts):
    found = {}
    for rows, path, sums in parts:
        for row in rows.order_by().values(key=F(path)).annotate(**sums):
            if (key := row.pop("key")) is not None:
                found[key] = found.get(key, Budget()) + _budget(row)
    return found


def _summed(*parts):
    return total(_budget(rows.order_by().aggregate(**sums)) for rows, sums in parts)


def _budget(sums):
    """Baht to the satang: SQLite adds up in floating point."""
    known = {name: value for name, value in sums.items() if value is not None}
    return Budget(**{n: v if n == "without_value" else v.quantize(SATANG) for n, v in known.items()})
