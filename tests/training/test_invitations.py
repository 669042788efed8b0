"""Who teaches and who is to come: ticked, by two people at once if need be."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page
from training.models import Invitation, Session, Teaching

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    """A study visit of the village to which one household is invited and which the lead teaches."""
    session = make.SessionFactory(participation=world.participation, kind=Session.Kind.STUDY_VISIT)
    make.InvitationFactory(session=session, enrolment=world.enrolment)
    make.TeachingFactory(session=session, team_member=world.lead)
    return session


def shown(session):
    """What the page has ticked as it is opened."""
    return {
        "teacher": {str(row.team_member_id) for row in session.teachings.all()},
        "sage": {str(row.team_member_id) for row in session.invitations.of_team()},
        "household": {str(row.enrolment_id) for row in session.invitations.of_households()},
    }


def tick(client, user, session, seen=None, *, also=(), without=(), follow=True):
    """Post the page as it was `seen`, with some boxes (group, row) ticked and some no longer."""
    seen = seen or shown(session)
    chosen = {name: set(keys) for name, keys in seen.items()}
    for name, row in also:
        chosen[name].add(str(row.pk))
    for name, row in without:
        chosen[name].discard(str(row.pk))
    data = chosen | {f"{name}-seen": keys for name, keys in seen.items()}
    client.force_login(user)
    url = reverse("training:invite", args=[session.pk])
    return client.post(url, {name: sorted(keys) for name, keys in data.items()}, follow=follow)


def test_people_are_added_and_taken_out_with_their_history(client, world, visit):
    second = make.EnrolmentFactory(participation=world.participation)
    member = make.TeamMemberFactory(participation=world.participation)
    told = tick(
        client,
        world.field,
        visit,
        also=[("household", second), ("teacher", member), ("sage", world.lead)],
        without=[("household", world.enrolment), ("teacher", world.lead)],
    )
    assert "เพิ่ม 3 รายการ นำออก 2 รายการ" in told.content.decode()
    assert shown(visit) == {
        "teacher": {str(member.pk)},
        "sage": {str(world.lead.pk)},
        "household": {str(second.pk)},
    }
    gone = Invitation.history.get(session=visit.pk, history_type="-")
    assert (gone.enrolment_id, gone.history_user) == (world.enrolment.pk, world.field)
    assert Teaching.history.get(session=visit.pk, history_type="-").history_user == world.field
    added = Invitation.history.filter(session=visit.pk, history_type="+").exclude(enrolment=world.enrolment)
    assert {row.history_user for row in added} == {world.field}


def test_nothing_ticked_anew_changes_nothing(client, world, visit):
    assert "ไม่มีข้อมูลเปลี่ยนแปลง" in tick(client, world.field, visit).content.decode()


def test_two_people_at_once_do_not_undo_each_other(client, world, visit):
    second, third = make.EnrolmentFactory.create_batch(2, participation=world.participation)
    opened = shown(visit)
    tick(client, world.officer, visit, opened, also=[("household", second)])
    tick(client, world.field, visit, opened, also=[("household", third)])
    tick(client, world.field, visit, opened, also=[("household", second)])
    assert shown(visit)["household"] == {str(row.pk) for row in (world.enrolment, second, third)}


def test_a_trainer_may_come_from_another_team_of_the_viewers_area_only(client, world, visit):
    told = page(client, world.officer, "training:invite", visit.pk)
    assert f'value="{world.other_lead.pk}"' in told
    assert f'value="{world.neighbour_lead.pk}"' not in told
    assert f'value="{world.other_lead.pk}"' not in page(client, world.field, "training:invite", visit.pk)
    tick(
        client, world.officer, visit, also=[("teacher", world.other_lead), ("teacher", world.neighbour_lead)]
    )
    assert shown(visit)["teacher"] == {str(world.lead.pk), str(world.other_lead.pk)}


def test_who_sees_less_does_not_take_out_those_not_shown(client, world, visit):
    make.TeachingFactory(session=visit, team_member=world.other_lead)
    assert str(world.other_sage) not in page(client, world.field, "training:invite", visit.pk)
    seen = shown(visit) | {"teacher": {str(world.lead.pk)}}
    tick(client, world.field, visit, seen, without=[("teacher", world.lead)])
    assert shown(visit)["teacher"] == {str(world.other_lead.pk)}


def test_a_household_of_another_village_is_invited_from_its_own_list(client, world, visit):
    told = page(client, world.officer, "training:invite", visit.pk)
    assert world.other_enrolment.choice_label in told
    assert str(world.neighbour_enrolment.pk) not in told
    tick(client, world.officer, visit, also=[("household", world.other_enrolment)])
    assert str(world.other_enrolment.pk) in shown(visit)["household"]
    assert world.other_village.choice_label in page(client, world.officer, "training:invite", visit.pk)
    tick(client, world.officer, visit, also=[("household", world.neighbour_enrolment)])
    assert str(world.neighbour_enrolment.pk) not in shown(visit)["household"]


def test_the_preparation_of_a_team_asks_for_no_household(client, world):
    session = make.SessionFactory(participation=world.participation, kind=Session.Kind.TEAM)
    told = page(client, world.officer, "training:invite", session.pk)
    assert "ปราชญ์ที่เชิญ" in told
    assert "ครัวเรือนที่เชิญ" not in told
    tick(client, world.officer, session, also=[("household", world.enrolment)])
    assert not session.invitations.exists()


def test_a_training_asks_for_no_sages(client, world):
    assert "ปราชญ์ที่เชิญ" not in page(client, world.officer, "training:invite", world.session.pk)


def test_who_stands_on_the_roll_stays_and_what_was_ticked_is_kept(client, world):
    second = make.EnrolmentFactory(participation=world.participation)
    told = tick(
        client,
        world.field,
        world.session,
        also=[("household", second)],
        without=[("household", world.enrolment)],
    ).content.decode()
    assert f"{world.household} มีการลงเวลาวันที่ 11 ธ.ค. 2561 แล้ว" in told
    assert f'value="{second.pk}" id="household-{second.pk}" checked' in told
    assert f'value="{world.enrolment.pk}" id="household-{world.enrolment.pk}">' in told
    assert f'name="household-seen" value="{world.enrolment.pk}"' in told
    assert shown(world.session)["household"] == {str(world.enrolment.pk)}


@pytest.mark.parametrize("revoked", [False, True])
def test_who_holds_a_certificate_that_stands_stays(client, world, visit, revoked):
    revoking = {"revoked_on": "2019-01-01", "revoked_reason": "พิมพ์ผิด"} if revoked else {}
    make.CertificateFactory(session=visit, enrolment=world.enrolment, **revoking)
    told = tick(client, world.field, visit, without=[("household", world.enrolment)]).content.decode()
    assert (f"{world.household} ได้รับวุฒิบัตร" in told) == (not revoked)
    assert visit.invitations.exists() == (not revoked)


def test_who_withdrew_or_left_is_listed_only_if_invited_and_says_so(client, world, visit):
    leaving = {"withdrawn_on": "2018-12-20", "withdrawn_reason": "ย้ายบ้าน"}
    invited = make.EnrolmentFactory(participation=world.participation, **leaving)
    make.InvitationFactory(session=visit, enrolment=invited)
    stranger = make.EnrolmentFactory(participation=world.participation, **leaving)
    left = make.TeamMemberFactory(participation=world.participation, left_on="2018-12-21")
    told = page(client, world.field, "training:invite", visit.pk)
    assert "ถอนตัวเมื่อ 20 ธ.ค. 2561" in told
    assert str(stranger.pk) not in told
    assert str(left.pk) not in told
    make.TeachingFactory(session=visit, team_member=left)
    assert "ออกจากทีมเมื่อ 21 ธ.ค. 2561" in page(client, world.field, "training:invite", visit.pk)
    tick(client, world.field, visit, also=[("household", stranger)])
    assert str(stranger.pk) not in shown(visit)["household"]


def test_nonsense_in_the_boxes_is_nobody(client, world, visit):
    client.force_login(world.field)
    data = {"household": ["x", "'; drop"], "household-seen": ["x"], "teacher": ["\u0e01"]}
    assert client.post(reverse("training:invite", args=[visit.pk]), data).status_code == 302
    assert shown(visit)["household"] == {str(world.enrolment.pk)}
