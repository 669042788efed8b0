"""Targets of more than one district: each is read, counted and let go before the next, so that a province fits into memory."""

from collections import Counter
from dataclasses import replace
from functools import reduce
from operator import add
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from .duties import Duties
from .tallies import Tally
from .targets import Line, Targets


class Province(NamedTuple):
    code: str
    name: str
    districts: int


def provinces_of(plans):
    """The provinces of these plans, each with how many of its districts have one."""
    counted = Counter(plan.district.province for plan in plans)
    return [Province(province.pk, str(province), number) for province, number in counted.items()]


def district_lines(user, asked):
    """A line a district, and their sum, which opens nothing."""
    lines = [district_line(user, asked, plan.district) for plan in asked["plans"]]
    total = reduce(add, (line.tally for line in lines), Tally())
    return [*lines, Line("รวมทุกอำเภอ", total, None, is_sum=True)]


def district_line(user, asked, district):
    targets = Targets(Duties(user, asked["year"], asked["today"], district.pk), asked["subject"])
    url = f"{reverse('monitoring:targets')}?{urlencode({'area': district.pk, 'subject': asked['subject']})}"
    return replace(targets.total, label=f"อ.{district.name}", url=url, is_sum=False)
