"""The register of sages: the person, the seat in the team, the leader course."""

import datetime

import pytest

from sages.imports import REGISTER
from sages.models import Sage, TeamMember
from tests import factories as make
from tests.importing.office import checked, citizen_id, problems, told, xlsx
from villages.importing.committing import commit

HEAD = (
    "ที่",
    "คำนำหน้า",
    "ชื่อ",
    "สกุล",
    "เลขประจำตัวประชาชน",
    "หมู่ที่",
    "หมู่บ้าน",
    "ตำบล",
    "โทรศัพท์",
    "ความเชี่ยวชาญ",
    "ประสบการณ์ (ปี)",
    "บทบาทในทีม",
    "ผ่านหลักสูตรวิทยากรผู้นำสัมมาชีพ",
    "วันที่อบรม",
)


def sage(number=1, **differs):
    line = dict(
        zip(
            HEAD,
            (
                number,
                "น.ส.",
                f"ครู{number}",
                "ตัวอย่าง",
                citizen_id(number),
                3,
                "บ้านทุ่งใหญ่",
                "เขารูปช้าง",
                "0812341234",
            ),
            strict=False,
        )
    )
    return list(
        (line | dict.fromkeys(HEAD[9:]) | {"ความเชี่ยวชาญ": "จักสาน", "ประสบการณ์ (ปี)": 12} | differs).values()
    )


def bring_in(*lines, head=HEAD):
    preview = checked(xlsx(lines, head), REGISTER)
    commit(preview, make.ImportBatchFactory.build(register="sages", uploaded_by=None), by=None)
    return preview.counts


def test_a_lead_who_passed_the_course_is_a_sage_with_a_seat(villages):
    bring_in(sage(1, **{"บทบาทในทีม": "หัวหน้าทีม", HEAD[12]: "ผ่าน", "วันที่อบรม": "5-8 พ.ย. 2561"}))
    row, seat = Sage.objects.get(), TeamMember.objects.get()
    assert (row.prefix, row.first_name, row.village_id, row.years) == ("นางสาว", "ครู1", "90010203", 12)
    assert (row.course_passed, row.course_starts_on, row.course_ends_on) == (
        True,
        datetime.date(2018, 11, 5),
        datetime.date(2018, 11, 8),
    )
    assert (seat.sage, seat.role, seat.fiscal_year) == (row, "lead", 2562)


def test_without_a_role_a_sage_is_a_member_as_the_screen_presets(villages):
    bring_in(sage(1, **{"บทบาทในทีม": None}), sage(2, **{"บทบาทในทีม": "สมาชิก", HEAD[12]: "-"}))
    assert set(TeamMember.objects.values_list("role", flat=True)) == {"member"}
    assert not Sage.objects.filter(course_passed=True).exists()


@pytest.mark.parametrize(
    ("label", "cell", "column", "code"),
    [
        ("ความเชี่ยวชาญ", None, "J", "expertise.required"),
        ("ประสบการณ์ (ปี)", 120, "K", "years.max_value"),
        ("บทบาทในทีม", "ประธาน", "L", "role.choice"),
        (HEAD[12], "อาจจะ", "M", "course_passed.choice"),
        ("วันที่อบรม", "8-5 พ.ย. 2561", "N", "course_dates.invalid"),
        ("วันที่อบรม", "พฤศจิกายน", "N", "course_dates.invalid"),
        ("หมู่บ้าน", "บ้านเกาะแต้ว", "G", "village.disagree"),
    ],
)
def test_a_wrong_cell_makes_its_row_wrong(villages, label, cell, column, code):
    assert problems(xlsx([sage(1, **{label: cell}), sage(2)], HEAD), REGISTER, level="wrong") == [
        (4, column, code)
    ]


def test_a_second_lead_of_one_team_is_wrong_with_the_constraints_sentence(villages):
    found = told(
        xlsx([sage(1, **{"บทบาทในทีม": "หัวหน้าทีม"}), sage(2, **{"บทบาทในทีม": "หัวหน้าทีม"})], HEAD), REGISTER
    )
    assert [(p["row"], p["column"], p["code"]) for p in found["problems"]] == [
        (5, "L", "teammember_one_lead")
    ]
    assert found["problems"][0]["message"].startswith("ทีมนี้มีหัวหน้าทีมแล้ว")


def test_lead_and_member_may_change_places_in_one_file(villages):
    lead, member = {"บทบาทในทีม": "หัวหน้าทีม"}, {"บทบาทในทีม": "สมาชิก"}
    bring_in(sage(1, **lead), sage(2, **member))
    assert bring_in(sage(2, **lead), sage(1, **member))["changed"] == 2
    assert TeamMember.objects.get(role="lead").sage.first_name == "ครู2"


def test_a_lead_is_not_replaced_when_the_line_that_gives_up_the_seat_is_wrong(villages):
    lead, member = {"บทบาทในทีม": "หัวหน้าทีม"}, {"บทบาทในทีม": "สมาชิก"}
    bring_in(sage(1, **lead), sage(2, **member))
    lines = [sage(2, **lead), sage(1, **member, **{"โทรศัพท์": "1"})]
    assert [code for _, _, code in problems(xlsx(lines, HEAD), REGISTER)] == [
        "teammember_one_lead",
        "phone.invalid",
    ]


def test_a_sage_is_known_again_by_id_else_by_name_and_village(villages):
    bring_in(sage(1, **{"เลขประจำตัวประชาชน": None}))
    assert bring_in(sage(1))["changed"] == 1
    assert Sage.objects.get().nid_last4 == citizen_id(1)[-4:]
    assert bring_in(sage(1, **{"เลขประจำตัวประชาชน": None, "โทรศัพท์": None}))["same"] == 1
    namesake = sage(1, **{"เลขประจำตัวประชาชน": citizen_id(9)})
    assert problems(xlsx([namesake], HEAD), REGISTER) == [(4, "C", "name.another_id")]


def test_a_name_that_two_sages_share_is_not_guessed(villages):
    bring_in(sage(1), sage(1, **{"เลขประจำตัวประชาชน": citizen_id(9)}))
    found = problems(xlsx([sage(1, **{"เลขประจำตัวประชาชน": None})], HEAD), REGISTER)
    assert found == [(4, "C", "name.many")]


def test_a_seat_in_another_village_of_the_same_year_is_not_moved(villages):
    bring_in(sage(1))
    moved = sage(1, **{"หมู่ที่": 6, "หมู่บ้าน": "บ้านเกาะแต้ว", "ตำบล": "เกาะแต้ว"})
    found = told(xlsx([moved], HEAD), REGISTER)
    assert [p["code"] for p in found["problems"]] == ["seat.another_team"]
    assert "หนึ่งคนอยู่ได้ปีละหนึ่งทีม" in found["problems"][0]["message"]


def test_more_sages_than_the_quota_are_told_and_brought_in(villages):
    found = told(xlsx([sage(n) for n in range(1, 7)], HEAD), REGISTER)
    assert found["new"] == 6
    assert any("6 คน เกินโควตา 5" in note for note in found["notes"])


def test_a_second_upload_changes_nothing(villages):
    lines = [sage(1, **{"วันที่อบรม": "5-8 พ.ย. 2561", HEAD[12]: "ผ่าน"}), sage(2)]
    bring_in(*lines)
    assert bring_in(*lines)["same"] == 2
