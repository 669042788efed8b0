from sammachip.lib import fiscal
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn, pill
from villages.tables import VillageColumn

from .planning import TONES, state_of, used_of


class ActivityTable(RegisterTable):
    """Lines of the villages' plans; `money` is {activity id: Budget} of the rows shown."""

    title = ThaiColumn(linkify=True)
    village = VillageColumn("participation__village")
    step = RowColumn()
    starts_on = DateColumn("ระยะเวลา", empty_values=())
    budget = NumberColumn()
    used = NumberColumn("ใช้ไป (บาท)", accessor="pk", orderable=False)
    state = RowColumn("สถานะ", accessor="pk", orderable=False)

    def render_starts_on(self, record):
        return record.dates or "–"

    def value_starts_on(self, value):
        return value

    def value_used(self, record):
        return used_of(self.money[record.pk])

    def render_used(self, record):
        used = self.value_used(record)
        return "–" if used is None else f"{used:,.0f}"

    def value_state(self, record):
        return state_of(record, fiscal.today()).label

    def render_state(self, record):
        state = state_of(record, fiscal.today())
        return pill(state.label, TONES[state])


class ActivitySheet(ActivityTable):
    """The plan as its official form has it: ten columns, and beside them what was done."""

    order = NumberColumn()
    objective = RowColumn()
    method = RowColumn()
    target_group = ThaiColumn()
    place = ThaiColumn()
    ends_on = DateColumn()
    expected_result = RowColumn()
    responsible = ThaiColumn()
    note = RowColumn()
    done_on = DateColumn()

    class Meta(RegisterTable.Meta):
        sequence = (
            "village",
            "order",
            "title",
            "objective",
            "method",
            "target_group",
            "place",
            "starts_on",
            "ends_on",
            "budget",
            "expected_result",
            "responsible",
            "note",
            "step",
            "state",
            "done_on",
            "used",
        )
