"""Columns of the lists of money: what was given, what sessions cost, and each village's year by its budget."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from households.tables import IN_SHEET, NAME, under
from sammachip.lib import charts
from sammachip.lib.tables import DateColumn, NumberColumn, RegisterTable, RowColumn, ThaiColumn, pill
from villages.tables import VillageColumn

from .giving import baht

OWN = "งบประมาณของโครงการ"


def muted(words):
    return format_html('<span class="muted">{}</span>', words)


def edit_link(name, permission):
    """A link for those who may follow it."""

    def link(record, table):
        return reverse(name, args=[record.pk]) if table.request.user.has_perm(permission) else None

    return link


class PayerColumn(ThaiColumn):
    """Whose money it was: a partner's name, or the programme's own."""

    def __init__(self, **kwargs):
        shape = {"verbose_name": "แหล่งที่มา", "accessor": "agency", "sort_by": "agency__name"}
        super().__init__(**shape | {"empty_values": ()} | kwargs)

    def render(self, record):
        own = getattr(record, "source", "")
        if record.agency is None:
            return own or OWN
        return under(format_html("{} {}", pill("ภาคี", "blue"), record.agency), own)

    def value(self, record):
        return str(record.agency or OWN)


class InputTable(RegisterTable):
    household = ThaiColumn(
        "ครัวเรือน",
        accessor="enrolment__household",
        sort_by=[f"enrolment__household__{name}" for name in NAME],
        linkify=lambda record: record.get_absolute_url(),
    )
    village = VillageColumn("enrolment__participation__village", linkify=False)
    item = ThaiColumn(linkify=edit_link("training:input_edit", "training.change_inputsupport"))
    amount = NumberColumn()
    unit = RowColumn(attrs=IN_SHEET)
    value = NumberColumn(empty_values=())
    payer = PayerColumn()
    source = ThaiColumn(attrs=IN_SHEET)
    received_on = DateColumn()
    session = ThaiColumn(sort_by="session__title", attrs=IN_SHEET)
    receiver = ThaiColumn()

    class Meta(RegisterTable.Meta):
        order_by = ("-received_on",)

    def render_amount(self, record, value):
        return f"{baht(value)} {record.unit}"

    def render_value(self, value):
        return muted("ยังไม่บันทึก") if value is None else baht(value)

    def value_value(self, value):
        return value

    value_amount = value_value


class CostTable(RegisterTable):
    item = ThaiColumn(linkify=edit_link("training:cost_edit", "training.change_costline"))
    session = ThaiColumn(sort_by="session__title", linkify=lambda record: record.session.get_absolute_url())
    village = VillageColumn("session__participation__village", linkify=False)
    on = DateColumn("วันที่อบรม", accessor="session__starts_on")
    amount = NumberColumn()
    payer = PayerColumn()

    class Meta(RegisterTable.Meta):
        order_by = ("-on",)

    def render_on(self, record):
        return record.session.dates


def address(name, area, year, **asked):
    narrowed = {"area": area, "year": year, **asked}
    return reverse(name, query={key: value for key, value in narrowed.items() if value})


def linked(url, text):
    return format_html('<a href="{}">{}</a>', url, text)


class MoneyColumn(NumberColumn):
    """One figure of a village's budget, and of all of them below; each opens the rows that `name` lists.

    A sum of no rows is a dash: nobody has written that nothing was spent.
    """

    def __init__(self, label, figure, name="", attrs=NumberColumn.attrs, **asked):
        always = {"accessor": "pk", "orderable": False, "empty_values": (), "footer": self.sum}
        super().__init__(label, attrs=attrs, **always)
        self.figure, self.name, self.asked = figure, name, asked

    def render(self, record, table):
        return self.told(table.budget(record), record.village_id, table.year)

    def value(self, record, table):
        return self.written(getattr(table.budget(record), self.figure))

    def written(self, amount):
        return amount if amount or self.figure == "planned" else None

    def sum(self, table):
        return self.told(table.total, table.area, table.year)

    def told(self, budget, area, year):
        amount = self.written(getattr(budget, self.figure))
        if amount is None:
            return muted("ยังไม่ตั้งงบ" if self.figure == "planned" else "–")
        return (
            linked(address(self.name, area, year, **self.asked), baht(amount)) if self.name else baht(amount)
        )


class InputsColumn(MoneyColumn):
    """What inputs are worth, and beside it how many nobody has written a value of."""

    def told(self, budget, area, year):
        worth = super().told(budget, area, year)
        if not budget.without_value:
            return worth
        words = f"ไม่มีมูลค่า {budget.without_value:,} รายการ"
        return under(worth, linked(address(self.name, area, year, valued="no"), words))


class UsedColumn(MoneyColumn):
    """The sum of both, and which part of the plan it is."""

    def told(self, budget, area, year):
        if not (budget.planned and budget.used):
            return super().told(budget, area, year)
        share = budget.used / budget.planned
        bar = format_html(
            '<svg class="bar bar-{}" aria-hidden="true"><rect class="bar-rest" width="100%" height="100%"/>'
            '<rect class="bar-done" width="{}" height="100%"/></svg>',
            "red" if share > 1 else "blue",
            charts.percent(float(min(share, 1)) * 100),
        )
        return format_html(
            '{} <span class="sub-line">{}% ของแผน</span>{}', baht(budget.used), round(share * 100), bar
        )


class LeftColumn(MoneyColumn):
    """What is left of a plan; nothing left is a figure too."""

    def written(self, amount):
        return amount

    def told(self, budget, area, year):
        if budget.left is not None and budget.left < 0:
            return format_html("{} {}", pill("เกินแผน", "red"), baht(-budget.left))
        return super().told(budget, area, year)


class GivenColumn(MoneyColumn):
    """What partners paid: costs of sessions, and inputs."""

    PARTS = (
        ("ปัจจัย", "given_inputs", "training:inputs"),
        ("ค่าใช้จ่าย", "given_costs", "training:costs"),
    )

    def told(self, budget, area, year):
        parts = [
            (linked(address(name, area, year, source="partner"), f"{label} {baht(amount)}"),)
            for label, figure, name in self.PARTS
            if (amount := getattr(budget, figure))
        ]
        return under(super().told(budget, area, year), format_html_join(" · ", "{}", parts))


class SpendingTable(RegisterTable):
    """`budgets`: {participation id: Budget}; `total` of those shown; `area` as the list is narrowed."""

    village = VillageColumn(footer="รวม")
    planned = MoneyColumn("งบตามแผน (บาท)", "planned", "training:activities")
    cost = MoneyColumn("ค่าใช้จ่ายการอบรม (บาท)", "cost", "training:costs", source="own")
    inputs = InputsColumn("ปัจจัยที่ให้ (บาท)", "inputs", "training:inputs", source="own")
    without_value = MoneyColumn("ปัจจัยที่ไม่มีมูลค่า (รายการ)", "without_value", attrs=IN_SHEET)
    used = UsedColumn("ใช้ไป (บาท)", "used")
    left = LeftColumn("เหลือ (บาท)", "left")
    given = GivenColumn("ภาคีสนับสนุน (บาท)", "given")

    def __init__(self, *args, budgets, total, area, year, **kwargs):
        self.budgets, self.total, self.area, self.year = budgets, total, area, year
        super().__init__(*args, **kwargs)

    def budget(self, record):
        return self.budgets[record.pk]
