"""What stands around every page: the way through the programme, the year being looked at, and the viewer's area."""

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from sammachip.lib.fiscal import FiscalYear

from .models import District, Plan, Province, Subdistrict

NAVIGATION = (
    ("ภาพรวม", "reports:dashboard", "reports.view_dashboard", "overview"),
    ("หมู่บ้าน", "villages:list", "villages.view_village", "village"),
    ("ปราชญ์ชุมชน", "sages:list", "sages.view_sage", "sage"),
    ("ครัวเรือนเป้าหมาย", "households:list", "households.view_household", "household"),
    ("การอบรม", "training:list", "training.view_session", "training"),
    ("กลุ่มอาชีพ", "groups:list", "groups.view_occupationgroup", "group"),
    ("การติดตาม", "monitoring:list", "monitoring.view_visit", "visit"),
    ("แผนประจำปี", "villages:plans", "villages.view_plan", "plan"),
    ("นำเข้าข้อมูล", "villages:imports", "accounts.view_importbatch", "upload"),
)
AREA_NAMES = {2: (Province, "จังหวัด"), 4: (District, "อำเภอ"), 6: (Subdistrict, "ตำบล")}


def years_of(request):
    """Fiscal years (พ.ศ.) that have a plan in the viewer's area, newest first; read once a request."""
    if not hasattr(request, "_years"):
        plans = Plan.objects.visible_to(request.user).order_by("-fiscal_year")
        request._years = list(plans.values_list("fiscal_year", flat=True).distinct()[:20])
    return request._years


def year_of(request):
    """The fiscal year being looked at: asked for in the address, else chosen before, else this year's or the newest."""
    asked = request.GET.get("year", "")
    if len(asked) == 4 and asked.isdecimal() and 2540 <= int(asked) <= 2640:
        if request.session.get("year") != int(asked):
            request.session["year"] = int(asked)
        return FiscalYear(int(asked))
    if chosen := request.session.get("year"):
        return FiscalYear(chosen)
    present, years = FiscalYear.current(), years_of(request)
    return present if present.year in years or not years else FiscalYear(years[0])


def area_name(user):
    """The viewer's areas in words: `อำเภอเมืองสงขลา`, `ต.พะวง ต.เกาะยอ`, `ทั้งประเทศ`."""
    if "" in user.areas:
        return "ทั้งประเทศ"
    names = []
    for digits, (model, word) in AREA_NAMES.items():
        if codes := [area for area in user.areas if len(area) == digits]:
            first = word if len(user.areas) == 1 else f"{word[0]}."
            names += [
                f"{first}{name}"
                for name in model.objects.filter(code__in=codes).values_list("name", flat=True)
            ]
    return " ".join(names) or "ยังไม่ได้กำหนดพื้นที่"


def navigation(request):
    items = []
    for label, name, permission, icon in NAVIGATION:
        if request.user.has_perm(permission):
            try:
                items.append({"label": label, "name": name, "url": reverse(name), "icon": icon})
            except NoReverseMatch:
                continue
    current = current_item(request, items)
    return [item | {"is_current": item is current} for item in items]


def current_item(request, items):
    """Where a page belongs: an import to the imports, whichever register it is of; else the nearest page above it."""
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    if name.startswith("import"):
        return next((item for item in items if item["name"] == "villages:imports"), None)
    where = match.namespace if match else ""
    above = [
        item
        for item in items
        if request.path == item["url"]
        or (item["name"].split(":")[0] == where and request.path.startswith(item["url"]))
    ]
    return max(above, key=lambda item: len(item["url"]), default=None)


def frame(request):
    """Context of every page. A page open to anyone gets none of it."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    year = year_of(request)
    years = years_of(request)
    return {
        "nav": navigation(request),
        "year": year,
        "years": sorted({*years, year.year}, reverse=True),
        "area_name": area_name(request.user),
        "is_demo_loaded": User.objects.filter(is_demo=True).exists(),
    }
