"""Enrolling, mending and withdrawing: all or nothing, nothing typed is lost, nothing overwritten unseen."""

import datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse

from households import services
from households.models import Enrolment, Household, Income, TradeSynonym
from tests import factories as make

pytestmark = pytest.mark.django_db

CREATE, EDIT, ENROL = "households:create", "households:edit", "households:enrol"
ENROLMENT_EDIT = "households:enrolment_edit"
CITIZEN_ID = "1101700230708"


def typed(world, **changes):
    return {
        "participation": str(world.participation.pk),
        "volunteered_on": "๕ พ.ย. ๒๕๖๑",
        "prefix": "น.ส.",
        "first_name": "อารีย์",
        "last_name": "ตัวอย่าง",
        "citizen_id": "1-1017-00230-70-8",
        "phone": "081-234-9999",
        "house_no": "๖๑/๕",
        "members": "4",
        "trade": "จักสานกระจูด",
        "income_before": "31,500",
    } | changes


def send(client, user, name, *args, status=200, **data):
    client.force_login(user)
    response = client.post(reverse(name, args=args), data)
    assert response.status_code == status
    return response


def rows():
    return Household.objects.count(), Enrolment.objects.count(), Income.objects.count()


def test_one_page_makes_household_enrolment_and_income(client, world):
    response = send(client, world.field, CREATE, status=302, **typed(world))
    household = Household.objects.get(first_name="อารีย์")
    enrolment = household.enrolments.get()
    assert response["Location"] == household.get_absolute_url()
    assert household.village == world.village
    assert (household.house_no, household.phone, household.nid_last4) == ("61/5", "0812349999", "0708")
    assert (enrolment.fiscal_year, enrolment.volunteered_on) == (2562, datetime.date(2018, 11, 5))
    income = enrolment.incomes.get()
    assert (income.measure, income.period, income.source) == ("bmn_person", "year", "register")
    assert (income.amount, income.told_on) == (31500, datetime.date(2018, 11, 5))
    for row in (household, enrolment, income):
        assert row.history.get().history_user == world.field


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"citizen_id": "1-1017-00230-70-9"}, "เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจสอบกับบัตรประชาชน"),
        ({"participation": ""}, "กรุณาเลือกหมู่บ้านเข้าร่วมโครงการ"),
        ({"volunteered_on": "17/01/2562"}, "ต้องไม่เป็นวันในอนาคต"),
        ({"volunteered_on": "31/02/2561"}, "ไม่มีวันที่ 31/2/2561"),
        ({"members": "51"}, "จำนวนสมาชิกต้องเป็น 1 ถึง 50 คน"),
        ({"income_before": "-1"}, "น้อยเกินไป"),
        ({"latitude": "7.1"}, "พิกัดต้องอยู่ในประเทศไทย"),
        ({"first_name": ""}, "กรุณากรอกชื่อ"),
    ],
)
def test_wrong_input_keeps_what_was_typed_and_writes_nothing(client, world, changes, sentence):
    before = rows()
    told = send(client, world.field, CREATE, **typed(world, **changes)).content.decode()
    assert sentence in told
    kept = {
        "first_name": "อารีย์",
        "trade": "จักสานกระจูด",
        "income_before": "31,500",
        "house_no": "๖๑/๕",
    } | changes
    for value in kept.values():
        assert value in told
    assert rows() == before


def test_errors_of_both_halves_are_told_at_once(client, world):
    told = send(client, world.field, CREATE, **typed(world, participation="", first_name="")).content.decode()
    assert told.count("ยังบันทึกไม่ได้ โปรดแก้ไขต่อไปนี้") == 1
    summary = told.partition("data-errors")[2].partition("</section>")[0]
    assert "กรุณากรอกชื่อ" in summary
    assert "กรุณาเลือกหมู่บ้านเข้าร่วมโครงการ" in summary


def test_an_enrolment_whose_income_cannot_be_written_leaves_nothing_behind(world):
    before = rows()
    household = Household(village=world.village, first_name="ครึ่งทาง", house_no="1")
    enrolment = Enrolment(participation=world.participation, fiscal_year=2562)
    with pytest.raises(IntegrityError):
        services.enrol(enrolment, household=household, income_before=-1, by=world.officer)
    assert rows() == before


def test_a_village_outside_the_area_cannot_be_chosen(client, world):
    before = rows()
    for participation in (world.neighbour_participation, world.other_participation):
        told = send(
            client, world.field, CREATE, **typed(world, participation=str(participation.pk))
        ).content.decode()
        assert "ไม่มีในรายการของท่าน" in told
    assert rows() == before


def test_a_coach_or_meeting_of_another_village_or_year_is_refused(client, world):
    plan = make.PlanFactory(fiscal_year=2561)
    former = make.TeamMemberFactory(participation=make.ParticipationFactory(village=world.village, plan=plan))
    told = send(client, world.officer, CREATE, **typed(world, coach=str(former.pk))).content.decode()
    assert "ไม่มีในรายการของท่าน" in told
    told = send(
        client, world.officer, CREATE, **typed(world, meeting=str(world.other_meeting.pk))
    ).content.decode()
    assert "การประชุมที่เลือกเป็นของหมู่บ้านอื่น" in told


def test_a_citizen_id_stands_once_and_never_in_an_address(client, world):
    send(client, world.field, CREATE, status=302, **typed(world))
    before = rows()
    response = send(client, world.field, CREATE, **typed(world, first_name="อีกคน"))
    assert "เลขประจำตัวประชาชนนี้มีในทะเบียนแล้ว" in response.content.decode()
    assert rows() == before
    assert CITIZEN_ID not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]


def test_the_village_of_the_address_is_chosen_already(client, world):
    client.force_login(world.officer)
    told = client.get(reverse(CREATE), {"village": world.village.pk}).content.decode()
    assert f'<option value="{world.participation.pk}" selected>' in told
    told = client.get(reverse(CREATE), {"village": world.neighbour_village.pk}).content.decode()
    assert str(world.neighbour_participation.pk) not in told


def test_a_household_of_the_register_is_enrolled_once_a_year(client, world):
    household = make.HouseholdFactory(village=world.village)
    send(client, world.officer, ENROL, household.pk, status=302, participation=str(world.participation.pk))
    assert household.enrolments.get().fiscal_year == 2562
    told = send(
        client, world.officer, ENROL, household.pk, participation=str(world.participation.pk)
    ).content.decode()
    assert "หนึ่งครัวเรือนเข้าร่วมได้ปีละครั้ง" in told
    assert household.enrolments.count() == 1


def test_a_household_is_enrolled_in_its_own_village(client, world):
    household = make.HouseholdFactory(village=world.village)
    told = send(client, world.officer, ENROL, household.pk, participation=str(world.other_participation.pk))
    assert "ครัวเรือนนี้อยู่คนละหมู่บ้าน" in told.content.decode()
    assert not household.enrolments.exists()


def test_a_known_trade_gives_its_kind_and_an_unknown_one_gives_none(client, world):
    make.TradeSynonymFactory(trade="เลี้ยงปลากะพง", occupation="fishery")
    make.TradeSynonymFactory(district=world.neighbour_plan.district, trade="ทำสวน", occupation="orchard")
    send(client, world.field, CREATE, status=302, **typed(world, trade="เลี้ยง ปลากะพง ".replace("ง ป", "งป")))
    assert Enrolment.objects.latest("pk").occupation == "fishery"
    other = typed(world, trade="ทำสวน", citizen_id="", first_name="สมใจ")
    send(client, world.field, CREATE, status=302, **other)
    assert Household.objects.get(first_name="สมใจ").enrolments.get().occupation == ""


def enrolment_typed(enrolment, **changes):
    told = {
        "participation": str(enrolment.participation_id),
        "volunteered_on": "05/11/2561",
        "trade": enrolment.trade,
        "coach": str(enrolment.coach_id or ""),
        "version": str(enrolment.version),
    }
    return told | changes


def test_an_enrolment_moves_with_its_household_and_only_while_nothing_hangs_on_it(client, world):
    other = make.ParticipationFactory(
        village=make.VillageFactory(subdistrict=world.village.subdistrict, moo=4), plan=world.plan
    )
    enrolment = make.EnrolmentFactory(participation=world.participation)

    def move(row, status=200):
        data = enrolment_typed(row, participation=str(other.pk))
        return send(client, world.field, ENROLMENT_EDIT, row.pk, status=status, **data).content.decode()

    assert "ครัวเรือนนี้อยู่คนละหมู่บ้าน" in move(enrolment)
    Household.objects.filter(pk__in=[enrolment.household_id, world.household.pk]).update(
        village=other.village
    )
    move(enrolment, status=302)
    assert "จึงเปลี่ยนหมู่บ้านไม่ได้" in move(world.enrolment)


def test_the_income_before_is_made_changed_and_taken_back(client, world):
    def state(amount):
        world.enrolment.refresh_from_db()
        data = enrolment_typed(world.enrolment, income_before=amount)
        send(client, world.field, ENROLMENT_EDIT, world.enrolment.pk, status=302, **data)
        return list(world.enrolment.incomes.filter(measure="bmn_person").values_list("amount", "version"))

    assert state("30000") == [(30000, 1)]
    assert state("30000") == [(30000, 1)]
    assert state("32000") == [(32000, 2)]
    assert state("") == []


def test_two_people_who_change_different_fields_both_stand(client, world):
    opened = enrolment_typed(world.enrolment)
    send(client, world.officer, ENROLMENT_EDIT, world.enrolment.pk, status=302, **opened | {"note": "โทรแล้ว"})
    send(client, world.field, ENROLMENT_EDIT, world.enrolment.pk, status=302, **opened | {"trade": "ทำสวน"})
    world.enrolment.refresh_from_db()
    assert (world.enrolment.note, world.enrolment.trade) == ("โทรแล้ว", "ทำสวน")


def test_two_people_who_change_the_same_income_are_asked(client, world):
    stated = enrolment_typed(world.enrolment, income_before="30000")
    send(client, world.officer, ENROLMENT_EDIT, world.enrolment.pk, status=302, **stated)
    opened = stated | {"version": "2"}
    send(
        client,
        world.officer,
        ENROLMENT_EDIT,
        world.enrolment.pk,
        status=302,
        **opened | {"income_before": "31000"},
    )
    told = send(
        client, world.field, ENROLMENT_EDIT, world.enrolment.pk, **opened | {"income_before": "35000"}
    )
    told = told.content.decode()
    for words in ("30,000", "31,000", "35,000"):
        assert words in told
    assert world.enrolment.incomes.get(measure="bmn_person").amount == 31000
    chosen = opened | {
        "income_before": "35000",
        "asked": "income_before",
        "choose-income_before": "typed",
        "version": "3",
    }
    send(client, world.field, ENROLMENT_EDIT, world.enrolment.pk, status=302, **chosen)
    assert world.enrolment.incomes.get(measure="bmn_person").amount == 35000


def test_who_did_not_touch_the_income_never_takes_back_what_another_stated(client, world):
    stated = enrolment_typed(world.enrolment, income_before="30000")
    send(client, world.officer, ENROLMENT_EDIT, world.enrolment.pk, status=302, **stated)
    opened = stated | {"version": "2"}
    send(
        client,
        world.officer,
        ENROLMENT_EDIT,
        world.enrolment.pk,
        status=302,
        **opened | {"income_before": "31000"},
    )
    send(client, world.field, ENROLMENT_EDIT, world.enrolment.pk, status=302, **opened | {"note": "โทรแล้ว"})
    assert world.enrolment.incomes.get(measure="bmn_person").amount == 31000


def test_a_stale_household_form_asks_for_the_field_that_both_changed(client, world):
    household = world.household
    opened = {
        "version": "1",
        "prefix": household.prefix,
        "first_name": household.first_name,
        "last_name": household.last_name,
        "village": household.village_id,
        "house_no": household.house_no,
        "phone": household.phone,
    }
    send(client, world.officer, EDIT, household.pk, status=302, **opened | {"phone": "0899999999"})
    told = send(client, world.field, EDIT, household.pk, **opened | {"phone": "0877777777", "members": "5"})
    assert "มีผู้แก้ไขรายการนี้ระหว่างที่ท่านเปิดแบบอยู่" in told.content.decode()
    household.refresh_from_db()
    assert (household.phone, household.members) == ("0899999999", None)
    send(client, world.field, EDIT, household.pk, status=302, **opened | {"members": "5"})
    household.refresh_from_db()
    assert (household.phone, household.members) == ("0899999999", 5)


def test_a_stored_citizen_id_stays_when_the_form_leaves_it_blank(client, world):
    world.household.seal_citizen_id(CITIZEN_ID)
    world.household.save()
    client.force_login(world.officer)
    assert CITIZEN_ID not in client.get(reverse(EDIT, args=[world.household.pk])).content.decode()
    data = {
        "first_name": "ใหม่",
        "last_name": "ตัวอย่าง",
        "village": world.village.pk,
        "house_no": "9",
        "version": "1",
    }
    send(client, world.officer, EDIT, world.household.pk, status=302, **data)
    world.household.refresh_from_db()
    assert (world.household.first_name, world.household.nid_last4) == ("ใหม่", "0708")


def waiting_pages(client, user):
    client.force_login(user)
    return client.get(reverse("households:trades")).content.decode()


def test_one_choice_settles_a_trade_for_all_who_wrote_it_and_keeps_their_history(client, world):
    spelled = make.EnrolmentFactory(
        participation=world.participation, trade="จักสาน  กระจูด".replace("น  ก", "นก")
    )
    known = make.EnrolmentFactory(participation=world.participation, occupation="labour")
    told = waiting_pages(client, world.officer)
    assert 'name="9001:จักสานกระจูด"' in told
    assert "9002:" not in told
    send(
        client,
        world.officer,
        "households:settle",
        status=302,
        **{"9001:จักสานกระจูด": "other", "9002:จักสานกระจูด": "rice"},
    )
    for row, kind, version in (
        (spelled, "other", 2),
        (world.other_enrolment, "other", 2),
        (known, "labour", 1),
    ):
        row.refresh_from_db()
        assert (row.occupation, row.version) == (kind, version)
    world.neighbour_enrolment.refresh_from_db()
    assert world.neighbour_enrolment.occupation == ""
    last = spelled.history.latest()
    assert (last.occupation, last.version, last.history_user) == ("other", 2, world.officer)
    assert TradeSynonym.objects.get().occupation == "other"
    assert "อาชีพที่เขียนไว้มีประเภทครบแล้ว" in waiting_pages(client, world.officer)


def test_a_word_added_to_the_table_fills_who_waited_for_it(client, world):
    data = {"district": "9001", "trade": "จักสานกระจูด", "occupation": "other"}
    send(client, world.officer, "households:synonym_create", status=302, **data)
    world.enrolment.refresh_from_db()
    assert world.enrolment.occupation == "other"
    told = send(client, world.officer, "households:synonym_create", **data).content.decode()
    assert "คำเรียกอาชีพนี้มีในตารางแล้ว" in told


def test_only_the_district_keeps_the_table_of_words(client, world):
    for user in (world.field, world.viewer):
        assert "<select" not in waiting_pages(client, user).split('id="rows"')[0].split("</form>")[-1]
        send(client, user, "households:settle", status=403, **{"9001:จักสานกระจูด": "other"})
    synonym = make.TradeSynonymFactory(district=world.neighbour_plan.district)
    client.force_login(world.officer)
    assert client.get(reverse("households:synonym_edit", args=[synonym.pk])).status_code == 404
