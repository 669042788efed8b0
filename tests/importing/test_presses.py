"""An imported line passes through the screen's own form: what the form accepts, the press accepts, and nothing else."""

from dataclasses import replace

import pytest
from django.forms import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.forms import EnrolmentForm, HouseholdForm
from households.imports import HOUSEHOLD_FIELDS, REGISTER
from tests import factories as make
from tests.importing.office import citizen_id, household, problems, xlsx
from villages.importing.presses import Press
from villages.importing.rows import Draft

CELLS = {
    "prefix": st.sampled_from(["", "นาย", "น.ส.", "ก" * 31]),
    "first_name": st.sampled_from(["", "สมชาย", "  สม  ชาย\u200b", "ก" * 81]),
    "last_name": st.sampled_from(["", "ตัวอย่าง", "ก" * 80]),
    "citizen_id": st.sampled_from(["", citizen_id(1), citizen_id(2)[:-1] + "x", "1234567890123", "123"]),
    "house_no": st.sampled_from(["", "๑/๒", "1" * 21]),
    "house_registration_no": st.sampled_from(["", "9001-001234-5", "123"]),
    "phone": st.sampled_from(["", "0812341234", "ไม่มี", "81-234-1234", "12"]),
    "members": st.sampled_from(["", "4", "๐", "51", "สี่", "1.5"]),
    "rai": st.sampled_from(["", "3", "-1", "99999"]),
    "ngan": st.sampled_from(["", "3", "4"]),
    "square_wa": st.sampled_from(["", "99", "100"]),
    "latitude": st.sampled_from(["", "7.2", "99"]),
    "longitude": st.sampled_from(["", "100.6", "1"]),
}


def pressed(press, cells, village):
    """(what the press made of the cells, the fields it refused)."""
    values, refused = {"village": village}, set()
    for name, cell in cells.items():
        if cell != "":
            try:
                values[name] = press.reader(name, {})(cell)
            except ValidationError:
                refused.add(name)
    values = {name: value for name, value in values.items() if value not in (None, "")}
    draft = Draft("household", press, None, values, {}, {}, {})
    errors = press.run(draft) if not refused else []
    return draft, refused | {name for name, _, _ in errors}


def test_the_press_and_the_screen_agree_on_every_household(db):
    user = make.UserFactory()
    make.PostingFactory(user=user)
    village = make.VillageFactory(moo=3)
    press = Press(HouseholdForm, user, HOUSEHOLD_FIELDS)

    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(CELLS))
    def agree(cells):
        form = HouseholdForm(cells | {"village": village.pk}, user=user)
        draft, refused = pressed(press, cells, village)
        assert bool(refused) is bool(form.errors), (refused, form.errors)
        if form.is_valid():
            built = press.build(draft, press.model())
            names = [f.name for f in built._meta.concrete_fields if f.name not in ("id", "nid_ct")]
            assert [getattr(built, n) for n in names] == [getattr(form.instance, n) for n in names]

    agree()


class Stricter(EnrolmentForm):
    """What a later rule of the screen would look like."""

    def clean_trade(self):
        if self.cleaned_data["trade"] == "ห้าม":
            raise ValidationError("อาชีพนี้อยู่นอกโครงการ", code="forbidden")
        return self.cleaned_data["trade"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("trade") == "ทำนา" and not cleaned.get("volunteered_on"):
            self.add_error("volunteered_on", "ผู้ทำนาต้องระบุวันที่สมัครใจ")
        return cleaned


@pytest.mark.parametrize(
    ("trade", "day", "expected"),
    [
        ("ห้าม", "22/11/2561", [("K", "trade.forbidden")]),
        ("ทำนา", None, [("L", "volunteered_on.invalid")]),
        ("ทำนา", "22/11/2561", []),
    ],
)
def test_a_rule_of_the_screens_form_holds_for_imported_lines(villages, trade, day, expected):
    parts = [replace(part, form=Stricter) if part.name == "enrolment" else part for part in REGISTER.parts]
    line = household(1, **{"อาชีพที่ต้องการ": trade, "วันที่สมัครใจเข้าร่วม": day})
    found = problems(xlsx([line]), replace(REGISTER, parts=tuple(parts)), level="wrong")
    assert [(column, code) for _, column, code in found] == expected
