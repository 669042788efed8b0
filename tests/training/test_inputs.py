"""Input support: one household, many at once in a session, its list, and what is refused or asked about."""

import datetime

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from training import giving
from training.models import InputSupport

pytestmark = pytest.mark.django_db
TODAY = "2019-02-01"


@pytest.fixture(autouse=True)
def in_the_year(time_machine):
    time_machine.move_to(f"{TODAY}T09:00+07:00", tick=False)


def typed(**changes):
    told = {"item": "ปุ๋ยคอก", "amount": "2", "unit": "กระสอบ", "value": "100", "received_on": "14/12/2561"}
    return told | {"source": "", "agency": "", "receiver": "", "session": ""} | changes


def added(client, world, **changes):
    return post(
        client, world.field, "training:input_create", data=typed(**changes), enrolment=world.enrolment.pk
    )


def one(**which):
    return InputSupport.objects.get(**which)


def test_one_household_is_given_something_and_its_history_says_who_wrote_it(client, world):
    response = added(client, world, receiver="นายรับ แทนแม่", session=world.session.pk, value="๑,๒๐๐.๕๐")
    assert response.url == world.enrolment.get_absolute_url()
    row = one(item="ปุ๋ยคอก")
    assert (row.enrolment, row.session, row.amount, row.value) == (world.enrolment, world.session, 2, 1200.5)
    assert (row.received_on, row.receiver) == (datetime.date(2018, 12, 14), "นายรับ แทนแม่")
    assert row.history.get().history_user == world.field


def test_the_household_is_chosen_on_the_form_where_the_address_names_none(client, world):
    text = page(client, world.officer, "training:input_create", year=2562)
    assert "ใกล้บ้าน" in text
    assert "เพื่อนบ้าน" not in text
    data = typed(enrolment=world.enrolment.pk)
    assert post(client, world.officer, "training:input_create", data=data, year=2562).status_code == 302
    assert one(item="ปุ๋ยคอก").enrolment == world.enrolment


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "0"}, "จำนวนต้องมากกว่าศูนย์และมูลค่าต้องไม่ติดลบ"),
        ({"amount": "-3"}, "จำนวนต้องมากกว่าศูนย์และมูลค่าต้องไม่ติดลบ"),
        ({"value": "-1"}, "มูลค่าต้องไม่ติดลบ"),
        ({"value": "หลายบาท"}, "ไม่ใช่ตัวเลข"),
        ({"item": ""}, "กรุณากรอกรายการ"),
        ({"received_on": "2/2/2562"}, "วันที่รับต้องไม่เป็นวันในอนาคต"),
        ({"received_on": "30/2/2562"}, "วันที่"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_what_was_typed_stays(client, world, changes, sentence):
    response = added(client, world, **changes)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "กระสอบ" in response.content.decode()
    assert not InputSupport.objects.filter(unit="กระสอบ").exists()


def test_a_day_outside_the_year_or_before_the_session_is_asked_about_once(client, world):
    early = {"received_on": "30/9/2561", "session": world.session.pk}
    text = added(client, world, **early).content.decode()
    assert "อยู่นอกปีงบประมาณ 2562" in text
    assert "มาก่อนวันเริ่มอบรม 11 ธ.ค. 2561" in text
    codes = ["early-2018-09-30", "year-2018-09-30"]
    assert added(client, world, **early, confirm=codes[:1]).status_code == 200
    assert added(client, world, **early, confirm=codes).status_code == 302


def test_a_household_that_had_left_before_the_day_is_refused_and_on_its_last_day_is_not(client, world):
    world.enrolment.withdrawn_on, world.enrolment.withdrawn_reason = datetime.date(2018, 12, 14), "ย้าย"
    world.enrolment.save()
    text = added(client, world, received_on="15/12/2561").content.decode()
    assert "ถอนตัวเมื่อ 14 ธ.ค. 2561 ก่อนวันที่รับ" in text
    assert added(client, world, received_on="14/12/2561").status_code == 302


def test_a_session_of_another_village_is_no_choice_unless_the_household_was_invited(client, world):
    world.other_session.save()
    data = typed(enrolment=world.enrolment.pk, session=world.other_session.pk)
    text = post(client, world.officer, "training:input_create", data=data, year=2562).content.decode()
    assert "เป็นของหมู่บ้านอื่น" in text
    make.InvitationFactory(session=world.other_session, enrolment=world.enrolment)
    assert post(client, world.officer, "training:input_create", data=data, year=2562).status_code == 302


def test_spending_beyond_the_plan_asks_once_and_a_partners_gift_never_does(client, world):
    over = typed(value="9050.01")
    text = added(client, world, **over).content.decode()
    assert "เหลือ 9,050 บาท รายการนี้ใช้ 9,050.01 บาท จะเกินงบประมาณ 0.01 บาท" in text
    assert added(client, world, **over, confirm="over-0.01").status_code == 302
    assert added(client, world, value="99999", agency=world.agency.pk).status_code == 302
    text = added(client, world, value="5").content.decode()
    assert "ใช้เกินไปแล้ว 0.01 บาท รายการนี้ใช้อีก 5 บาท จะเกินรวม 5.01 บาท" in text


def test_an_edit_asks_about_the_budget_only_for_what_it_adds(client, world):
    make.CostLineFactory(session=world.session, amount=9050)
    row = world.support
    told = {"item": row.item, "amount": "20", "unit": "มัด", "received_on": "14/12/2561", "version": 1}
    data = typed(**told, value="1450", enrolment=row.enrolment_id) | {"receiver": "ผู้รับใหม่"}
    assert post(client, world.field, "training:input_edit", row.pk, data=data).status_code == 302
    data |= {"value": "1451", "version": 2}
    text = post(client, world.field, "training:input_edit", row.pk, data=data).content.decode()
    assert "จะเกินงบประมาณ 1 บาท" in text


def test_a_removed_row_is_told_and_its_history_stays(client, world):
    text = page(client, world.field, "training:input_remove", world.support.pk)
    assert "กระจูด 20 มัด มูลค่า 1,450 บาท ที่ให้นางใกล้บ้าน ตัวอย่าง" in text
    assert InputSupport.objects.filter(pk=world.support.pk).exists()
    client.force_login(world.field)
    told = client.post(reverse("training:input_remove", args=[world.support.pk]), follow=True)
    assert "ลบกระจูด 20 มัด" in told.content.decode()
    past = InputSupport.history.filter(id=world.support.pk).latest()
    assert (past.history_type, past.history_user) == ("-", world.field)


def test_the_list_is_narrowed_by_what_is_asked_and_never_holds_a_neighbours_row(client, world):
    gift = make.InputSupportFactory(enrolment=world.enrolment, item="พันธุ์ไก่", agency=world.agency, value=None)
    rows = {
        "": ("กระจูด", "พันธุ์ไก่"),
        "source=own": ("กระจูด",),
        "source=partner": ("พันธุ์ไก่",),
        "valued=no": ("พันธุ์ไก่",),
        "q=ไก่": ("พันธุ์ไก่",),
        f"area={world.other_village.pk}": (),
        f"village={world.village.pk}": ("กระจูด", "พันธุ์ไก่"),
        f"session={world.session.pk}": (),
        f"enrolment={world.enrolment.pk}": ("กระจูด", "พันธุ์ไก่"),
    }
    client.force_login(world.field)
    for asked, items in rows.items():
        shown = client.get(f"{reverse('training:inputs')}?year=2562&{asked}").context["table"].data
        assert sorted(row.item for row in shown) == sorted(items), asked
    assert gift.get_absolute_url() in page(client, world.field, "training:inputs", year=2562)
    assert "ยังไม่บันทึก" in page(client, world.field, "training:inputs", year=2562)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("ปุ๋ย คอก", "ปุ๋ยคอก", True),
        ("ปุ๋ยคอก", " ปุ๋ย  คอก", True),
        ("ปุ๋ยสูตร ๑๕", "ปุ๋ยสูตร 15", True),
        ("ปุ๋ย", "ปุ๋ยคอก", False),
    ],
)
def test_one_thing_is_known_however_it_is_spaced(one, other, is_same):
    assert giving.is_same(one, other) is is_same


def test_a_neighbour_a_reader_and_another_district_are_kept_out(client, world):
    for name in ("training:input_edit", "training:input_remove"):
        page(client, world.field, name, world.neighbour_support.pk, status=404)
        page(client, world.viewer, name, world.support.pk, status=403)
    page(client, world.field, "training:give", world.neighbour_session.pk, status=404)
    page(client, world.viewer, "training:give", world.session.pk, status=403)
    page(client, world.field, "training:input_create", enrolment=world.neighbour_enrolment.pk, status=404)
    page(client, world.field, "training:input_create", enrolment="no-such-id", status=404)
    text = added(client, world, agency=world.neighbour_agency.pk).content.decode()
    assert "ภาคีที่สนับสนุนที่เลือกไม่มีในรายการของท่าน" in text


def test_lists_and_forms_ask_as_often_for_a_hundred_rows_as_for_one(client, world):
    def ask():
        return [
            queries(client, world.officer, "training:inputs", year=2562),
            queries(client, world.officer, "training:give", world.session.pk),
            queries(client, world.officer, "training:input_edit", world.support.pk),
        ]

    first = ask()
    for enrolment in make.EnrolmentFactory.create_batch(99, participation=world.participation):
        make.AttendanceFactory(session=world.session, enrolment=enrolment)
        make.InputSupportFactory(enrolment=enrolment, session=world.session, agency=world.agency)
    assert ask() == first
    assert max(first) <= 12, first


class TestGivingToMany:
    @pytest.fixture
    def households(self, world):
        """Twenty who came and one who did not, besides the one of the cast."""
        came = make.EnrolmentFactory.create_batch(20, participation=world.participation)
        for row in came:
            make.AttendanceFactory(session=world.session, enrolment=row)
        absent = make.EnrolmentFactory(participation=world.participation, household__first_name="ไม่มา")
        make.AttendanceFactory(session=world.session, enrolment=absent, status="absent")
        return [*came, absent]

    def given(self, client, world, households, user=None, **changes):
        data = typed(chosen=[row.pk for row in households], **changes)
        return post(client, user or world.field, "training:give", world.session.pk, data=data)

    def test_those_who_came_are_ticked_and_the_last_day_is_the_day(self, client, world, households):
        client.force_login(world.field)
        form = client.get(reverse("training:give", args=[world.session.pk])).context["form"]
        ticked = {row["enrolment"] for row in form.rows if row["is_ticked"]}
        assert ticked == {*households[:-1], world.enrolment}
        assert form["received_on"].value() == world.session.ends_on

    def test_all_are_written_at_once_each_with_its_receiver_and_history(self, client, world, households):
        stranger = {f"receiver-{households[0].pk}": "นายลูก แทนแม่"}
        response = self.given(client, world, households[:3], **stranger)
        assert response.url == world.session.get_absolute_url()
        rows = InputSupport.objects.filter(session=world.session, item="ปุ๋ยคอก")
        assert {row.enrolment: row.receiver for row in rows} == {
            households[0]: "นายลูก แทนแม่",
            households[1]: "",
            households[2]: "",
        }
        assert {row.history.get().history_user for row in rows} == {world.field}
        told = client.get(world.session.get_absolute_url()).content.decode()
        assert "แก่ 3 ครัวเรือนแล้ว มูลค่ารวม 300 บาท" in told

    def test_nobody_ticked_a_stranger_and_a_neighbour_are_refused(self, client, world, households):
        assert "อย่างน้อยหนึ่งครัวเรือน" in self.given(client, world, []).content.decode()
        for stranger in (world.neighbour_enrolment, make.EnrolmentFactory(participation=world.participation)):
            text = self.given(client, world, [households[0], stranger]).content.decode()
            assert "ไม่มีในรายการของท่าน" in text
        assert not InputSupport.objects.filter(session=world.session).exists()

    def test_the_same_thing_given_again_is_asked_about_once_however_it_is_written(
        self, client, world, households
    ):
        self.given(client, world, households[:3])
        text = self.given(client, world, households[:5], item="ปุ๋ย คอก").content.decode()
        assert "ให้ปุ๋ย คอกไปแล้ว 3 ครัวเรือน" in text
        assert InputSupport.objects.filter(session=world.session).count() == 3
        assert self.given(client, world, households[3:5]).status_code == 302
        assert self.given(client, world, households[:3], confirm="again-3").status_code == 302

    def test_one_who_had_left_is_named_and_nothing_is_written(self, client, world, households):
        gone = households[1]
        gone.withdrawn_on, gone.withdrawn_reason = datetime.date(2018, 12, 12), "ย้าย"
        gone.save()
        text = self.given(client, world, households[:3]).content.decode()
        assert f"{gone.household} ถอนตัวเมื่อ 12 ธ.ค. 2561 ก่อนวันที่รับ" in text
        assert not InputSupport.objects.filter(session=world.session).exists()

    def test_the_plan_is_asked_about_for_all_of_them_together(self, client, world, households):
        text = self.given(client, world, households, value="431").content.decode()
        assert "รายการนี้ใช้ 9,051 บาท จะเกินงบประมาณ 1 บาท" in text
        assert self.given(client, world, households, value="431", confirm="over-1.00").status_code == 302

    def test_what_is_wrong_leaves_ticks_and_receivers_as_they_were(self, client, world, households):
        receiver = {f"receiver-{households[2].pk}": "ก" * 151}
        response = self.given(client, world, households[2:4], **receiver)
        rows = {row["enrolment"]: row for row in response.context["form"].rows}
        assert [row for row in households if rows[row]["is_ticked"]] == households[2:4]
        assert "ยาวเกินไป" in response.content.decode()
        assert "ก" * 151 in response.content.decode()

    def test_a_session_without_invited_households_says_what_to_do_first(self, client, world):
        empty = make.SessionFactory(participation=world.participation, kind="team")
        assert "ยังไม่มีครัวเรือนในรายชื่อ" in page(client, world.field, "training:give", empty.pk)
