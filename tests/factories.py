"""One factory a table; every row they make is plainly invented."""

import datetime
import uuid

import factory
from factory.django import DjangoModelFactory

from accounts.models import ImportBatch, Photo, User
from accounts.roles import Role
from groups.models import Member, OccupationGroup
from households.models import Enrolment, EnrolmentAnswer, Household, Income, TradeSynonym
from monitoring.models import (
    Companion,
    Digest,
    Excuse,
    HandOver,
    Help,
    Problem,
    ProblemKind,
    ProblemStep,
    Visit,
    VisitAdvice,
    VisitAnswer,
)
from phones.models import Device, Submission
from sages.models import Sage, SeatAnswer, TeamMember
from training.models import (
    Activity,
    ActivityPartner,
    ActivityPrinciple,
    Attendance,
    Certificate,
    CostLine,
    InputSupport,
    Invitation,
    Principle,
    Session,
    Teaching,
)
from villages.models import (
    Agency,
    Criterion,
    Dimension,
    District,
    Meeting,
    Participation,
    Plan,
    Pledge,
    Posting,
    Province,
    Subdistrict,
    SupportPerson,
    Village,
    VisitQuestion,
    VisitRule,
)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer{n}")
    first_name = "เจ้าหน้าที่"
    last_name = factory.Sequence(lambda n: f"คนที่{n}")
    role = Role.DISTRICT_OFFICER
    password = factory.PostGenerationMethodCall("set_password", "a long enough password")

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        if create:
            instance.save()


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    area_code = "9001"
    starts_on = datetime.date(2018, 10, 1)


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ["code"]

    code = "90"
    name = "สงขลา"


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ["code"]

    code = "9001"
    name = "เมืองสงขลา"
    province = factory.SubFactory(ProvinceFactory)


class SubdistrictFactory(DjangoModelFactory):
    class Meta:
        model = Subdistrict
        django_get_or_create = ["code"]

    code = "900102"
    name = "เขารูปช้าง"
    district = factory.SubFactory(DistrictFactory)


class VillageFactory(DjangoModelFactory):
    class Meta:
        model = Village
        django_get_or_create = ["code"]

    subdistrict = factory.SubFactory(SubdistrictFactory)
    moo = factory.Sequence(lambda n: n % 98 + 1)
    code = factory.LazyAttribute(lambda row: f"{row.subdistrict.code}{row.moo:02}")
    name = factory.LazyAttribute(lambda row: f"บ้านทดลอง{row.moo}")


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan
        django_get_or_create = ["district", "fiscal_year"]

    district = factory.SubFactory(DistrictFactory)
    fiscal_year = 2562


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    plan = factory.SubFactory(PlanFactory)
    subject = Criterion.Subject.HOUSEHOLD
    text = factory.Sequence(lambda n: f"เกณฑ์ข้อที่ {n}")


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation
        django_get_or_create = ["village", "plan"]

    village = factory.SubFactory(VillageFactory)
    plan = factory.SubFactory(PlanFactory)
    kind = Participation.Kind.NEW


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    participation = factory.SubFactory(ParticipationFactory)
    kind = Meeting.Kind.LEADERS
    held_on = datetime.date(2018, 10, 20)


class DimensionFactory(DjangoModelFactory):
    class Meta:
        model = Dimension
        django_get_or_create = ["name"]

    name = "เศรษฐกิจ"


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ["district", "name"]

    district = factory.SubFactory(DistrictFactory)
    name = "เกษตรอำเภอ (ตัวอย่าง)"
    dimension = factory.SubFactory(DimensionFactory)


class SageFactory(DjangoModelFactory):
    class Meta:
        model = Sage

    village = factory.SubFactory(VillageFactory)
    prefix = "นาย"
    first_name = factory.Sequence(lambda n: f"สอน{n}")
    last_name = "ตัวอย่าง"
    expertise = "จักสานกระจูด"


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    participation = factory.SubFactory(ParticipationFactory)
    sage = factory.SubFactory(SageFactory, village=factory.SelfAttribute("..participation.village"))
    fiscal_year = factory.SelfAttribute("participation.plan.fiscal_year")


class SeatAnswerFactory(DjangoModelFactory):
    class Meta:
        model = SeatAnswer

    seat = factory.SubFactory(TeamMemberFactory)
    criterion = factory.SubFactory(
        CriterionFactory, plan=factory.SelfAttribute("..seat.participation.plan"), subject="sage"
    )
    is_met = True


class HouseholdFactory(DjangoModelFactory):
    class Meta:
        model = Household

    village = factory.SubFactory(VillageFactory)
    prefix = "นาง"
    first_name = factory.Sequence(lambda n: f"ครัวเรือน{n}")
    last_name = "ตัวอย่าง"
    house_no = factory.Sequence(lambda n: str(n + 1))


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    participation = factory.SubFactory(ParticipationFactory)
    household = factory.SubFactory(HouseholdFactory, village=factory.SelfAttribute("..participation.village"))
    fiscal_year = factory.SelfAttribute("participation.plan.fiscal_year")
    volunteered_on = datetime.date(2018, 11, 5)
    trade = "จักสานกระจูด"


class EnrolmentAnswerFactory(DjangoModelFactory):
    class Meta:
        model = EnrolmentAnswer

    enrolment = factory.SubFactory(EnrolmentFactory)
    criterion = factory.SubFactory(
        CriterionFactory, plan=factory.SelfAttribute("..enrolment.participation.plan")
    )
    is_met = True


class IncomeFactory(DjangoModelFactory):
    class Meta:
        model = Income

    enrolment = factory.SubFactory(EnrolmentFactory)
    household = factory.SelfAttribute("enrolment.household")
    amount = 4200
    told_on = datetime.date(2018, 11, 19)


class TradeSynonymFactory(DjangoModelFactory):
    class Meta:
        model = TradeSynonym

    district = factory.SubFactory(DistrictFactory)
    trade = "จักสานกระจูด"
    occupation = "other"


class PrincipleFactory(DjangoModelFactory):
    class Meta:
        model = Principle
        django_get_or_create = ["source", "text"]

    source = Principle.Source.SUFFICIENCY
    text = "พอประมาณ"


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    participation = factory.SubFactory(ParticipationFactory)
    title = "ฝึกอบรมอาชีพจักสานกระจูด"
    starts_on = datetime.date(2018, 12, 1)
    ends_on = datetime.date(2018, 12, 31)
    budget = 12000


class ActivityPrincipleFactory(DjangoModelFactory):
    class Meta:
        model = ActivityPrinciple

    activity = factory.SubFactory(ActivityFactory)
    principle = factory.SubFactory(PrincipleFactory)


class ActivityPartnerFactory(DjangoModelFactory):
    class Meta:
        model = ActivityPartner

    activity = factory.SubFactory(ActivityFactory)
    agency = factory.SubFactory(
        AgencyFactory, district=factory.SelfAttribute("..activity.participation.plan.district")
    )
    dimension = factory.SelfAttribute("agency.dimension")


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    participation = factory.SubFactory(ParticipationFactory)
    kind = Session.Kind.TRAINING
    title = "อบรมจักสานกระจูด"
    starts_on = datetime.date(2018, 12, 11)
    ends_on = datetime.date(2018, 12, 13)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, participation=factory.SelfAttribute("..session.participation")
    )
    on = factory.SelfAttribute("session.starts_on")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Who is on a roll was invited."""
        who = {name: kwargs.get(name) for name in ("enrolment", "team_member")}
        Invitation.objects.get_or_create(session=kwargs["session"], **who)
        return super()._create(model_class, *args, **kwargs)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation
        django_get_or_create = ["session", "enrolment"]

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, participation=factory.SelfAttribute("..session.participation")
    )


class TeachingFactory(DjangoModelFactory):
    class Meta:
        model = Teaching

    session = factory.SubFactory(SessionFactory)
    team_member = factory.SubFactory(
        TeamMemberFactory, participation=factory.SelfAttribute("..session.participation")
    )


class CostLineFactory(DjangoModelFactory):
    class Meta:
        model = CostLine

    session = factory.SubFactory(SessionFactory)
    item = "ค่าอาหารว่าง"
    amount = 1500


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, participation=factory.SelfAttribute("..session.participation")
    )
    plan = factory.SelfAttribute("session.participation.plan")
    number = factory.Sequence(lambda n: n + 1)
    name = "วุฒิบัตร"
    holder_name = factory.LazyAttribute(lambda row: str(row.enrolment.household))
    title = factory.SelfAttribute("session.title")
    starts_on = factory.SelfAttribute("session.starts_on")
    ends_on = factory.SelfAttribute("session.ends_on")
    days = days_came = days_needed = 3
    issued_on = factory.SelfAttribute("session.ends_on")
    code_hash = factory.Sequence(lambda n: f"{n:064x}")


class InputSupportFactory(DjangoModelFactory):
    class Meta:
        model = InputSupport

    enrolment = factory.SubFactory(EnrolmentFactory)
    item = "กระจูด"
    amount = 20
    unit = "มัด"
    value = 1450
    received_on = datetime.date(2018, 12, 14)


class OccupationGroupFactory(DjangoModelFactory):
    class Meta:
        model = OccupationGroup

    village = factory.SubFactory(VillageFactory)
    name = factory.Sequence(lambda n: f"กลุ่มจักสานตัวอย่าง {n}")
    kind = OccupationGroup.Kind.PROCESSING
    formed_on = datetime.date(2019, 1, 15)


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    group = factory.SubFactory(OccupationGroupFactory)
    household = factory.SubFactory(HouseholdFactory, village=factory.SelfAttribute("..group.village"))
    joined_on = datetime.date(2019, 1, 15)


def whom_of(visit):
    """Whom a visit is paid to, by the column that is filled; the village where none is."""
    columns = {"household": "enrolment", "group": "group", "session": "session", "sage": "team_member"}
    return next((whom for whom, name in columns.items() if getattr(visit, name, None)), "village")


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    whom = factory.LazyAttribute(whom_of)
    enrolment = factory.SubFactory(EnrolmentFactory)
    participation = factory.SelfAttribute("enrolment.participation")
    phase = Visit.Phase.BEFORE
    visited_on = datetime.date(2018, 11, 19)
    visitor = factory.SubFactory(UserFactory)


class VisitRuleFactory(DjangoModelFactory):
    class Meta:
        model = VisitRule

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"หลังอบรม ครั้งที่ {n}")
    subject = VisitRule.Subject.HOUSEHOLD
    phase = Visit.Phase.AFTER
    opens_from = due_from = VisitRule.Anchor.TRAINING_END
    opens_days, due_days = 1, 30


class VisitQuestionFactory(DjangoModelFactory):
    class Meta:
        model = VisitQuestion

    plan = factory.SubFactory(PlanFactory)
    text = factory.Sequence(lambda n: f"คำถามข้อที่ {n}")
    kind = VisitQuestion.Kind.TEXT


class VisitAnswerFactory(DjangoModelFactory):
    class Meta:
        model = VisitAnswer

    visit = factory.SubFactory(VisitFactory)
    question = factory.SubFactory(
        VisitQuestionFactory, plan=factory.SelfAttribute("..visit.participation.plan")
    )
    text = "ตลาดนัด"


class SupportPersonFactory(DjangoModelFactory):
    class Meta:
        model = SupportPerson
        django_get_or_create = ["district", "name"]

    district = factory.SubFactory(DistrictFactory)
    name = "นางสนับสนุน ตัวอย่าง"


class PledgeFactory(DjangoModelFactory):
    class Meta:
        model = Pledge

    plan = factory.SubFactory(PlanFactory)
    agency = factory.SubFactory(AgencyFactory, district=factory.SelfAttribute("..plan.district"))
    item = "วิทยากรสอนย้อมสี"
    value = 3000
    promised_on = datetime.date(2018, 11, 1)


class CompanionFactory(DjangoModelFactory):
    class Meta:
        model = Companion

    visit = factory.SubFactory(VisitFactory)
    agency = factory.SubFactory(
        AgencyFactory, district=factory.SelfAttribute("..visit.participation.plan.district")
    )


class HelpFactory(DjangoModelFactory):
    class Meta:
        model = Help

    visit = factory.SubFactory(VisitFactory)
    helper = factory.SelfAttribute("visit.enrolment.household")
    helped_name = "บ้านข้างเคียง (ตัวอย่าง)"


class VisitAdviceFactory(DjangoModelFactory):
    class Meta:
        model = VisitAdvice

    visit = factory.SubFactory(VisitFactory)
    given_by = factory.SubFactory(UserFactory)
    given_at = datetime.datetime(2018, 11, 21, 3, tzinfo=datetime.UTC)
    text = "ควรพาไปดูงานกลุ่มต้นแบบ"


class ProblemKindFactory(DjangoModelFactory):
    class Meta:
        model = ProblemKind
        django_get_or_create = ["name"]

    name = "วัตถุดิบ"


class ProblemFactory(DjangoModelFactory):
    class Meta:
        model = Problem

    enrolment = factory.SubFactory(EnrolmentFactory)
    participation = factory.SelfAttribute("enrolment.participation")
    kind = factory.SubFactory(ProblemKindFactory)
    text = "กระจูดขาดช่วงหน้าฝน"
    opened_on = datetime.date(2018, 11, 19)


class ProblemStepFactory(DjangoModelFactory):
    class Meta:
        model = ProblemStep

    problem = factory.SubFactory(ProblemFactory)
    taken_on = datetime.date(2018, 11, 26)
    taken_by = factory.SubFactory(UserFactory)
    text = "ประสานกลุ่มข้างเคียงแบ่งซื้อ"


class ExcuseFactory(DjangoModelFactory):
    class Meta:
        model = Excuse

    enrolment = factory.SubFactory(EnrolmentFactory)
    participation = factory.SelfAttribute("enrolment.participation")
    rule = factory.SubFactory(VisitRuleFactory, plan=factory.SelfAttribute("..participation.plan"))
    reason = "ไปทำงานต่างจังหวัดชั่วคราว"


class HandOverFactory(DjangoModelFactory):
    class Meta:
        model = HandOver

    area_code = "900102"
    giver = factory.SubFactory(UserFactory)
    receiver = factory.SubFactory(UserFactory)
    handed_on = datetime.date(2019, 1, 2)


class DigestFactory(DjangoModelFactory):
    class Meta:
        model = Digest

    user = factory.SubFactory(UserFactory)
    kind = Digest.Kind.DAILY
    for_on = datetime.date(2019, 1, 2)
    text = "งานวันนี้ 2 ครั้ง"
    taken_at = datetime.datetime(2019, 1, 2, 0, tzinfo=datetime.UTC)


class PhotoFactory(DjangoModelFactory):
    class Meta:
        model = Photo

    area_code = "90010203"
    subject = "training.session"
    subject_id = factory.LazyFunction(uuid.uuid4)
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    image = factory.django.FileField(filename="photo.jpg", data=b"")
    width, height = 1600, 1200


class DeviceFactory(DjangoModelFactory):
    class Meta:
        model = Device

    user = factory.SubFactory(UserFactory)
    name = "Android · Chrome"
    seen_at = datetime.datetime(2019, 3, 10, 2, tzinfo=datetime.UTC)


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    op_id = factory.LazyFunction(uuid.uuid4)
    record_id = factory.LazyFunction(uuid.uuid4)
    kind = Submission.Kind.VISIT
    device = factory.SubFactory(DeviceFactory)
    sender = factory.SelfAttribute("device.user")
    area_code = "90010203"
    label = "สมใจ ตัวอย่าง"
    told_at = datetime.datetime(2019, 3, 10, 1, tzinfo=datetime.UTC)
    received_at = datetime.datetime(2019, 3, 10, 2, tzinfo=datetime.UTC)
    skew = 0
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    payload = "{}"
    state = Submission.State.REJECTED
    result = {"status": "rejected", "code": "not_valid", "errors": {"visited_on": ["โปรดตรวจสอบวันที่"]}}


class ImportBatchFactory(DjangoModelFactory):
    class Meta:
        model = ImportBatch

    register = ImportBatch.Register.HOUSEHOLDS
    area_code = "9001"
    fiscal_year = 2562
    file_name = "ทะเบียน.xlsx"
    counts = {"rows": 0, "new": 0, "changed": 0, "same": 0, "duplicate": 0, "wrong": 0}
    uploaded_by = factory.SubFactory(UserFactory)
