"""The register on the command line, beginning from an empty database."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ImportBatch
from households.models import Enrolment
from tests.importing.office import HOUSEHOLD_HEAD, everything, household, xlsx
from villages.models import Plan, Subdistrict, Village

KEYS = {"rows", "new", "changed", "same", "duplicate", "wrong", "problems", "notes"}


@pytest.fixture
def run(tmp_path, capsys):
    """`run("villages", content, commit=True)` → (the report, what was printed)."""

    def run(register, content, *, district="9001", year=2562, **options):
        path = tmp_path / f"{register}.dat"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        report = tmp_path / "report.json"
        try:
            call_command(
                "import_register",
                register,
                str(path),
                district=district,
                year=year,
                report=str(report),
                **options,
            )
        finally:
            printed = capsys.readouterr().out
            run.report = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
        return run.report, printed

    return run


def test_a_fresh_database_takes_all_four_registers(db, run):
    villages = "รหัสหมู่บ้าน,หมู่ที่,ชื่อหมู่บ้าน,ตำบล\n90010203,3,บ้านทุ่งใหญ่,เขารูปช้าง\n"
    report, printed = run("villages", villages, commit=True)
    assert report["new"] == 1
    assert "อำเภอเมืองสงขลา (9001)" in printed
    assert "แผนประจำปี 2562" in printed
    assert (Village.objects.count(), Subdistrict.objects.count(), Plan.objects.get().fiscal_year) == (
        1,
        6,
        2562,
    )
    parts = "รหัสหมู่บ้าน,ประเภท\n90010203,สร้างใหม่\n".encode("cp874")
    assert run("participations", parts, commit=True)[0]["new"] == 1
    sages = "\ufeffชื่อ - สกุล;หมู่ที่;ตำบล;ความเชี่ยวชาญ;บทบาทในทีม\nนายครู ตัวอย่าง;๓;เขารูปช้าง;จักสาน;หัวหน้าทีม\n"
    assert run("sages", sages, commit=True)[0]["new"] == 1
    content = xlsx([household(1, **{"ปราชญ์ผู้ดูแล": "ครู ตัวอย่าง"}), household(2, **{"จำนวนสมาชิก (คน)": 99})])
    report, printed = run("households", content, commit=True)
    assert set(report) == KEYS
    assert [report[key] for key in ("rows", "new", "wrong")] == [2, 1, 1]
    assert [problem | {"message": ""} for problem in report["problems"]] == [
        {
            "sheet": "ทะเบียน",
            "row": 5,
            "column": "I",
            "code": "members.max_value",
            "message": "",
            "level": "wrong",
        }
    ]
    assert "แถว 5 ช่อง I" in printed
    assert Enrolment.objects.get().coach.sage.first_name == "ครู"
    assert ImportBatch.objects.filter(state="imported", uploaded_by=None).count() == 4


def test_without_commit_nothing_is_written(db, run):
    before = everything()
    report, printed = run("villages", "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n90010203,บ้านทุ่งใหญ่\n")
    assert report["new"] == 1
    assert "--commit" in printed
    assert everything() == before
    assert not ImportBatch.objects.exists()


def test_a_second_run_changes_nothing(villages, run):
    content = xlsx([household(1), household(2)])
    run("households", content, commit=True)
    before = everything()
    assert run("households", content, commit=True)[0]["same"] == 2
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ว่างเปล่า"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "รูปภาพ"),
        (b"PK\x03\x04broken", "เสียหาย"),
        ("ไม่ใช่,ทะเบียน\n1,2\n", "คอลัมน์"),
        (",".join(HOUSEHOLD_HEAD) + "\n", "ไม่มีแถวข้อมูล"),
    ],
)
def test_a_file_that_is_no_register_ends_with_2_and_one_sentence(villages, run, content, sentence):
    with pytest.raises(CommandError, match=sentence) as error:
        run("households", content, commit=True)
    assert error.value.returncode == 2
    assert set(run.report) == KEYS
    assert run.report["rows"] == 0
    assert sentence in run.report["notes"][0]


@pytest.mark.parametrize(("district", "year"), [("9999", 2562), ("9001", 2019)])
def test_a_district_or_year_that_does_not_exist_is_told(db, run, district, year):
    with pytest.raises(CommandError) as error:
        run("villages", "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n90010203,บ้านทุ่งใหญ่\n", district=district, year=year)
    assert error.value.returncode == 1
