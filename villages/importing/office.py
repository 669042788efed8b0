"""Where and for which year a register is read: the district, its villages, the year's plan.

Codes down to ตำบล and the plan are made ready where they are missing, and written only together with the import.
"""

from dataclasses import dataclass
from functools import cached_property

import geothai

from villages.following import standard_questions, standard_rules
from villages.models import District, Plan, Province, Subdistrict, Village

from .finder import VillageFinder


class NoSuchDistrict(Exception):
    """`str()` is the sentence for the person."""


@dataclass(frozen=True)
class Clerk:
    """Who imports on the command line: nobody with an account, and for the whole of the district."""

    areas: tuple[str, ...]
    is_active: bool = True


class Office:
    """`user` is who imports; without one it is the command line."""

    def __init__(self, district_code, year, user=None):
        self.code, self.year = district_code, year
        self.user = user or Clerk((district_code,))
        self.missing = []
        self.notes = []
        self.district = self._district()
        self.subdistricts = self._subdistricts()
        self.plan = self._plan()

    def visible(self, rows):
        """The queryset narrowed to what the importer may see."""
        return rows.visible_to(self.user)

    def in_district(self, model):
        return model.objects.in_area(self.code)

    @cached_property
    def villages(self):
        return list(self.in_district(Village).select_related("subdistrict"))

    @cached_property
    def visible_codes(self):
        return set(self.visible(self.in_district(Village)).values_list("code", flat=True))

    @cached_property
    def finder(self):
        for village in self.villages:
            village.subdistrict = self.subdistricts.get(village.subdistrict_id, village.subdistrict)
        return VillageFinder(self.district, self.villages, self.visible_codes)

    def may_see(self, code):
        """Whether a village code lies in the importer's area, also where the village is not yet in the register."""
        return any(code.startswith(area) for area in self.user.areas)

    def _district(self):
        found = District.objects.select_related("province").filter(pk=self.code).first()
        if found:
            return found
        known = geothai.district(self.code)
        if known is None:
            raise NoSuchDistrict(f"ไม่มีอำเภอรหัส {self.code} โปรดตรวจสอบรหัสอำเภอ 4 หลัก เช่น 9001")
        district = District(code=self.code, name=known.name_th, province=self._province())
        self._make(district, f"อำเภอ{district.name} ({self.code})")
        return district

    def _province(self):
        code = self.code[:2]
        if found := Province.objects.filter(pk=code).first():
            return found
        province = Province(code=code, name=geothai.province(code).name_th)
        self._make(province, f"จังหวัด{province.name} ({code})")
        return province

    def _subdistricts(self):
        """{code: subdistrict} of the district: the stored ones, and those of the public list that are not yet stored."""
        found = Subdistrict.objects.in_bulk(list(self.in_district(Subdistrict).values_list("pk", flat=True)))
        new = {
            known.code: Subdistrict(code=known.code, name=known.name_th, district=self.district)
            for known in geothai.subdistricts(self.code)
            if known.code not in found
        }
        if self.district._state.adding:
            self.missing += new.values()
            self.notes.append(
                f"{len(new)} ตำบล: {', '.join(subdistrict.name for subdistrict in new.values())}"
            )
        return found | new

    def need(self, subdistrict):
        """A village of this ตำบล is to be made: where the ตำบล is not stored yet, it is made with it."""
        if subdistrict._state.adding and subdistrict not in self.missing:
            self._make(subdistrict, f"ตำบล{subdistrict.name} ({subdistrict.code})")

    def _plan(self):
        if found := Plan.objects.filter(district_id=self.code, fiscal_year=self.year).first():
            found.district = self.district
            return found
        plan = Plan(district=self.district, fiscal_year=self.year)
        self._make(plan, f"แผนประจำปี {self.year} ด้วยค่าเริ่มต้น แก้ไขได้ที่หน้าแผนประจำปี")
        self.missing += [*standard_rules(plan), *standard_questions(plan)]
        return plan

    def _make(self, row, told):
        self.missing.append(row)
        self.notes.append(told)
