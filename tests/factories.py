"""One factory a table; every row they make is plainly invented."""

import datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import ImportBatch, User
from accounts.roles import Role
from groups.models import Member, OccupationGroup
from households.models import Enrolment, Household, Income, TradeSynonym
from monitoring.models import Visit
from sages.models import Sage, TeamMember
from training.models import Attendance, InputSupport, Session
from villages.models import (
    Criterion,
    District,
    Meeting,
    Participation,
    Plan,
    Posting,
    Province,
    Subdistrict,
    Village,
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


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    enrolment = factory.SubFactory(EnrolmentFactory)
    participation = factory.SelfAttribute("enrolment.participation")
    phase = Visit.Phase.BEFORE
    visited_on = datetime.date(2018, 11, 19)
    visitor = factory.SubFactory(UserFactory)


class ImportBatchFactory(DjangoModelFactory):
    class Meta:
        model = ImportBatch

    register = ImportBatch.Register.HOUSEHOLDS
    area_code = "9001"
    fiscal_year = 2562
    file_name = "ทะเบียน.xlsx"
    counts = {"rows": 0, "new": 0, "changed": 0, "same": 0, "duplicate": 0, "wrong": 0}
    uploaded_by = factory.SubFactory(UserFactory)
