"""An import is written whole or not at all, and taken back row for row where nobody has built upon it."""

import pytest
from django.db import IntegrityError

from accounts.models import ImportBatch, ImportChange
from households.imports import REGISTER
from households.models import Enrolment, Household, Income
from sages.models import Sage
from tests import factories as make
from tests.importing.office import checked, csv_file, everything, household, xlsx
from villages.importing.committing import Stale, commit
from villages.importing.undoing import undo
from villages.imports import PARTICIPATION_REGISTER, VILLAGE_REGISTER
from villages.models import District, Participation, Plan, Village

MEMBERS, PHONE = "จำนวนสมาชิก (คน)", "โทรศัพท์"


@pytest.fixture
def officer(villages):
    user = make.UserFactory()
    make.PostingFactory(user=user)
    return user


def bring_in(content, by=None, register=REGISTER):
    batch = make.ImportBatchFactory.build(register=register.kind, uploaded_by=by)
    commit(checked(content, register, by), batch, by=by)
    return batch


def test_undo_of_new_rows_leaves_the_tables_as_they_were(officer):
    before = everything()
    batch = bring_in(xlsx([household(n) for n in range(1, 6)]), officer)
    assert (Household.objects.count(), Enrolment.objects.count(), Income.objects.count()) == (5, 5, 5)
    assert undo(batch, by=officer) == []
    assert everything() == before
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by) == ("undone", officer)


def test_undo_of_changed_rows_gives_back_each_value_and_keeps_counting_versions(officer):
    bring_in(xlsx([household(1), household(2, **{MEMBERS: None})]), officer)
    before = everything()
    batch = bring_in(
        xlsx([household(1, **{PHONE: "0899999999", MEMBERS: 9}), household(2), household(3)]), officer
    )
    assert everything() != before
    assert undo(batch, by=officer) == []
    assert everything() == before
    row = Household.objects.get(house_no="1/1")
    assert row.version == 3
    assert [h.history_change_reason for h in row.history.all()][:2] == [f"undo:{batch.pk}", batch.reason]


def test_each_row_tells_in_its_history_which_import_made_and_unmade_it(officer):
    batch = bring_in(xlsx([household(1)]), officer)
    made = Household.history.get()
    assert (made.history_type, made.history_user, made.history_change_reason) == ("+", officer, batch.reason)
    undo(batch, by=officer)
    gone = Household.history.first()
    assert (gone.history_type, gone.history_user, gone.history_change_reason) == (
        "-",
        officer,
        f"undo:{batch.pk}",
    )


def test_a_household_visited_since_is_kept_whole_and_named(officer):
    batch = bring_in(xlsx([household(1), household(2)]), officer)
    visited = Enrolment.objects.get(household__house_no="1/1")
    make.VisitFactory(enrolment=visited, visitor=officer)
    kept = undo(batch, by=officer)
    assert {(change.line, change.kept) for change in kept} == {(1, "used")}
    assert [Household.objects.get(), Enrolment.objects.get()] == [visited.household, visited]
    assert Income.objects.get().enrolment == visited


def test_a_row_changed_since_is_kept_and_the_others_go(officer):
    batch = bring_in(xlsx([household(1), household(2)]), officer)
    touched = Household.objects.get(house_no="2/1")
    Household.objects.filter(pk=touched.pk).update(version=2)
    kept = undo(batch, by=officer)
    assert {(change.line, change.kept) for change in kept} == {(2, "changed")}
    assert Household.objects.get() == touched


def test_what_a_later_import_changed_is_kept_until_that_import_is_undone(officer):
    first = bring_in(xlsx([household(1), household(2)]), officer)
    second = bring_in(xlsx([household(1, **{MEMBERS: 9})]), officer)
    assert {change.line for change in undo(first, by=officer)} == {1}
    assert undo(second, by=officer) == []
    assert Household.objects.get().members == 4


def test_a_row_deleted_since_is_no_obstacle(officer):
    batch = bring_in(xlsx([household(1), household(2)]), officer)
    gone = Enrolment.objects.order_by("pk").first()
    gone.incomes.all().delete()
    gone.delete()
    assert {change.kept for change in undo(batch, by=officer)} == {"gone"}
    assert Household.objects.count() == 1


def test_rows_outside_the_area_of_who_undoes_are_kept(officer):
    other = {"หมู่ที่": 6, "หมู่บ้าน": "บ้านเกาะแต้ว", "ตำบล": "เกาะแต้ว"}
    batch = bring_in(xlsx([household(1), household(2, **other)]), officer)
    field = make.UserFactory(role="field_officer")
    make.PostingFactory(user=field, area_code="900102")
    assert {(change.line, change.kept) for change in undo(batch, by=field)} == {(2, "outside")}
    assert Household.objects.get().village_id == "90010306"


def test_an_import_is_undone_once(officer):
    batch = bring_in(xlsx([household(1)]), officer)
    undo(batch, by=officer)
    bring_in(xlsx([household(1)]), officer)
    assert undo(batch, by=officer) == []
    assert Household.objects.count() == 1


def test_codes_and_plan_made_for_an_import_go_with_it_unless_something_stands_on_them(db):
    before = everything()
    head = ("รหัสหมู่บ้าน", "ชื่อหมู่บ้าน")
    batch = bring_in(csv_file([("90010203", "บ้านทุ่งใหญ่")], head), register=VILLAGE_REGISTER)
    part = csv_file([("90010203", "สร้างใหม่")], ("รหัสหมู่บ้าน", "ประเภท"))
    second = bring_in(part, register=PARTICIPATION_REGISTER)
    kept = undo(batch, by=None)
    assert {change.model for change in kept} == {
        "villages.village",
        "villages.plan",
        "villages.subdistrict",
        "villages.district",
        "villages.province",
    }
    assert Village.objects.exists()
    assert undo(second, by=None) == []
    assert not Participation.objects.exists()
    assert (Plan.objects.count(), District.objects.count()) == (1, 1)
    assert before != everything()


def test_undo_of_the_first_import_of_all_leaves_nothing(db):
    before = everything()
    batch = bring_in(csv_file([("90010203", "บ้านทุ่งใหญ่")], ("รหัสหมู่บ้าน", "ชื่อหมู่บ้าน")), register=VILLAGE_REGISTER)
    assert undo(batch, by=None) == []
    assert everything() == before


def test_an_import_that_fails_midway_leaves_nothing_at_all(officer):
    before = everything()
    preview = checked(xlsx([household(1), household(2)]), REGISTER, officer)
    second = preview.rows[1].drafts[0]
    second.cleaned["citizen_id"] = preview.rows[0].drafts[0].cleaned["citizen_id"]
    with pytest.raises(IntegrityError):
        commit(preview, make.ImportBatchFactory.build(uploaded_by=officer), by=officer)
    assert everything() == before
    assert (ImportBatch.objects.count(), ImportChange.objects.count(), Household.history.count()) == (0, 0, 0)


def test_a_row_that_changed_between_check_and_writing_stops_the_whole_import(officer):
    bring_in(xlsx([household(1)]), officer)
    preview = checked(xlsx([household(1, **{MEMBERS: 9}), household(2)]), REGISTER, officer)
    Household.objects.update(version=2, phone="0811111111")
    with pytest.raises(Stale):
        commit(preview, make.ImportBatchFactory.build(uploaded_by=officer), by=officer)
    row = Household.objects.get()
    assert (row.phone, row.members) == ("0811111111", 4)


def test_only_good_rows_are_written(officer):
    batch = bring_in(xlsx([household(1), household(2, **{PHONE: "1"}), household(1)]), officer)
    assert batch.counts == {"rows": 3, "new": 1, "changed": 0, "same": 0, "duplicate": 1, "wrong": 1}
    assert Household.objects.count() == 1


def test_a_line_that_could_not_be_read_does_not_make_its_corrected_copy_a_repetition(officer):
    bring_in(xlsx([household(1, **{"บ้านเลขที่": None}), household(1)]), officer)
    assert Household.objects.get().house_no == "1/1"


def test_importing_without_a_good_row_makes_no_plan_either(db):
    content = csv_file([("90010203", "")], ("รหัสหมู่บ้าน", "ชื่อหมู่บ้าน"))
    batch = bring_in(content, register=VILLAGE_REGISTER)
    assert batch.counts["wrong"] == 1
    assert not District.objects.exists()
    assert not Sage.objects.exists()
