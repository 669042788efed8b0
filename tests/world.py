"""The small cast of all tests: one village with everything in it, and a neighbour whose data could leak.

`world.chief`, `world.officer`, `world.field`, … belong to อำเภอเมืองสงขลา (9001); `world.field` answers for ตำบล 900102
only. `world.neighbour_*` are the same kinds of rows in อำเภอสทิงพระ (9002), which none of them may see;
`world.other_*` lie in the same district, in another field officer's tambon (900103).
"""

from types import SimpleNamespace

import pytest

from accounts.roles import Role

from . import factories as make
from .replay import Replay


def person(username, role, area, **extra):
    user = make.UserFactory(username=username, role=role, **extra)
    if area is not None:
        make.PostingFactory(user=user, area_code=area)
    return user


def cast():
    return {
        "admin": person("admin", Role.SYSTEM_ADMIN, "", is_staff=True),
        "chief": person("chief", Role.DISTRICT_CHIEF, "9001"),
        "officer": person("officer", Role.DISTRICT_OFFICER, "9001"),
        "field": person("field", Role.FIELD_OFFICER, "900102"),
        "viewer": person("viewer", Role.VIEWER, "90"),
        "auditor": person("auditor", Role.AUDITOR, "9001"),
        "neighbour": person("neighbour", Role.DISTRICT_OFFICER, "9002"),
        "unposted": person("unposted", Role.DISTRICT_OFFICER, None),
    }


def village_with_everything(subdistrict, visitor, name):
    """One new village of 2562 with a lead, a household, a session, a group and a visit that has an appointment."""
    village = make.VillageFactory(subdistrict=subdistrict, moo=3, name=f"บ้าน{name}")
    plan = make.PlanFactory(district=subdistrict.district)
    participation = make.ParticipationFactory(village=village, plan=plan)
    lead = make.TeamMemberFactory(participation=participation, role="lead", sage__village=village)
    enrolment = make.EnrolmentFactory(
        participation=participation, coach=lead, household__first_name=name, household__phone="0812341234"
    )
    session = make.SessionFactory(participation=participation)
    make.AttendanceFactory(session=session, enrolment=enrolment)
    make.SeatAnswerFactory(seat=lead)
    make.EnrolmentAnswerFactory(enrolment=enrolment)
    photo = make.PhotoFactory(area_code=village.pk, subject_id=session.pk)
    make.TeachingFactory(session=session, team_member=lead)
    support = make.InputSupportFactory(enrolment=enrolment)
    activity = make.ActivityFactory(participation=participation)
    make.ActivityPartnerFactory(activity=activity)
    make.ActivityPrincipleFactory(activity=activity)
    cost = make.CostLineFactory(session=session)
    certificate = make.CertificateFactory(session=session, enrolment=enrolment)
    group = make.OccupationGroupFactory(village=village, name=f"กลุ่ม{name}")
    make.MemberFactory(group=group, household=enrolment.household)
    income = make.IncomeFactory(enrolment=enrolment, source="visit")
    visit = make.VisitFactory(enrolment=enrolment, visitor=visitor, income=income, next_on="2019-01-12")
    rule = make.VisitRuleFactory(plan=plan, name=f"หลังอบรม {name}")
    question = make.VisitQuestionFactory(plan=plan, text=f"คำถาม {name}")
    make.VisitAnswerFactory(visit=visit, question=question)
    make.CompanionFactory(visit=visit)
    make.HelpFactory(visit=visit)
    make.VisitAdviceFactory(visit=visit)
    problem = make.ProblemFactory(enrolment=enrolment, found_in=visit, owner=visitor)
    device = make.DeviceFactory(user=visitor)
    submission = make.SubmissionFactory(device=device, area_code=village.pk, label=f"ของ {name}")
    make.ProblemStepFactory(problem=problem)
    return SimpleNamespace(
        village=village,
        plan=plan,
        participation=participation,
        lead=lead,
        sage=lead.sage,
        enrolment=enrolment,
        household=enrolment.household,
        session=session,
        photo=photo,
        device=device,
        submission=submission,
        support=support,
        activity=activity,
        cost=cost,
        certificate=certificate,
        agency=make.AgencyFactory(district=subdistrict.district),
        group=group,
        meeting=make.MeetingFactory(participation=participation),
        visit=visit,
        rule=rule,
        question=question,
        problem=problem,
        excuse=make.ExcuseFactory(enrolment=enrolment, rule=make.VisitRuleFactory(plan=plan)),
        pledge=make.PledgeFactory(plan=plan),
        supporter=make.SupportPersonFactory(district=subdistrict.district),
        handover=make.HandOverFactory(area_code=subdistrict.code),
    )


def everyone_and_everything():
    users = cast()
    own = make.SubdistrictFactory()
    other = make.SubdistrictFactory(code="900103", name="เกาะแต้ว", district=own.district)
    far = make.SubdistrictFactory(
        code="900201", name="จะทิ้งพระ", district=make.DistrictFactory(code="9002", name="สทิงพระ")
    )
    here = village_with_everything(own, users["field"], "ใกล้บ้าน")
    beside = village_with_everything(other, users["officer"], "ต่างตำบล")
    away = village_with_everything(far, users["neighbour"], "เพื่อนบ้าน")
    rows = vars(here)
    rows |= {f"other_{key}": value for key, value in vars(beside).items()}
    rows |= {f"neighbour_{key}": value for key, value in vars(away).items()}
    return SimpleNamespace(**users, **rows)


KEPT = Replay()


@pytest.fixture
def world(db):
    return KEPT.rows(everyone_and_everything)
