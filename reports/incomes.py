"""Income before → after by trade: over the households that have told both, with those that have not beside them."""

from dataclasses import dataclass

from households import progress
from households.models import Enrolment, Income
from monitoring.indicators import IncomeChange, income_change

CHARTED = 8
NO_TRADE = "ยังไม่ระบุอาชีพ"


@dataclass(frozen=True)
class TradeIncome:
    """One trade, or all of them: what changed, and the addresses of the households counted and of those left out."""

    label: str
    change: IncomeChange
    urls: dict[str, str]

    @property
    def mark(self):
        """The line as the chart of dumbbells reads it."""
        return {
            "label": self.label,
            "before": self.change.average_before,
            "after": self.change.average_after,
            "count": self.change.known,
            "url": self.urls["both"],
        }

    @property
    def rise(self):
        """`+41%`, or nothing where there is nothing to compare."""
        percent = self.change.rise.percent
        return "" if percent is None else f"{percent:+.0f}%"


@dataclass(frozen=True)
class Incomes:
    """A line a trade, those with most known households first; one of all trades; and who told a year's income."""

    trades: list[TradeIncome]
    everything: TradeIncome
    yearly: int
    yearly_url: str

    @property
    def marks(self):
        return [line.mark for line in self.trades if line.change.known][:CHARTED]


def incomes_by_trade(look):
    """One query. An income told by the year is compared with none told by the month, and is counted apart."""
    by_trade, yearly = {}, 0
    for trade, period, before, after in told(look):
        if period == Income.Period.YEAR:
            yearly += 1
        else:
            by_trade.setdefault(trade, []).append((before, after))
    lines = [income_line(look, trade, pairs) for trade, pairs in by_trade.items()]
    lines.sort(key=lambda line: (-line.change.known, line.label))
    everything = income_line(look, None, [pair for pairs in by_trade.values() for pair in pairs])
    return Incomes(lines, everything, yearly, look.link("households:list", income="yearly"))


def told(look):
    enrolments = look.rows(Enrolment).standing().in_year(look.year.year).order_by()
    with_incomes = progress.with_incomes(enrolments, look.year)
    return with_incomes.values_list("trade", "income_period", "income_before", "income_after")


def income_line(look, trade, pairs):
    asked = {} if trade is None else {"exact_trade": trade or "-"}
    urls = {
        name: look.link("households:list", income=answer, **asked)
        for name, answer in (("both", "both"), ("no_before", "no-before"), ("no_after", "no-after"))
    }
    label = "ทุกอาชีพ" if trade is None else trade or NO_TRADE
    return TradeIncome(label, income_change(pairs), urls)
