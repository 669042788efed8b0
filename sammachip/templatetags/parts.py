"""The parts of the interface that need a little reckoning; a tag's arguments are the inputs of its part."""

from itertools import pairwise

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from sammachip.lib import charts, thai

register = template.Library()

SPRITE = "vendor/bootstrap-icons-1.13.2/icons.svg"
NEAR = 0.75
COUNTERS = (
    ("rows", "แถวทั้งหมด", ""),
    ("new", "เพิ่มใหม่", "green"),
    ("changed", "ปรับปรุง", "gold"),
    ("same", "เหมือนเดิม", "grey"),
    ("duplicate", "ซ้ำ / ข้าม", "grey"),
    ("wrong", "ต้องแก้ไข", "red"),
)
STATES = {"done": "ทำแล้ว", "now": "กำลังดำเนินการ", "planned": "ตามแผน", "missed": "เกินกำหนด"}


@register.filter
def figure(value):
    """A number with thousands separators; a missing one is a dash, never a zero."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


@register.filter
def state_word(state):
    return STATES[state]


@register.simple_tag
def icon(name):
    """One picture of the sprite, for the eye only: the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )


def _progress(value, target, tone):
    """Tone, whole percent (100 only when all is reached), width of the bar and what is left of a target."""
    if not target:
        return {"tone": tone or "grey", "percent": None, "width": "0%", "left": 0}
    share = float(value / target)
    reached = "green" if share >= 1 else "gold" if share >= NEAR else "red"
    return {
        "tone": tone or reached,
        "percent": int(share * 100 + 0.5) if share >= 1 else min(int(share * 100 + 0.5), 99),
        "width": charts.percent(min(share, 1) * 100),
        "left": max(target - value, 0),
    }


@register.inclusion_tag("parts/tile.html")
def tile(label, value, target=None, unit="", url="", status="", tone="", note=""):
    progress = _progress(value, target, tone)
    if target and not status:
        status = f"เหลือ {figure(progress['left'])} {unit}".strip() if progress["left"] else "ครบเป้าหมาย"
    shown = {"label": label, "value": value, "target": target, "unit": unit}
    return progress | shown | {"url": url, "note": note, "status": status}


@register.inclusion_tag("parts/bar.html")
def bar(label, value, target, unit="", tone="", url=""):
    shown = {"label": label, "value": value, "target": target, "unit": unit, "url": url}
    return _progress(value, target, tone) | shown


@register.inclusion_tag("parts/pill.html")
def pill(text, tone="grey"):
    return {"text": text, "tone": tone}


@register.inclusion_tag("parts/cell.html")
def cell(count, quota=None, url="", label=""):
    """A figure of the matrix: full, most (two thirds), some (a quarter), few, none; bare without a quota."""
    return {"count": count, "quota": quota, "url": url, "label": label, "tone": _cell_tone(count, quota)}


def _cell_tone(count, quota):
    if not quota:
        return "bare"
    if not count:
        return "none"
    steps = ((1, "full"), (2 / 3, "most"), (1 / 4, "some"), (0, "few"))
    return next(name for least, name in steps if count / quota >= least)


@register.inclusion_tag("parts/counters.html")
def counters(counts, param="", current=""):
    def url(name):
        return f"?{param}={name}" if param else ""

    items = [
        {"name": name, "label": label, "value": counts[name], "tone": tone, "url": url(name)}
        for name, label, tone in COUNTERS
    ]
    return {"items": items, "current": current}


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context, page, field="page", unit="รายการ", label="หน้าของรายการ"):
    def url(number):
        query = context["request"].GET.copy()
        query[field] = number
        return f"?{query.urlencode()}"

    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "unit": unit,
        "label": label,
        "links": [{"number": n, "url": url(n) if isinstance(n, int) else ""} for n in elided],
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("parts/dumbbells.html")
def dumbbells(rows, title, unit="บาท/เดือน", table=True):
    """Income before → after. `rows`: mappings with label, before, after, count, url; None is missing.

    `table=False` where the page itself has the table behind the chart.
    """
    known = [value for row in rows for value in (row["before"], row["after"]) if value is not None]
    scale = charts.scale_for(known, parts=3, start=4, end=96) if known else None
    ticks = [(charts.percent(scale.at(tick)), figure(tick)) for tick in scale.ticks] if scale else []
    marks = [_dumbbell(row, scale) for row in rows]
    return {"title": title, "unit": unit, "rows": marks, "ticks": ticks, "table": table}


def _dumbbell(row, scale):
    before, after = row["before"], row["after"]
    change = charts.rise(before, after)
    places = {
        "x_before": charts.percent(scale.at(before)) if before is not None else "",
        "x_after": charts.percent(scale.at(after)) if after is not None else "",
    }
    shown = {name: row[name] for name in ("label", "count", "url", "before", "after")}
    return places | shown | {"rise": change, "is_down": change is not None and change < 0}


@register.inclusion_tag("parts/incomes.html")
def incomes(points, title, unit="บาท/เดือน", lacking=()):
    """Income by date, the first point being the baseline.

    `points`: mappings with on (date) and amount, oldest first; `lacking`: with on and label, what was due.
    """
    if not points:
        return {"title": title, "unit": unit, "points": []}
    days = [each["on"].toordinal() for each in (*points, *lacking)]
    across = charts.Scale(min(days), max(max(days), min(days) + 30), 1, start=16, end=88)
    up = charts.scale_for([point["amount"] for point in points], parts=3, start=84, end=12)
    nexts = [point["amount"] for point in points[1:]] + [0]
    marks = [
        _mark(point, points[0]["amount"], across, up) | {"dy": 20 if after >= point["amount"] else -10}
        for point, after in zip(points, nexts, strict=True)
    ]
    return {
        "title": title,
        "unit": unit,
        "points": marks,
        "segments": list(pairwise(marks)),
        "ticks": [(charts.percent(up.at(tick)), figure(tick)) for tick in up.ticks],
        "lacking": [_lack(each, across) for each in lacking],
    }


def _mark(point, base, across, up):
    place = across.at(point["on"].toordinal())
    return {
        "x": charts.percent(place),
        "y": charts.percent(up.at(point["amount"])),
        "anchor": "end" if place > 70 else "start",
        "dx": -10 if place > 70 else 10,
        "amount": point["amount"],
        "rise": charts.rise(base, point["amount"]),
        "day": thai.format_date(point["on"], "medium"),
    }


def _lack(each, across):
    return {
        "x": charts.percent(across.at(each["on"].toordinal())),
        "label": each["label"],
        "day": thai.format_date(each["on"], "medium"),
    }
