"""Who coaches whom: what is proposed, and what a person decides."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households import matching
from households.matching import Learner, Seat, Settled, propose, settle, words_of
from households.models import Enrolment
from tests import factories as make
from tests.pages import page, post, queries

TRADES = ("จักสาน", "ทอผ้า", "เลี้ยงปลา", "ขนมไทย")
words = st.sets(st.sampled_from(TRADES), max_size=2).map(frozenset)
kinds = st.sampled_from(["", "rice", "fishery"])
seats = st.lists(
    st.builds(
        Seat, key=st.uuids(), words=words, kinds=st.frozensets(kinds, max_size=2), load=st.integers(0, 9)
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda seat: seat.key,
)
learners = st.lists(
    st.builds(Learner, key=st.uuids(), words=words, kind=kinds), max_size=25, unique_by=lambda one: one.key
)
quotas = st.integers(0, 8)


class TestTheRule:
    @given(learners=learners, seats=seats, quota=quotas)
    def test_everyone_is_placed_and_only_a_common_trade_lifts_a_seat_above_the_even_share(
        self, learners, seats, quota
    ):
        found = propose(learners, seats, quota)
        assert list(found) == [each.key for each in learners]
        share = matching.even_share(len(learners), [seat.load for seat in seats])
        by_key = {each.key: each for each in learners}
        for seat in seats:
            won = [key for key, proposal in found.items() if proposal.seat == seat.key]
            by_trade = [key for key in won if found[key].why == matching.TRADE]
            assert len(won) + seat.load <= max(seat.load, share, quota)
            if len(won) > len(by_trade):
                assert len(won) + seat.load <= share
            assert all(matching.is_one_trade(by_key[key].words, seat.words) for key in by_trade)

    @given(learners=learners, seats=seats, quota=quotas)
    def test_the_same_page_proposes_the_same(self, learners, seats, quota):
        assert propose(learners, seats, quota) == propose(list(learners), list(seats), quota)

    @given(learners=learners, quota=quotas)
    def test_where_there_is_no_seat_nothing_is_proposed(self, learners, quota):
        assert propose(learners, [], quota) == {}

    def test_the_one_who_can_go_to_one_seat_only_is_placed_before_the_one_who_can_go_anywhere(self):
        both, one = Seat("both", words_of("จักสาน ทอผ้า")), Seat("one", words_of("จักสาน"))
        weavers = [Learner("จ", words_of("จักสาน")), Learner("ท", words_of("ทอผ้า"))]
        found = propose(weavers, [both, one], 1)
        assert {key: proposal.seat for key, proposal in found.items()} == {"จ": "one", "ท": "both"}

    def test_twenty_of_one_trade_do_not_all_go_to_the_one_who_knows_it(self):
        knows, others = Seat("knows", words_of("จักสาน")), [Seat(n) for n in range(4)]
        found = propose([Learner(n, words_of("จักสานกระจูด")) for n in range(20)], [knows, *others], 4)
        assert sorted(str(proposal.seat) for proposal in found.values()) == sorted(
            ["knows"] * 4 + [str(n) for n in range(4)] * 4
        )

    def test_the_least_loaded_is_asked_first_and_a_kind_counts_where_no_trade_does(self):
        busy, free = Seat("busy", kinds=frozenset({"fishery"}), load=1), Seat("free")
        found = propose([Learner("a"), Learner("b", kind="fishery")], [busy, free], 4)
        assert (found["a"].seat, found["a"].why) == ("free", matching.LOAD)
        assert (found["b"].seat, found["b"].why) == ("busy", matching.KIND)

    @pytest.mark.parametrize(
        ("one", "other", "is_one"),
        [
            ("จักสานกระจูด", "จักสาน", True),
            ("การทอผ้า", "ทอผ้า/เย็บผ้า", True),
            ("ทำขนมไทย", "ขนมไทยและอาหาร", True),
            ("เลี้ยงไก่", "เลี้ยงปลา", False),
            ("ทำนา", "นายช่าง", False),
            ("", "ทอผ้า", False),
        ],
    )
    def test_trades_are_one_by_their_words(self, one, other, is_one):
        assert matching.is_one_trade(words_of(one), words_of(other)) is is_one

    @given(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from("abc"))
    def test_what_another_wrote_meanwhile_is_never_overwritten_unasked(self, seen, now, chosen):
        found = settle(seen=seen, now=now, chosen=chosen)
        if now != seen:
            assert not found.is_changed
            assert found.is_clash == (chosen not in (seen, now))
        else:
            assert found == Settled(chosen, is_changed=chosen != now)

    def test_a_clash_waits_for_an_answer_and_takes_it(self):
        asked = {"seen": "b", "now": "b", "chosen": "c"}
        assert settle(**asked, choice="").is_clash
        assert settle(**asked, choice="now") == Settled("b")
        assert settle(**asked, choice="typed") == Settled("c", is_changed=True)
        assert settle(**asked | {"now": "a"}, choice="typed").is_clash


@pytest.fixture
def team(world):
    """Two more sages in the village's team, and one in the other village's."""
    weaver = make.TeamMemberFactory(participation=world.participation, sage__expertise="ทอผ้า")
    fisher = make.TeamMemberFactory(
        participation=world.participation, sage__expertise="เลี้ยงปลา", sage__main_occupation="ประมง"
    )
    return {"weaver": weaver, "fisher": fisher, "lead": world.lead}


def household(world, trade="", **extra):
    return make.EnrolmentFactory(participation=world.participation, trade=trade, **extra)


def lines_of(client, user, world):
    page(client, user, "households:coaches", world.participation.pk)
    shown = client.get(f"/households/coaches/{world.participation.pk}/").context
    return {line.enrolment: line for line in shown["lines"]}


def saved(client, world, chosen, user=None, **more):
    """Posts the page as it is now, with `chosen` ({enrolment: seat or None}) instead of what its fields hold."""
    lines = lines_of(client, user or world.field, world)
    data = {}
    for row, line in lines.items():
        seat = chosen.get(row, line.chosen)
        data |= {f"seen-{row.pk}": line.seen, line.name: getattr(seat, "pk", seat) or ""}
    return post(client, user or world.field, "households:coaches", world.participation.pk, data=data | more)


@pytest.mark.django_db
class TestThePage:
    def test_it_proposes_by_trade_and_kind_and_says_why_and_leaves_who_has_a_coach(self, client, world, team):
        weaving, fishing = household(world, "ทอผ้าเกาะยอ"), household(world, occupation="fishery")
        lines = lines_of(client, world.field, world)
        assert lines[world.enrolment].proposal is None
        assert lines[world.enrolment].chosen == str(world.lead.pk)
        assert (lines[weaving].chosen, lines[weaving].proposal.why) == (
            str(team["weaver"].pk),
            matching.TRADE,
        )
        assert (lines[fishing].chosen, lines[fishing].proposal.why) == (str(team["fisher"].pk), matching.KIND)
        text = page(client, world.field, "households:coaches", world.participation.pk)
        assert "อาชีพตรงกัน · ดูแลอยู่ 0/4" in text
        assert not Enrolment.objects.filter(pk=weaving.pk).exclude(coach=None).exists()

    def test_the_offices_own_table_gives_a_sage_its_kind(self, client, world, team):
        make.TradeSynonymFactory(trade="ทอผ้า", occupation="business")
        trader = household(world, "ร้านของชำ", occupation="business")
        assert lines_of(client, world.field, world)[trader].chosen == str(team["weaver"].pk)

    def test_one_save_writes_only_what_differs_with_history(self, client, world, team):
        first, second = household(world, "ทอผ้า"), household(world, "ทอผ้า")
        response = saved(client, world, {second: team["fisher"]})
        assert response.url == world.participation.get_absolute_url()
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.coach, second.coach) == (team["weaver"], team["fisher"])
        assert (first.version, first.history.latest().history_user) == (2, world.field)
        assert world.enrolment.history.count() == 1

    def test_a_coach_can_be_taken_back_and_nothing_changed_is_said(self, client, world, team):
        saved(client, world, {world.enrolment: None})
        world.enrolment.refresh_from_db()
        assert world.enrolment.coach is None
        response = saved(client, world, {world.enrolment: None})
        assert "ไม่มีข้อมูลเปลี่ยนแปลง" in client.get(response.url).content.decode()

    def test_a_stale_page_is_told_and_asks_and_writes_nothing_until_answered(self, client, world, team):
        other = household(world, "ทอผ้า")
        stale = {
            f"seen-{world.enrolment.pk}": team["fisher"].pk,
            f"coach-{world.enrolment.pk}": team["weaver"].pk,
        }
        stale |= {f"seen-{other.pk}": "", f"coach-{other.pk}": team["weaver"].pk}
        where = ("households:coaches", world.participation.pk)
        response = post(client, world.field, *where, data=stale)
        states = {line.enrolment: line.state[0] for line in response.context["lines"]}
        assert states == {world.enrolment: "รอบันทึก", other: "เสนอ"}
        text = response.content.decode()
        assert "มีผู้แก้ไขรายการนี้ระหว่างที่ท่านเปิดแบบอยู่" in text
        assert str(world.lead.sage) in text
        assert Enrolment.objects.get(pk=other.pk).coach is None
        name = f"coach-{world.enrolment.pk}"
        again = stale | {f"seen-{world.enrolment.pk}": world.lead.pk, "asked": name}
        assert post(client, world.field, *where, data=again).status_code == 200
        assert post(client, world.field, *where, data=again | {f"choose-{name}": "now"}).status_code == 302
        world.enrolment.refresh_from_db()
        assert (world.enrolment.coach, Enrolment.objects.get(pk=other.pk).coach) == (
            world.lead,
            team["weaver"],
        )
        assert post(client, world.field, *where, data=again | {f"choose-{name}": "typed"}).status_code == 302
        world.enrolment.refresh_from_db()
        assert world.enrolment.coach == team["weaver"]

    def test_a_seat_of_a_neighbour_or_of_no_one_or_that_left_is_refused_and_the_rest_stays(
        self, client, world, team
    ):
        team["fisher"].left_on = "2019-01-01"
        team["fisher"].save()
        other = household(world, "ทอผ้า")
        for seat in (world.neighbour_lead, team["fisher"], uuid.uuid4(), "x" * 40):
            response = saved(client, world, {world.enrolment: seat})
            assert f"ปราชญ์ที่เลือกให้{world.household}ไม่อยู่ในทีม" in response.content.decode()
        assert Enrolment.objects.get(pk=other.pk).coach is None

    def test_over_the_plans_number_warns_and_is_written(self, client, world, team):
        many = [household(world, "ทอผ้า") for _ in range(5)]
        response = saved(client, world, dict.fromkeys(many, team["weaver"]))
        text = client.get(response.url).content.decode()
        assert f"{team['weaver'].sage} ดูแล 5 ครัวเรือน เกินเกณฑ์ของแผน 4 ครัวเรือนต่อคน" in text

    def test_who_has_withdrawn_is_neither_shown_nor_written_and_that_is_said(self, client, world, team):
        gone = household(world, withdrawn_on="2019-01-05", withdrawn_reason="ย้าย")
        assert gone not in lines_of(client, world.field, world)
        response = saved(client, world, {}, **{f"seen-{gone.pk}": "", f"coach-{gone.pk}": team["weaver"].pk})
        assert "มี 1 ครัวเรือนที่ถอนตัวหรือย้ายออก" in client.get(response.url).content.decode()
        assert Enrolment.objects.get(pk=gone.pk).coach is None

    def test_a_village_without_a_team_is_offered_the_nearest_and_its_loads_count(self, client, world):
        near = make.VillageFactory(subdistrict=world.village.subdistrict, moo=9)
        part = make.ParticipationFactory(village=near, plan=world.plan, kind="expansion")
        lonely = make.EnrolmentFactory(participation=part)
        page(client, world.officer, "households:coaches", part.pk)
        shown = client.get(f"/households/coaches/{part.pk}/").context
        assert [seat for seat, _, _ in shown["loads"]] == [world.lead]
        assert shown["loads"][0][1:] == (2, 1)
        assert shown["lines"][0].enrolment == lonely

    def test_a_village_with_a_team_is_offered_its_own_alone(self, client, world, team):
        near = make.VillageFactory(subdistrict=world.village.subdistrict, moo=9)
        make.TeamMemberFactory(participation=make.ParticipationFactory(village=near, plan=world.plan))
        page(client, world.officer, "households:coaches", world.participation.pk)
        shown = client.get(f"/households/coaches/{world.participation.pk}/").context
        assert {seat for seat, _, _ in shown["loads"]} == set(team.values())

    def test_what_to_do_first_is_said_where_there_is_no_one_yet(self, client, world):
        world.lead.left_on = "2019-01-01"
        world.lead.save()
        text = page(client, world.field, "households:coaches", world.participation.pk)
        assert "ยังไม่มีปราชญ์ในทีมวิทยากรให้เลือก" in text
        Enrolment.objects.filter(participation=world.participation).update(
            withdrawn_on="2019-01-01", withdrawn_reason="ย้าย"
        )
        text = page(client, world.field, "households:coaches", world.participation.pk)
        assert "ยังไม่มีครัวเรือนเป้าหมาย" in text

    def test_a_coach_who_left_the_team_stays_until_a_person_decides(self, client, world, team):
        world.lead.left_on = "2019-01-01"
        world.lead.save()
        assert lines_of(client, world.field, world)[world.enrolment].chosen == str(world.lead.pk)
        assert "ไม่อยู่ในทีมของหมู่บ้านนี้แล้ว" in page(
            client, world.field, "households:coaches", world.participation.pk
        )
        saved(client, world, {})
        world.enrolment.refresh_from_db()
        assert world.enrolment.coach == world.lead

    def test_neighbours_and_readers_are_kept_out(self, client, world):
        page(client, world.field, "households:coaches", world.neighbour_participation.pk, status=404)
        page(client, world.field, "households:coaches", world.other_participation.pk, status=404)
        page(client, world.viewer, "households:coaches", world.participation.pk, status=403)

    def test_the_village_leads_here(self, client, world):
        for name in ("households:of_village", "sages:of_village"):
            address = f"/households/coaches/{world.participation.pk}/"
            assert address in page(client, world.field, name, world.village.pk, year=2562)
            assert address not in page(client, world.viewer, name, world.village.pk, year=2562)

    def test_it_asks_as_often_for_a_hundred_households_as_for_one(self, client, world, team):
        first = queries(client, world.field, "households:coaches", world.participation.pk)
        make.EnrolmentFactory.create_batch(99, participation=world.participation)
        make.TeamMemberFactory.create_batch(10, participation=world.participation)
        assert queries(client, world.field, "households:coaches", world.participation.pk) == first <= 12
