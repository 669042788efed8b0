"""Who: users with one role each, rows that carry a version and a history, and the sealed citizen id."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from sammachip.lib import sealing, thai
from sammachip.lib.scope import within
from sammachip.lib.uuid7 import uuid7

from ..roles import Role


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Colleagues: users who answer, now or once, for a part of the viewer's areas; and the viewer."""
        if not user.is_active:
            return self.none()
        if "" in user.areas:
            return self
        colleagues = Q(pk=user.pk)
        for area in user.areas:
            colleagues |= within("postings__area_code", area)
        return self.filter(pk__in=self.model.objects.filter(colleagues).values("pk"))


class OfficeUserManager(UserManager.from_queryset(UserQuerySet)):
    def create_superuser(self, username, email=None, password=None, **fields):
        """The first admin of an install: the role's rights as in the table, and the whole country to set up."""
        fields |= {"role": Role.SYSTEM_ADMIN, "is_staff": True, "is_superuser": False}
        user = self._create_user(username, email, password, **fields)
        user.postings.create(area_code="", starts_on=timezone.localdate())
        return user


class User(AbstractUser):
    personal_fields = ("username", "first_name", "last_name", "email", "phone")

    role = models.CharField("บทบาท", max_length=20, choices=Role.choices, blank=True)
    position = models.CharField("ตำแหน่ง", max_length=100, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=10, blank=True)
    is_demo = models.BooleanField("บัญชีตัวอย่าง", default=False, editable=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects = OfficeUserManager()

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"
        ordering = ["first_name", "last_name", "pk"]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def areas_named(self):
        """(code, name) of the areas this user answers for today; read once a request (a user object lives as long)."""
        if not hasattr(self, "_areas"):
            named = self.postings.present().with_area_names()
            self._areas = tuple(named.values_list("area_code", "area_name"))
        return self._areas

    @property
    def areas(self):
        """Their codes."""
        return tuple(code for code, _ in self.areas_named)


class YearClosed(PermissionDenied):
    """A row of a closed fiscal year was to be changed; says in Thai what to do."""


class OpenHistoryManager(HistoryManager):
    def bulk_history_create(self, objs, *args, **kwargs):
        refuse_locked(objs)
        return super().bulk_history_create(objs, *args, **kwargs)


class OpenHistory(HistoricalRecords):
    """Every tracked write passes here, so this is where the facts of a closed year are kept as they are."""

    def __init__(self, **kwargs):
        super().__init__(history_manager=OpenHistoryManager, **kwargs)

    def create_historical_record(self, instance, history_type, using=None):
        if plan := instance.locking_plan():
            raise YearClosed(plan.closed_sentence)
        super().create_historical_record(instance, history_type, using)


def refuse_locked(rows):
    """Raise `YearClosed` where one of these stored rows of one table is a fact of a closed year."""
    model = type(rows[0]) if rows else Versioned
    if not model.plan_path:
        return
    plans = model
    for name in model.plan_path:
        plans = plans._meta.get_field(name).related_model
    if not plans.objects.filter(closed_on__isnull=False).exists():
        return
    path = "__".join(model.plan_path)
    for start in range(0, len(rows), 500):
        keys = [row.pk for row in rows[start : start + 500]]
        closed = model.objects.filter(pk__in=keys, **{f"{path}__closed_on__isnull": False})
        for row in closed.select_related(path):
            if plan := row.locking_plan():
                raise YearClosed(plan.closed_sentence)


class Versioned(models.Model):
    """A row that a person edits: its version grows with each edit, its history keeps every state.

    `plan_path`: the attributes that lead to the year's plan, whose closing locks the row; none for what is lasting.
    `dated_by`: the date of a fact that may still come after the year, and is then not locked by its closing.
    """

    plan_path = ()
    dated_by = ""

    version = models.PositiveIntegerField("ฉบับที่", default=1, editable=False)
    history = OpenHistory(inherit=True)

    class Meta:
        abstract = True

    def locking_plan(self):
        """The closed plan that this row is a fact of, or None."""
        row = self
        for name in self.plan_path:
            row = getattr(row, name, None)
            if row is None:
                return None
        if not self.plan_path or not row.closed_on:
            return None
        return None if self.dated_by and self.is_dated_after(row.year) else row

    def is_dated_after(self, year):
        """Whether it belongs to a later day than the year; a day that is not told yet locks nothing."""
        day = getattr(self, self.dated_by)
        return day is None or day > year.ends_on

    @property
    def history_url(self):
        return reverse("accounts:history", args=[self._meta.app_label, self._meta.model_name, self.pk])


class Record(Versioned):
    """A versioned row under a time-ordered UUID, so that a phone can name it before the server has seen it."""

    id = models.UUIDField("รหัสระเบียน", primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class SealedPerson(models.Model):
    """A person's citizen id: sealed text, keyed index to find it by, last four digits to show."""

    sealed_fields = ("nid_ct", "nid_idx", "nid_last4")

    nid_ct = models.BinaryField("เลขประจำตัวประชาชน (ปิดผนึก)", null=True, editable=False)
    nid_idx = models.BinaryField("ดัชนีเลขประจำตัวประชาชน", max_length=32, null=True, editable=False)
    nid_last4 = models.CharField("เลขประจำตัวประชาชนสี่หลักท้าย", max_length=4, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["nid_idx"],
                name="%(class)s_citizen_id_once",
                violation_error_message="เลขประจำตัวประชาชนนี้มีในทะเบียนแล้ว โปรดค้นหาด้วยช่องค้นหาก่อนเพิ่มใหม่",
            ),
            models.CheckConstraint(
                condition=Q(nid_ct=None, nid_idx=None) | Q(nid_ct__isnull=False, nid_idx__isnull=False),
                name="%(class)s_citizen_id_whole",
                violation_error_message="เลขประจำตัวประชาชนบันทึกไม่ครบ โปรดกรอกใหม่",
            ),
        ]

    def seal_citizen_id(self, citizen_id):
        """Keep `citizen_id` (13 digits, or empty for none) sealed under this row's own key."""
        if not citizen_id:
            self.nid_ct, self.nid_idx, self.nid_last4 = None, None, ""
            return
        index = sealing.index(citizen_id)
        if self.nid_idx is None or bytes(self.nid_idx) != index:
            self.nid_ct, self.nid_idx = sealing.seal(citizen_id, self.pk), index
            self.nid_last4 = citizen_id[-4:]

    @property
    def masked_citizen_id(self):
        return thai.mask_citizen_id(self.nid_last4) if self.nid_last4 else ""
