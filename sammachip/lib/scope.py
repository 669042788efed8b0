"""Area scope in one place: codes nest, so an area is a code prefix, and a prefix is a range on one indexed column."""

from django.db.models import Q, QuerySet


def code_range(prefix):
    """Bounds (from, below) of all codes that begin with `prefix`: '9001' → ('9001', '9002')."""
    return prefix, str(int(prefix) + 1).zfill(len(prefix))


def within(path, prefix):
    low, high = code_range(prefix)
    return Q(**{f"{path}__gte": low, f"{path}__lt": high})


class ScopedQuerySet(QuerySet):
    """Rows are reached only through `visible_to(user)`.

    `area_path` leads to the column that holds an area code; `area_digits` is that code's length where rows stand for
    a whole area (4 for a plan's district): then an officer of a part of the area sees the row as well.
    """

    area_path = "village_id"
    area_digits = 8

    def visible_to(self, user):
        if not getattr(user, "is_active", False):
            return self.none()
        areas = user.areas
        if "" in areas:
            return self
        if not areas:
            return self.none()
        allowed = Q()
        for area in areas:
            if len(area) > self.area_digits:
                allowed |= Q(**{self.area_path: area[: self.area_digits]})
            else:
                allowed |= within(self.area_path, area)
        return self.filter(allowed)

    def in_area(self, prefix):
        return self.filter(within(self.area_path, prefix)) if prefix else self
