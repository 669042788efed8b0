from django.utils.html import format_html, format_html_join

from households.tables import IN_SHEET
from sammachip.lib import fiscal, thai
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn, pill
from villages.tables import VillageColumn

from .attendance import rate_of_session


class SessionTable(RegisterTable):
    title = ThaiColumn(linkify=True)
    kind = RowColumn()
    village = VillageColumn("participation__village")
    starts_on = DateColumn("วันที่")
    days = NumberColumn("จำนวนวัน", orderable=False)
    place = ThaiColumn()
    came_count = RowColumn("ผู้เข้าอบรม", orderable=False, attrs=NumberColumn.attrs)
    expected_count = RowColumn("ผู้ที่ต้องเข้าอบรม", accessor="pk", orderable=False, attrs=IN_SHEET)
    rate = NumberColumn("อัตราเข้าอบรม", accessor="pk", orderable=False)
    unknown_days = NumberColumn("คน-วันที่ยังไม่มีบันทึก", accessor="pk", orderable=False, attrs=IN_SHEET)

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

    def render_rate(self, record):
        rate = rate_of_session(record, fiscal.today())
        shown = "–" if rate.percent is None else f"{rate.percent}%"
        url, parts = f"{record.get_absolute_url()}#roll", (rate.fraction, rate.missing)
        lines = format_html_join("", '<span class="sub-line">{}</span>', ((part,) for part in parts if part))
        return format_html('<a href="{}">{}</a>{}', url, shown, lines) if lines else shown

    def value_rate(self, record):
        return rate_of_session(record, fiscal.today()).percent

    def value_unknown_days(self, record):
        return rate_of_session(record, fiscal.today()).unknown

    def render_unknown_days(self, record):
        return f"{self.value_unknown_days(record):,}"


class CertificateTable(RegisterTable):
    serial = RowColumn(
        "เลขที่",
        sort_by=("plan__district_id", "number"),
        linkify=lambda record: record.get_absolute_url(),
    )
    holder_name = ThaiColumn()
    title = ThaiColumn()
    village = VillageColumn("session__participation__village")
    issued_on = DateColumn()
    state = RowColumn("สถานะ", accessor="pk", sort_by="revoked_on")
    revoked_reason = RowColumn(attrs=IN_SHEET)

    def value_state(self, record):
        return f"ยกเลิกเมื่อ {thai.format_date(record.revoked_on, 'medium')}" if record.revoked_on else "ใช้ได้"

    def render_state(self, record):
        return pill(self.value_state(record), "red" if record.revoked_on else "green")
