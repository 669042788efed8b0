"""The register of households: shapes that offices send, and who is the same household."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from households.imports import REGISTER
from households.models import Enrolment, Household, Income
from sages.models import TeamMember
from tests import factories as make
from tests.importing.office import HOUSEHOLD_HEAD, checked, citizen_id, household, problems, told, xlsx
from villages.importing.committing import commit
from villages.importing.reading import NotThisRegister

ID, NAME, HOUSE, INCOME, TRADE, DAY = (
    HOUSEHOLD_HEAD[2],
    HOUSEHOLD_HEAD[1],
    "บ้านเลขที่",
    HOUSEHOLD_HEAD[9],
    HOUSEHOLD_HEAD[10],
    HOUSEHOLD_HEAD[11],
)
FIRST = 4
WRONG_ID = citizen_id(1)[:-1] + str((int(citizen_id(1)[-1]) + 1) % 10)


def counts(*lines, head=HOUSEHOLD_HEAD):
    found = told(xlsx(lines, head), REGISTER)
    return {
        state: count
        for state, count in found.items()
        if state in ("new", "changed", "same", "duplicate", "wrong") and count
    }


def bring_in(*lines, head=HOUSEHOLD_HEAD):
    preview = checked(xlsx(lines, head), REGISTER)
    commit(preview, make.ImportBatchFactory.build(uploaded_by=None), by=None)
    return preview


def stored(number):
    return Enrolment.objects.select_related("household__village").get(
        household__nid_last4=citizen_id(number)[-4:]
    )


def test_a_good_line_becomes_a_household_its_enrolment_and_its_stated_income(villages):
    bring_in(household(7, **{"โทรศัพท์": "081-234-5678", "หมายเหตุ": "ผู้สูงอายุ"}))
    enrolment = Enrolment.objects.get()
    row = enrolment.household
    assert (row.prefix, row.first_name, row.last_name) == ("นาย", "สมชาย7", "ตัวอย่าง")
    assert (row.village_id, row.house_no, row.phone, row.members) == ("90010203", "7/1", "0812345678", 4)
    assert (
        row.masked_citizen_id == f"X-XXXX-XXXX{citizen_id(7)[9]}-{citizen_id(7)[10:12]}-{citizen_id(7)[12]}"
    )
    assert (enrolment.participation.village_id, enrolment.fiscal_year) == ("90010203", 2562)
    assert (enrolment.trade, enrolment.note) == ("จักสานกระจูด", "ผู้สูงอายุ")
    assert enrolment.volunteered_on == datetime.date(2018, 11, 22)
    income = Income.objects.get()
    assert (income.amount, income.measure, income.period) == (Decimal(38000), "bmn_person", "year")
    assert (income.source, income.told_on, income.enrolment) == (
        "register",
        enrolment.volunteered_on,
        enrolment,
    )


SHAPES = [
    (ID, int(citizen_id(1)), "nid_last4", citizen_id(1)[-4:]),
    ("หมู่ที่", "๓", "village_id", "90010203"),
    ("หมู่บ้าน", "ทุ่งใหญ่", "village_id", "90010203"),
    (HOUSE, "๖๑ / ๕", "house_no", "61/5"),
    (HOUSE, 61, "house_no", "61"),
    ("โทรศัพท์", 812341234, "phone", "0812341234"),
    ("โทรศัพท์", "๐๘๑-๒๓๔-๑๒๓๔", "phone", "0812341234"),
    (NAME, "\u00a0นาย สมชาย\u00a0 ตัวอย่าง\u200b", "first_name", "สมชาย"),
    (NAME, "น.ส.สมหญิง ตัวอย่าง", "prefix", "นางสาว"),
    (NAME, "นาย กํานัน ตัวอย่าง", "first_name", "กำนัน"),
    ("จำนวนสมาชิก (คน)", "๔ คน", "members", 4),
]


@pytest.mark.parametrize(("label", "cell", "name", "value"), SHAPES)
def test_what_offices_write_is_read_as_they_mean_it(villages, label, cell, name, value):
    bring_in(household(1, **{label: cell}))
    assert getattr(Household.objects.get(), name) == value


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("22/11/2561", (2018, 11, 22)),
        ("22 พ.ย. 61", (2018, 11, 22)),
        ("22 พฤศจิกายน ๒๕๖๑", (2018, 11, 22)),
        (datetime.date(2018, 11, 22), (2018, 11, 22)),
        (datetime.date(2561, 11, 22), (2018, 11, 22)),
        ("2018-11-22", (2018, 11, 22)),
    ],
)
def test_days_in_any_writing_are_the_same_day(villages, cell, day):
    bring_in(household(1, **{DAY: cell}))
    assert Enrolment.objects.get().volunteered_on == datetime.date(*day)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("๒๔,๕๐๐", 24500), ("24,500.50", Decimal("24500.50")), (0, 0), ("-", None), (None, None)],
)
def test_amounts_in_any_writing_are_the_same_amount_and_none_is_missing(villages, cell, amount):
    bring_in(household(1, **{INCOME: cell}))
    found = Income.objects.first()
    assert (found.amount if found else None) == amount


@pytest.mark.parametrize(
    ("label", "cell", "column", "code"),
    [
        (ID, WRONG_ID, "C", "citizen_id.invalid"),
        (ID, "3-OOOO-00000-01-2", "C", "citizen_id.invalid"),
        (ID, "1.1E+12", "C", "citizen_id.invalid"),
        (NAME, None, "B", "name.required"),
        (NAME, "นายสมชาย", "B", "last_name.required"),
        (HOUSE, None, "D", "house_no.required"),
        (HOUSE, datetime.date(2018, 8, 6), "D", "house_no.date_cell"),
        ("หมู่ที่", 99, "E", "village.disagree"),
        ("หมู่บ้าน", "บ้านเกาะแต้ว", "F", "village.disagree"),
        ("โทรศัพท์", "12345", "H", "phone.invalid"),
        ("จำนวนสมาชิก (คน)", "สี่", "I", "members.invalid"),
        ("จำนวนสมาชิก (คน)", 51, "I", "members.max_value"),
        ("จำนวนสมาชิก (คน)", 4.5, "I", "members.invalid"),
        (INCOME, -500, "J", "income_before.min_value"),
        (INCOME, "ไม่ทราบ", "J", "income_before.invalid"),
        (TRADE, "จ" * 101, "K", "trade.max_length"),
        (DAY, "31/02/2562", "L", "volunteered_on.invalid"),
        (DAY, "22/11/2599", "L", "volunteered_on.invalid"),
    ],
)
def test_a_wrong_cell_makes_its_row_wrong_and_is_told_at_its_column(villages, label, cell, column, code):
    found = problems(xlsx([household(1, **{label: cell}), household(2)]), REGISTER, level="wrong")
    assert found == [(FIRST, column, code)]
    assert counts(household(1, **{label: cell}), household(2)) == {"new": 1, "wrong": 1}


def test_a_wrong_check_digit_says_exactly_what_to_look_at_and_proposes_no_digit(villages):
    found = told(xlsx([household(1, **{ID: WRONG_ID})]), REGISTER)["problems"][0]
    assert found["message"] == "เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน"
    assert "fix" not in found


def test_a_row_without_an_id_is_good_and_says_so(villages):
    assert problems(xlsx([household(1, **{ID: "-"})]), REGISTER) == [(FIRST, "C", "citizen_id.missing")]
    assert counts(household(1, **{ID: None})) == {"new": 1}


def test_the_same_line_twice_is_brought_in_once(villages):
    again = household(1, **{NAME: "นายสมชาย1  ตัวอย่าง", "ที่": 2})
    assert counts(household(1), again) == {"new": 1, "duplicate": 1}
    assert problems(xlsx([household(1), again]), REGISTER) == [(FIRST + 1, "C", "row.duplicate")]


def test_a_repeated_household_with_other_values_says_which_columns_differ(villages):
    again = household(1, **{"โทรศัพท์": "0899999999"})
    found = told(xlsx([household(1), again]), REGISTER)["problems"]
    assert [(p["code"], p["level"]) for p in found] == [("row.duplicate_differs", "duplicate")]
    assert "โทรศัพท์" in found[0]["message"]


def test_two_people_with_one_id_are_both_wrong(villages):
    other = household(1, **{NAME: "นางอื่น คนละคน", HOUSE: "99"})
    assert problems(xlsx([household(1), other]), REGISTER) == [
        (FIRST, "C", "citizen_id.two_people"),
        (FIRST + 1, "C", "citizen_id.two_people"),
    ]


def test_the_same_house_with_another_person_is_a_note(villages):
    neighbour = household(2, **{HOUSE: "1/1"})
    assert problems(xlsx([household(1), neighbour]), REGISTER) == [
        (FIRST + 1, "D", "house_no.another_person")
    ]
    assert counts(household(1), neighbour) == {"new": 2}


def test_the_same_name_with_another_id_is_a_note(villages):
    namesake = household(2, **{NAME: "นางสมชาย1 ตัวอย่าง"})
    assert problems(xlsx([household(1), namesake]), REGISTER) == [(FIRST + 1, "B", "name.another_id")]
    assert counts(household(1), namesake) == {"new": 2}


def test_a_household_is_known_again_by_its_registration_number_before_the_persons_id(villages):
    head = (*HOUSEHOLD_HEAD, "รหัสประจำบ้าน")
    bring_in([*household(1), "90010012345"], head=head)
    successor = [*household(2, **{NAME: "นางทายาท ตัวอย่าง"}), "9001-001234-5"]
    assert counts(successor, head=head) == {"changed": 1}
    changes = checked(xlsx([successor], head), REGISTER).rows[0].drafts[0].changes
    assert {name for name, _, _ in changes} == {"prefix", "first_name", "citizen_id", "house_no"}


def test_a_household_is_known_again_by_the_persons_id_wherever_it_moved(villages):
    bring_in(household(1))
    moved = household(1, **{"หมู่ที่": 6, "หมู่บ้าน": "บ้านเกาะแต้ว", "ตำบล": "เกาะแต้ว", HOUSE: "12"})
    assert counts(moved) == {"changed": 1}
    bring_in(moved)
    assert Household.objects.get().village_id == "90010306"
    assert Enrolment.objects.get().participation.village_id == "90010306"


def test_without_any_id_a_household_is_known_again_by_village_house_and_name(villages):
    bring_in(household(1, **{ID: None}))
    assert counts(household(1, **{ID: None, NAME: "นาง สมชาย1  ตัวอย่าง", "โทรศัพท์": None})) == {"changed": 1}
    assert counts(household(1, **{ID: None, HOUSE: "2"})) == {"new": 1}
    assert counts(household(1)) == {"new": 1}


def test_with_an_id_on_one_side_alone_name_and_house_do_not_make_the_same_household(villages):
    bring_in(household(1))
    assert counts(household(1, **{ID: None})) == {"new": 1}
    found = problems(xlsx([household(1, **{ID: None})]), REGISTER)
    assert [code for _, _, code in found] == [
        "name.another_id",
        "citizen_id.missing",
        "house_no.another_person",
    ]


def test_an_id_known_under_another_name_is_changed_with_a_note(villages):
    bring_in(household(1))
    married = household(1, **{NAME: "นางสมชาย1 สกุลใหม่"})
    assert counts(married) == {"changed": 1}
    assert problems(xlsx([married]), REGISTER) == [(FIRST, "B", "citizen_id.other_name")]


def test_another_head_of_a_known_house_is_said_and_an_id_that_stays_behind_too(villages):
    head = (*HOUSEHOLD_HEAD, "รหัสประจำบ้าน")
    bring_in([*household(1), "90010012345"], head=head)
    successor = [*household(1, **{NAME: "นางทายาท ตัวอย่าง", ID: None}), "90010012345"]
    found = [code for _, _, code in problems(xlsx([successor], head), REGISTER)]
    assert found == ["house_registration_no.other_name", "citizen_id.former"]
    with_own_id = [*household(2, **{NAME: "นางทายาท ตัวอย่าง"}), "90010012345"]
    found = [code for _, _, code in problems(xlsx([with_own_id], head), REGISTER)]
    assert "house_registration_no.other_name" in found
    assert "citizen_id.other_name" not in found


def test_a_citizen_id_said_to_be_lacking_is_a_note_not_an_error(villages):
    for said in ("ไม่มี", "ไม่มีบัตร", "-"):
        assert problems(xlsx([household(1, **{ID: said})]), REGISTER) == [(FIRST, "C", "citizen_id.missing")]


def test_a_second_upload_changes_nothing(villages):
    lines = [household(1), household(2, **{ID: None}), household(3, **{INCOME: None, "โทรศัพท์": None})]
    bring_in(*lines)
    assert counts(*lines) == {"same": 3}


def test_an_empty_cell_never_takes_away_what_is_stored(villages):
    bring_in(household(1))
    bare = household(
        1, **{"โทรศัพท์": None, "จำนวนสมาชิก (คน)": "-", INCOME: None, TRADE: "", DAY: None, NAME: None}
    )
    assert counts(bare) == {"same": 1}


def test_changes_are_shown_with_what_was_and_what_will_be(villages):
    bring_in(household(1))
    row = checked(
        xlsx([household(1, **{"จำนวนสมาชิก (คน)": 5, INCOME: 40000, DAY: "23/11/2561"})]), REGISTER
    ).rows[0]
    shown = {
        d.press.label(n): (d.press.shown(n, old), d.press.shown(n, new))
        for d in row.drafts
        for n, old, new in d.changes
    }
    assert shown == {
        "จำนวนสมาชิก (คน)": ("4", "5"),
        "รายได้เฉลี่ยก่อน (บาท/คน/ปี)": ("38,000", "40,000"),
        "วันที่สมัครใจเข้าร่วม": ("22/11/2561", "23/11/2561"),
    }


def test_a_household_of_last_year_is_enrolled_anew_and_not_doubled(villages):
    bring_in(household(1))
    plan = make.PlanFactory(fiscal_year=2563)
    make.ParticipationFactory(village=villages["90010203"], plan=plan)
    preview = checked(xlsx([household(1)]), REGISTER, year=2563)
    assert preview.counts["new"] == 1
    commit(preview, make.ImportBatchFactory.build(uploaded_by=None, fiscal_year=2563), by=None)
    assert (Household.objects.count(), Enrolment.objects.count(), Income.objects.count()) == (1, 2, 2)


def test_a_village_that_takes_no_part_makes_the_row_wrong_and_names_what_to_do(villages):
    found = told(xlsx([household(1, **{"หมู่ที่": 4, "หมู่บ้าน": "บ้านสะพานยาว"})]), REGISTER)["problems"]
    assert found[0]["code"] == "village.not_taking_part"
    assert "บ้านสะพานยาว ม.4 ต.เขารูปช้าง ยังไม่อยู่ในแผนปี 2562" in found[0]["message"]


def test_an_id_registered_in_another_district_is_refused_with_the_constraints_sentence(villages):
    far = make.VillageFactory(
        subdistrict=make.SubdistrictFactory(code="900201", district=make.DistrictFactory(code="9002"))
    )
    stranger = make.HouseholdFactory.build(village=far)
    stranger.seal_citizen_id(citizen_id(1))
    stranger.save()
    officer = make.UserFactory()
    make.PostingFactory(user=officer)
    found = told(xlsx([household(1)]), REGISTER, officer)
    assert [(p["column"], p["code"]) for p in found["problems"]] == [("C", "household_citizen_id_once")]
    assert found["problems"][0]["message"].startswith("เลขประจำตัวประชาชนนี้มีในทะเบียนแล้ว")


def test_quotas_and_targets_are_told_when_exceeded_and_refuse_nothing(villages):
    lines = [household(n) for n in range(1, 22)]
    found = told(xlsx(lines), REGISTER)
    assert found["new"] == 21
    assert any("21 ครัวเรือน เกินโควตา 20" in note for note in found["notes"])


def test_the_kind_of_a_trade_comes_from_the_offices_own_table_alone(villages):
    make.TradeSynonymFactory(trade="จักสานกระจูด", occupation="other", district_id="9001")
    found = told(xlsx([household(1), household(2, **{TRADE: "ทำนา"})]), REGISTER)
    assert any("ทำนา (1)" in note and "จักสาน" not in note for note in found["notes"])
    bring_in(household(1), household(2, **{TRADE: "ทำนา"}))
    assert stored(1).occupation == "other"
    assert stored(2).occupation == ""


def test_a_trade_that_changes_is_given_its_own_kind_and_not_the_old_one(villages):
    make.TradeSynonymFactory(trade="จักสานกระจูด", occupation="other", district_id="9001")
    bring_in(household(1))
    bring_in(household(1, **{TRADE: "ทำนา"}))
    assert (stored(1).trade, stored(1).occupation) == ("ทำนา", "")


def test_a_coach_is_found_in_the_villages_team_by_name_and_an_unknown_one_is_a_note(villages):
    lead = make.TeamMemberFactory(
        participation=villages["90010203"].participations.get(), sage__first_name="ครู", sage__last_name="ใจดี"
    )
    lines = [household(1, **{"ปราชญ์ผู้ดูแล": "นาย ครู  ใจดี"}), household(2, **{"ปราชญ์ผู้ดูแล": "นายไม่รู้จัก ใครเลย"})]
    assert problems(xlsx(lines), REGISTER) == [(FIRST + 1, "M", "coach.unknown")]
    bring_in(*lines)
    assert (stored(1).coach, stored(2).coach) == (lead, None)
    TeamMember.objects.filter(pk=lead.pk).update(left_on="2019-01-01")
    assert problems(xlsx([household(1, **{"ปราชญ์ผู้ดูแล": "ครู ใจดี"})]), REGISTER) == [
        (FIRST, "M", "coach.unknown")
    ]


def test_merged_villages_reach_down_and_sums_are_no_rows(villages):
    lines = [household(n, **{"หมู่บ้าน": None, "ตำบล": None}) for n in (1, 2, 3)]
    lines.append([None, "รวม", None, None, None, None, None, None, 12])
    merged = [(3, 5, 5, 5, "บ้านทุ่งใหญ่"), (3, 6, 5, 6, "เขารูปช้าง")]
    found = told(xlsx(lines, merged=merged), REGISTER)
    assert (found["rows"], found["new"]) == (3, 3)


def test_a_formula_without_a_value_is_missing_and_told(villages):
    book = openpyxl.load_workbook(io.BytesIO(xlsx([household(1)])))
    book.active.cell(FIRST, 10).value = "=12000*2"
    out = io.BytesIO()
    book.save(out)
    found = told(out.getvalue(), REGISTER)
    assert (found["new"], [(p["row"], p["column"], p["code"]) for p in found["problems"]]) == (
        1,
        [(FIRST, "J", "formula.no_value")],
    )


def test_names_may_stand_in_columns_of_their_own(villages):
    head = ("คำนำหน้า", "ชื่อ", "นามสกุล", "บ้านเลขที่", "หมู่ที่", "ตำบล")
    bring_in(["น.ส.", "นางนวล", "ตัวอย่าง", "1", 3, "เขารูปช้าง"], head=head)
    row = Household.objects.get()
    assert (row.prefix, row.first_name, row.last_name) == ("นางสาว", "นางนวล", "ตัวอย่าง")


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("ชื่อ", "สกุล"), ("นางสาวสมใจ", "ตัวอย่าง")),
        (("ชื่อตัว", "ชื่อสกุล"), ("นางสาว สมใจ", "ตัวอย่าง")),
        (("ชื่อ",), ("นางสาวสมใจ ตัวอย่าง",)),
        (("ผู้แทนครัวเรือน",), ("น.ส. สมใจ  ตัวอย่าง",)),
    ],
)
def test_a_prefix_joined_to_the_name_is_told_apart_where_it_has_no_column(villages, head, cells):
    bring_in([*cells, "1", 3, "เขารูปช้าง"], head=(*head, "บ้านเลขที่", "หมู่ที่", "ตำบล"))
    row = Household.objects.get()
    assert (row.prefix, row.first_name, row.last_name) == ("นางสาว", "สมใจ", "ตัวอย่าง")


def test_a_file_of_another_register_is_refused_with_what_is_missing(villages):
    with pytest.raises(NotThisRegister, match="ครัวเรือนเป้าหมาย"):
        checked(xlsx([["90010203", "บ้านทุ่งใหญ่"]], ("รหัสหมู่บ้าน", "หมู่บ้าน")), REGISTER)
    with pytest.raises(NotThisRegister, match="บ้านเลขที่"):
        checked(xlsx([["นายก ข", 3, "เขารูปช้าง"]], ("ชื่อ - สกุล", "หมู่ที่", "ตำบล")), REGISTER)
    with pytest.raises(NotThisRegister, match="ไม่มีแถวข้อมูล"):
        checked(xlsx([]), REGISTER)


def test_two_columns_of_one_meaning_that_disagree_make_the_row_wrong(villages):
    head = (*HOUSEHOLD_HEAD, "เบอร์โทรศัพท์")
    agreeing, other = [*household(1), "0812341234"], [*household(2), "0899999999"]
    assert problems(xlsx([agreeing, other], head), REGISTER) == [(FIRST + 1, "H", "phone.doubled")]


def test_no_sentence_repeats_a_citizen_id(villages):
    misplaced = household(1, **{"จำนวนสมาชิก (คน)": citizen_id(5), DAY: citizen_id(6), "หมู่บ้าน": citizen_id(7)})
    text = str(told(xlsx([misplaced]), REGISTER))
    assert not [number for number in (1, 5, 6, 7) if citizen_id(number) in text]


@pytest.mark.parametrize(
    ("cell", "house_no"),
    [
        ("45/2 ม.3", "45/2"),
        ("๔๕/๒ หมู่ที่ ๓ ต.เขารูปช้าง อ.เมือง จ.สงขลา", "45/2"),
        ("บ้านเลขที่ 45/2 หมู่ 3", "45/2"),
        ("45/2 ถนนไทรบุรี หมู่ 3 ตำบลเขารูปช้าง", "45/2"),
        ("ไม่มีเลขที่", "ไม่มีเลขที่"),
    ],
)
def test_an_address_under_the_house_number_gives_the_number_and_agrees_with_the_village(
    villages, cell, house_no
):
    bring_in(household(1, **{HOUSE: cell}))
    assert Household.objects.get().house_no == house_no


def test_an_address_alone_is_enough_to_know_the_village_and_one_of_another_village_is_wrong(villages):
    head = ("ชื่อ - สกุล", "ที่อยู่")
    bring_in(["นายสมชาย ตัวอย่าง", "45 หมู่ที่ 3 ต.เขารูปช้าง อ.เมือง"], head=head)
    assert Household.objects.get().village_id == "90010203"
    found = problems(xlsx([household(1, **{HOUSE: "45 ม.4"})]), REGISTER)
    assert [(column, code) for _, column, code in found] == [("D", "village.disagree")]


def test_an_income_of_another_measure_is_not_taken_for_the_register_s_own(villages):
    head = [*HOUSEHOLD_HEAD]
    head[9] = "รายได้เฉลี่ยก่อน (บาท/เดือน)"
    preview = bring_in(household(1), head=tuple(head))
    assert not Income.objects.exists()
    assert any("บาท/เดือน" in note for note in preview.notes)
