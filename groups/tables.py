from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn, pill
from villages.tables import VillageColumn

from .models import OccupationGroup

State = OccupationGroup.State
TONES = {State.DRAFT: "gold", State.PAUSED: "gold", State.DISSOLVED: "grey"}


class GroupTable(RegisterTable):
    name = ThaiColumn(linkify=True)
    village = VillageColumn(linkify=False)
    kind = RowColumn()
    trade = ThaiColumn()
    state = RowColumn()
    formed_on = DateColumn()
    member_count = NumberColumn("สมาชิก (ครัวเรือน)")

    def value_state(self, value):
        return value

    def render_state(self, record):
        return pill(record.get_state_display(), TONES.get(record.state, "green"))
