"""Lines about people of villages that take part: their village's participation, and its quota."""

from collections import Counter

from villages.models import Participation

from .rows import WRONG

NO_PART = "{village} ต.{tambon} ยังไม่อยู่ในแผนปี {year} โปรดเพิ่มหมู่บ้านเข้าร่วมโครงการของปีนี้ก่อน แล้วนำเข้าแถวนี้อีกครั้ง"
OVER_QUOTA = "{village} จะมี {unit} {count} {word} เกินโควตา {quota} {word} (นำเข้าได้ โควตาเป็นเพียงเป้าหมาย)"
OVER_TARGET = "ทั้งอำเภอจะมี {unit} {count} {word} เกินเป้าหมายของแผนปี {year} ที่ตั้งไว้ {target} {word} (นำเข้าได้)"


class TakingPart:
    """The year's participations, by village code."""

    def __init__(self, office):
        self.office = office
        self.by_village = {} if office.plan._state.adding else self._load()

    def _load(self):
        found = Participation.objects.filter(plan=self.office.plan).select_related("village__subdistrict")
        for participation in found:
            participation.plan = self.office.plan
        return {participation.village_id: participation for participation in found}

    def of(self, row):
        """The participation of the line's village; a village that takes no part makes the line wrong."""
        village = row.values["village"]
        if village.pk in self.by_village:
            return self.by_village[village.pk]
        message = NO_PART.format(village=village, tambon=village.subdistrict.name, year=self.office.year)
        row.add(WRONG, "village.not_taking_part", self._column(row), message)
        return None

    @staticmethod
    def _column(row):
        return next(
            (name for name in ("village_name", "village_code", "moo") if name in row.table.columns), "village"
        )

    def quota_notes(self, *, standing, added, wanted, target, unit, word):
        """Sentences where what stands plus what is added exceeds a quota or the year's target; nothing is refused.

        `standing` and `added` count by participation; `wanted(participation)` is its quota or None.
        """
        total = Counter(standing) + Counter(added)
        for participation in self.by_village.values():
            quota, count = wanted(participation), total[participation.pk]
            if quota is not None and count > quota and added.get(participation.pk):
                yield OVER_QUOTA.format(
                    village=participation.village, unit=unit, count=count, word=word, quota=quota
                )
        if added and sum(total.values()) > target:
            yield OVER_TARGET.format(
                unit=unit, count=sum(total.values()), word=word, year=self.office.year, target=target
            )
