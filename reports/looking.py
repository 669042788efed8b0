"""Who looks at which year and area: every figure of a page is counted through this, and every link carries it on."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from sammachip.lib.fiscal import FiscalYear


@dataclass(frozen=True)
class Look:
    """`area` narrows the viewer's own area further (a code prefix, or empty)."""

    user: User
    year: FiscalYear
    today: datetime.date
    area: str = ""

    def rows(self, model):
        return model.objects.visible_to(self.user).in_area(self.area)

    def within(self, area):
        return replace(self, area=area)

    def link(self, name, **asked):
        """Address of a list that shows exactly the rows asked for, in this year and area."""
        asked = {"year": self.year, "area": self.area} | asked
        return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"

    def sees_whole(self, district):
        """Whether the viewer answers for a whole district, so that its plan's targets are theirs."""
        return any(district.startswith(area) for area in self.user.areas)
