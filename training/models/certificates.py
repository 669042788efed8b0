"""Certificates: each says what its holder completed as it stood on the day it was given, under a number and a code."""

import hashlib

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Record
from households.models import Enrolment
from sages.models import TeamMember
from sammachip.lib import thai
from villages.models import Plan

from .sessions import OfOnePerson, OfPeopleQuerySet, Session, of_one_person


class CertificateQuerySet(OfPeopleQuerySet):
    def standing(self):
        return self.filter(revoked_on=None)

    def published(self):
        """What anyone may know of a certificate: of which course, when, from which office. Never whose it is."""
        return self.values(
            "number",
            "name",
            "title",
            "starts_on",
            "ends_on",
            "revoked_on",
            year=F("plan__fiscal_year"),
            district_code=F("plan__district_id"),
            district=F("plan__district__name"),
            province=F("plan__district__province__name"),
        )

    def with_place(self):
        """With all that stands on the paper."""
        return self.select_related("plan__district__province", "session__participation__village__subdistrict")

    def of_code(self, code):
        """The certificate whose printed code this is: one look-up by its hash, whether it exists or not."""
        return self.filter(code_hash=Certificate.hash_of(code))


class Certificate(OfOnePerson, Record):
    """`number` counts within a district's year. The code in the QR picture is kept only as a hash."""

    personal_fields = ("holder_name", "revoked_reason")
    CODE = "certificate"

    session = models.ForeignKey(Session, models.PROTECT, related_name="certificates", verbose_name="การอบรม")
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name="ครัวเรือนเป้าหมาย",
    )
    team_member = models.ForeignKey(
        TeamMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name="ทีมวิทยากร",
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="certificates", verbose_name="แผนประจำปี")
    number = models.PositiveIntegerField("เลขที่")
    name = models.CharField("ชื่อเอกสาร", max_length=60)
    holder_name = models.CharField("ชื่อผู้รับ", max_length=200)
    title = models.CharField("เรื่องที่อบรม", max_length=150)
    starts_on = models.DateField("อบรมตั้งแต่")
    ends_on = models.DateField("ถึงวันที่")
    days = models.PositiveSmallIntegerField("จำนวนวัน")
    days_needed = models.PositiveSmallIntegerField("วันที่ต้องเข้าอบรม")
    days_came = models.PositiveSmallIntegerField("วันที่เข้าอบรม")
    issued_on = models.DateField("วันที่ออก")
    signer_name = models.CharField("ผู้ลงนาม", max_length=100, blank=True)
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=100, blank=True)
    code_hash = models.CharField("ลายนิ้วมือรหัสตรวจสอบ", max_length=64, editable=False)
    revoked_on = models.DateField("ยกเลิกเมื่อ", null=True, blank=True)
    revoked_reason = models.CharField("เหตุผลที่ยกเลิก", max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "วุฒิบัตร"
        verbose_name_plural = "วุฒิบัตร"
        ordering = ["plan_id", "number"]
        constraints = [
            of_one_person("certificate_of_one_person", "วุฒิบัตรหนึ่งใบเป็นของคนเดียว: ครัวเรือนเป้าหมายหรือทีมวิทยากร"),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="certificate_number_once",
                violation_error_message="เลขที่วุฒิบัตรนี้ออกไปแล้ว โปรดลองใหม่",
            ),
            models.UniqueConstraint(
                fields=["code_hash"],
                name="certificate_code_once",
                violation_error_message="รหัสตรวจสอบซ้ำ โปรดลองใหม่",
            ),
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                condition=Q(revoked_on=None),
                name="certificate_once_a_household",
                violation_error_message="ครัวเรือนนี้ได้วุฒิบัตรของการอบรมนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["session", "team_member"],
                condition=Q(revoked_on=None),
                name="certificate_once_a_trainer",
                violation_error_message="วิทยากรคนนี้ได้วุฒิบัตรของการอบรมนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(days_came__gte=F("days_needed"), days_came__lte=F("days"), days_needed__gte=1),
                name="certificate_only_when_completed",
                violation_error_message="ออกวุฒิบัตรได้เฉพาะผู้ที่เข้าอบรมครบตามเกณฑ์ของแผน",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__gte=F("ends_on")),
                name="certificate_after_last_day",
                violation_error_message="ออกวุฒิบัตรได้ตั้งแต่วันสุดท้ายของการอบรม",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoked_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_reason="")),
                name="certificate_revoked_with_reason",
                violation_error_message="การยกเลิกวุฒิบัตรต้องมีทั้งวันที่และเหตุผล",
            ),
        ]

    @staticmethod
    def hash_of(code):
        return hashlib.sha256(code.encode(errors="replace")).hexdigest()

    def __str__(self):
        return f"{self.name} เลขที่ {self.serial}"

    def get_absolute_url(self):
        return reverse("training:certificate", args=[self.pk])

    @property
    def serial(self):
        return serial_of(self.plan.district_id, self.number, self.plan.fiscal_year)

    @property
    def dates(self):
        return thai.format_date_range(self.starts_on, self.ends_on)


def serial_of(district, number, year):
    """`9001-0012/2562`: the district, the number within its year, the fiscal year."""
    return f"{district}-{number:04}/{year}"
