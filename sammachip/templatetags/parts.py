"""The parts of the interface that need a little reckoning; a tag's arguments are the inputs of its part."""

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


def _progress(value, target):
    """Tone, percent and what is left of a target."""
    share = value / target
    tone = "green" if share >= 1 else "gold" if share >= NEAR else "red"
    return {
        "tone": tone,
        "percent": int(share * 100),
        "width": charts.percent(min(float(share), 1) * 100),
        "left": max(target - value, 0),
    }


@register.inclusion_tag("parts/tile.html")
def tile(label, value, target=None, unit="", url="", status="", tone="", note=""):
    progress = _progress(value, target) if target else {"tone": "grey"}
    if target and not status:
        left = progress["left"]
        status = f"เหลือ {figure(left)} {unit}".strip() if left else "ครบเป้าหมาย"
    shown = {
        "label": label,
        "value": value,
        "target": target,
        "unit": unit,
        "url": url,
        "note": note,
        "status": status,
    }
    return progress | shown | ({"tone": tone} if tone else {})


@register.inclusion_tag("parts/bar.html")
def bar(label, value, target, unit="", tone="", url=""):
    progress = (
        _progress(value, target) if target else {"tone": "grey", "percent": None, "width": "0%", "left": 0}
    )
    shown = {"label": label, "value": value, "target": target, "unit": unit, "url": url}
    return progress | shown | ({"tone": tone} if tone else {})


@register.inclusion_tag("parts/pill.html")
def pill(text, tone="grey"):
    return {"text": text, "tone": tone}


@register.inclusion_tag("parts/cell.html")
def cell(count, quota=None, url="", label=""):
    """A figure of the matrix: full, most (two thirds), some (a quarter), few, none; bare where there is no quota."""
    share = count / quota if quota else None
    steps = ((1, "full"), (2 / 3, "most"), (1 / 4, "some"))
    tone = (
        "bare"
        if share is None
        else next((name for least, name in steps if share >= least), "few" if count else "none")
    )
    return {"count": count, "quota": quota, "url": url, "label": label, "tone": tone}


@register.inclusion_tag("parts/counters.html")
def counters(counts, param="", current=""):
    items = [
        {
            "label": label,
            "value": counts[name],
            "tone": tone,
            "url": f"?{param}={name}" if param else "",
            "name": name,
        }
        for name, label, tone in COUNTERS
    ]
    return {"items": items, "current": current}


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context, page, field="page", unit="รายการ"):
    def url(number):
        query = context["request"].GET.copy()
        query[field] = number
        return f"?{query.urlencode()}"

    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "unit": unit,
        "links": [
            {"number": n, "url": url(n) if isinstance(n, int) else "", "is_here": n == page.number}
            for n in elided
        ],
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("parts/dumbbells.html")
def dumbbells(rows, title, unit="บาท/เดือน"):
    """Income before → after. `rows`: mappings with label, before, after, count, url; None is missing, never zero."""
    known = [value for row in rows for value in (row["before"], row["after"]) if value is not None]
    scale = charts.scale_for(known, start=4, end=96) if known else None
    return {
        "title": title,
        "unit": unit,
        "rows": [_dumbbell(row, scale) for row in rows],
        "ticks": [{"x": charts.percent(scale.at(tick)), "text": figure(tick)} for tick in scale.ticks]
        if scale
        else [],
    }


def _dumbbell(row, scale):
    before, after = row["before"], row["after"]
    change = charts.rise(before, after)
    return {
        "label": row["label"],
        "count": row["count"],
        "url": row["url"],
        "before": before,
        "after": after,
        "rise": change,
        "is_down": change is not None and change < 0,
        "x_before": charts.percent(scale.at(before)) if before is not None else "",
        "x_after": charts.percent(scale.at(after)) if after is not None else "",
    }


@register.inclusion_tag("parts/incomes.html")
def incomes(points, title, unit="บาท/เดือน", lacking=()):
    """Income by date, the first point being the baseline.

    `points`: mappings with on (date) and amount, oldest first; `lacking`: mappings with on and label, for what was due.
    """
    if not points:
        return {"title": title, "unit": unit, "points": [], "lacking": lacking}
    days = [point["on"].toordinal() for point in (*points, *lacking)]
    across = charts.Scale(min(days), max(max(days), min(days) + 30), 1, start=16, end=88)
    up = charts.scale_for([point["amount"] for point in points], parts=3, start=84, end=12)
    base = points[0]["amount"]
    marks = [_mark(point, base, across, up) for point in points]
    return {
        "title": title,
        "unit": unit,
        "points": marks,
        "segments": list(zip(marks, marks[1:], strict=False)),
        "ticks": [{"y": charts.percent(up.at(tick)), "text": figure(tick)} for tick in up.ticks],
        "lacking": [{"x": charts.percent(across.at(lack["on"].toordinal())), **lack} for lack in lacking],
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
