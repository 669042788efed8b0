from households.tables import IN_SHEET
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn
from villages.tables import VillageColumn


class SessionTable(RegisterTable):
    title = ThaiColumn(linkify=True)
    kind = RowColumn()
    village = VillageColumn("participation__village")
    starts_on = DateColumn("วันที่")
    days = NumberColumn("จำนวนวัน", orderable=False)
    place = ThaiColumn()
    came_count = RowColumn("ผู้เข้าอบรม", orderable=False, attrs=NumberColumn.attrs)
    expected_count = RowColumn("ผู้ที่ต้องเข้าอบรม", accessor="pk", orderable=False, attrs=IN_SHEET)

    def render_starts_on(self, record):
        return record.dates

    def value_starts_on(self, value):
        return value

    def render_came_count(self, record):
        came, expected = record.turnout
        return f"{came:,}/{expected:,}" if came else "–"

    def value_came_count(self, record):
        return record.turnout[0] or None

    def render_expected_count(self, record):
        return record.turnout[1] or None
