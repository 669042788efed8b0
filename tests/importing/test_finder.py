import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from households.imports import REGISTER as HOUSEHOLDS
from sages.imports import REGISTER as SAGES
from sammachip.lib.sheets import label_key
from tests.importing.office import the_villages
from villages.importing.finder import NotFound, VillageFinder
from villages.importing.registers import VILLAGE_NAMES
from villages.imports import PARTICIPATION_REGISTER, VILLAGE_REGISTER

CODE, NAME, MOO, TAMBON = "village_code", "village_name", "moo", "subdistrict_name"


DISTRICT, VILLAGES = the_villages()
FINDER = VillageFinder(DISTRICT, VILLAGES.values(), set(VILLAGES))


def found(finder=FINDER, **said):
    return finder.find(tuple(said), tuple(said.values()))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("90010203", {CODE: "90010203"}),
        ("90010203", {CODE: 90010203}),
        ("90010203", {CODE: "๙๐๐๑๐๒๐๓"}),
        ("90010203", {CODE: "9001-02-03"}),
        ("90010203", {NAME: "บ้านทุ่งใหญ่"}),
        ("90010203", {NAME: "ทุ่งใหญ่"}),
        ("90010203", {NAME: "บ.ทุ่งใหญ่"}),
        ("90010203", {NAME: " บ้าน ทุ่งใหญ่\u200b"}),
        ("90010604", {NAME: "บ้านสวนทุเรียน"}),
        ("90010604", {NAME: "สวนทุเรียน", MOO: 4, TAMBON: "เกาะยอ"}),
        ("90010203", {MOO: 3, TAMBON: "เขารูปช้าง"}),
        ("90010203", {MOO: "๓", TAMBON: "ต.เขารูปช้าง"}),
        ("90010203", {MOO: "หมู่ที่ 3", TAMBON: "ตำบลเขารูปช้าง"}),
        ("90010203", {MOO: "ม.3", TAMBON: "เขารูปช้าง"}),
        ("90010203", {MOO: "03", TAMBON: "900102"}),
        ("90010203", {NAME: "บ้านทุ่งใหญ่ ม.3 ต.เขารูปช้าง"}),
        ("90010203", {NAME: "หมู่ที่ 3", TAMBON: "เขารูปช้าง"}),
        ("90010203", {NAME: "3", TAMBON: "เขารูปช้าง"}),
        ("90010304", {NAME: "บ้านด่าน", MOO: 4}),
        ("90010305", {NAME: "บ้านด่าน", MOO: 5, TAMBON: "เกาะแต้ว"}),
        ("90010201", {NAME: "บ้านบางดาน", TAMBON: "เขารูปช้าง"}),
        ("90010401", {NAME: "บ้านบางดาน", TAMBON: "พะวง"}),
        ("90010502", {NAME: "บ้านสวนใต้"}),
        ("90010503", {NAME: "บ้านส่วนใต้"}),
        ("90010203", {NAME: "บ้านทุ่งใหญ่", "district_name": "เมืองสงขลา", "province_name": "จ.สงขลา"}),
        ("90010203", {NAME: "บ้านทุ่งใหญ่", "district_name": "อ.เมือง"}),
        ("90010203", {NAME: "บ้านทุ่งใหญ่", MOO: "-", TAMBON: None}),
    ],
)
def test_a_village_is_found_by_what_an_office_writes(code, said):
    assert found(**said).code == code


@pytest.mark.parametrize(
    ("code", "column", "said"),
    [
        ("village.missing", NAME, {NAME: None, MOO: "", TAMBON: "-"}),
        ("village.ambiguous", NAME, {NAME: "บ้านด่าน"}),
        ("village.ambiguous", NAME, {NAME: "บ้านด่าน", TAMBON: "เกาะแต้ว"}),
        ("village.ambiguous", NAME, {NAME: "บ้านบางดาน"}),
        ("village.ambiguous", NAME, {NAME: "บ้านบางดาน", MOO: 1}),
        ("village.ambiguous", MOO, {MOO: 3}),
        ("village.ambiguous", TAMBON, {TAMBON: "พะวง"}),
        ("village.unknown", NAME, {NAME: "บ้านไม่มีจริง", MOO: 99, TAMBON: "พะวง"}),
        ("village.unknown", CODE, {CODE: "90020101"}),
        ("village.unknown", CODE, {CODE: "9001020"}),
        ("village.unknown", TAMBON, {TAMBON: "จะทิ้งพระ", MOO: 1}),
        ("village.disagree", MOO, {NAME: "บ้านทุ่งใหญ่", MOO: 99, TAMBON: "เขารูปช้าง"}),
        ("village.disagree", MOO, {NAME: "บ้านน้ำกระจาย", MOO: 9, TAMBON: "พะวง"}),
        ("village.disagree", CODE, {CODE: "90010203", NAME: "บ้านเกาะแต้ว"}),
        ("village.disagree", CODE, {CODE: "90010203", NAME: "บ้านเกาะแต้ว", MOO: 6, TAMBON: "เกาะแต้ว"}),
        ("village.disagree", NAME, {NAME: "บ้านสวนใต้", MOO: 3}),
        ("village.outside", "district_name", {NAME: "บ้านทุ่งใหญ่", "district_name": "สทิงพระ"}),
        ("village.outside", "province_name", {NAME: "บ้านทุ่งใหญ่", "province_name": "พัทลุง"}),
    ],
)
def test_what_points_to_no_village_or_to_two_is_never_guessed(code, column, said):
    error = found(**said)
    assert isinstance(error, NotFound)
    assert (error.code, error.column) == (code, column)
    assert len(str(error)) > 20


def test_the_alias_of_one_village_with_the_moo_of_another_is_wrong_though_each_alone_would_match():
    """บ้านสวนใต้ is another name of หมู่ 2, หมู่ 3 is บ้านส่วนใต้: a tone mark apart."""
    error = found(village_name="บ้านสวนใต้", moo=3, subdistrict_name="ทุ่งหวัง")
    assert isinstance(error, NotFound)
    assert found(village_name="บ้านส่วนใต้", moo=3, subdistrict_name="ทุ่งหวัง").code == "90010503"


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        ("2", {NAME: "บ้านน้ำกระจาย", MOO: 9, TAMBON: "พะวง"}),
        ("บ้านทุ่งใหญ่", {NAME: "ทุ่งใหย่", MOO: 3, TAMBON: "เขารูปช้าง"}),
        ("บ้านทุ่งใหญ่", {NAME: "ทุ่งใหย่", TAMBON: "เขารูปช้าง"}),
        ("90010306", {CODE: "90010203", NAME: "บ้านเกาะแต้ว", MOO: 6, TAMBON: "เกาะแต้ว"}),
        ("", {NAME: "บ้านทุ่งใหญ่", MOO: 4, TAMBON: "เขารูปช้าง"}),
        ("", {NAME: "บ้านไม่มีจริง", MOO: 99, TAMBON: "พะวง"}),
    ],
)
def test_a_fix_is_proposed_only_where_all_the_other_columns_agree_on_one_village(fix, said):
    assert found(**said).fix == fix


def test_a_moo_that_does_not_exist_is_told_with_how_far_they_go():
    error = found(village_name="บ้านน้ำกระจาย", moo=9, subdistrict_name="พะวง")
    assert str(error) == "ตำบลพะวงไม่มีหมู่ที่ 9 (ในทะเบียนมีถึงหมู่ที่ 8) โปรดตรวจสอบกับทะเบียนหมู่บ้าน"


def test_a_village_outside_the_importers_area_is_told_so():
    finder = VillageFinder(DISTRICT, VILLAGES.values(), {"90010203"})
    assert found(finder, village_name="บ้านทุ่งใหญ่").code == "90010203"
    error = found(finder, village_name="บ้านเกาะแต้ว")
    assert (error.code, error.column) == ("village.outside", NAME)
    assert "อยู่นอกพื้นที่" in str(error)


CELLS = {
    CODE: st.sampled_from([None, "90010203", "90010304", "90010305", "90010401", "99999999"]),
    NAME: st.sampled_from([None, "บ้านทุ่งใหญ่", "ด่าน", "บ้านบางดาน", "สวนใต้", "บ้านส่วนใต้", "บ้านอื่น"]),
    MOO: st.sampled_from([None, 1, "2", "๓", 4, 5, 99]),
    TAMBON: st.sampled_from([None, "เขารูปช้าง", "ต.เกาะแต้ว", "พะวง", "ทุ่งหวัง"]),
}


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries(CELLS))
def test_a_village_that_is_found_agrees_with_every_filled_column_and_no_other_village_does(said):
    def fits(village, column, cell):
        return {
            CODE: village.code == cell,
            NAME: str(cell).removeprefix("บ้าน") in [n.removeprefix("บ้าน") for n in village.all_names],
            MOO: str(village.moo) == str(cell).replace("๓", "3"),
            TAMBON: village.subdistrict.name == str(cell).removeprefix("ต."),
        }[column]

    filled = {column: cell for column, cell in said.items() if cell is not None}
    agreeing = (
        [v for v in FINDER.village.values() if all(fits(v, *each) for each in filled.items())]
        if filled
        else []
    )
    answer = found(**said)
    if len(agreeing) == 1:
        assert answer is agreeing[0]
    else:
        assert isinstance(answer, NotFound)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=40), st.integers(), st.floats(), st.dates()),
        min_size=7,
        max_size=7,
    )
)
def test_any_cells_give_a_village_or_a_sentence(cells):
    answer = FINDER.find(VILLAGE_NAMES, tuple(cells))
    assert isinstance(answer, NotFound) or answer.code in FINDER.village


@pytest.mark.parametrize(
    "register", [VILLAGE_REGISTER, PARTICIPATION_REGISTER, SAGES, HOUSEHOLDS], ids=lambda r: r.kind
)
def test_no_label_means_two_columns_of_a_register(register):
    meant = {}
    for column in register.columns:
        for label in column.labels:
            assert meant.setdefault(label_key(label), column.name) == column.name, label
