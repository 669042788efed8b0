"""Which part of the viewer's area a page of follow-up reads: a district's work at once is as much as a page can tell."""

from dataclasses import dataclass

from villages.models import District

DISTRICT = 4


@dataclass(frozen=True)
class Area:
    """`code` narrows the viewer's own; where they must choose first, `districts` are what they choose from."""

    code: str = ""
    districts: tuple = ()

    @property
    def asked(self):
        """What links carry on."""
        return {"area": self.code} if self.code else {}


def area_of(request):
    """The area asked for; who answers for more than a district chooses one, until then the first of them is shown."""
    asked = request.GET.get("area", "")
    code = asked if asked.isascii() and asked.isdecimal() and 2 <= len(asked) <= 8 else ""
    if all(len(area) >= DISTRICT for area in request.user.areas):
        return Area(code)
    districts = tuple(District.objects.visible_to(request.user).filter(plans__isnull=False).distinct())
    known = [row.code for row in districts]
    if code[:DISTRICT] in known:
        return Area(code, districts)
    return Area(known[0] if known else "", districts)
