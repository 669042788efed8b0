"""Where: the nested geography and who answers for which area."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import Versioned
from accounts.roles import Role
from sammachip.lib.counting import count_of, first_of, related_rows
from sammachip.lib.fiscal import FiscalYear
from sammachip.lib.position import position_in_thailand
from sammachip.lib.scope import ScopedQuerySet


def code_field(digits, name):
    sentence = f"รหัสต้องเป็นตัวเลข {digits} หลัก"
    return models.CharField(
        name,
        max_length=digits,
        primary_key=True,
        validators=[RegexValidator(rf"^[0-9]{{{digits}}}$", sentence)],
    )


def code_is_whole(digits, name):
    return models.CheckConstraint(
        condition=Q(code__regex=rf"^[0-9]{{{digits}}}$"),
        name=name,
        violation_error_message=f"รหัสต้องเป็นตัวเลข {digits} หลัก",
    )


class ProvinceQuerySet(ScopedQuerySet):
    area_path, area_digits = "code", 2


class Province(models.Model):
    personal_fields = ()

    code = code_field(2, "รหัสจังหวัด")
    name = models.CharField("จังหวัด", max_length=60)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = "จังหวัด"
        verbose_name_plural = "จังหวัด"
        ordering = ["code"]
        constraints = [code_is_whole(2, "province_code_2_digits")]

    def __str__(self):
        return self.name


class DistrictQuerySet(ScopedQuerySet):
    area_path, area_digits = "code", 4


class District(models.Model):
    personal_fields = ()

    code = code_field(4, "รหัสอำเภอ")
    name = models.CharField("อำเภอ", max_length=60)
    province = models.ForeignKey(Province, models.PROTECT, related_name="districts", verbose_name="จังหวัด")

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = "อำเภอ"
        verbose_name_plural = "อำเภอ"
        ordering = ["code"]
        constraints = [code_is_whole(4, "district_code_4_digits")]

    def __str__(self):
        return self.name


class SubdistrictQuerySet(ScopedQuerySet):
    area_path, area_digits = "code", 6


class Subdistrict(models.Model):
    personal_fields = ()

    code = code_field(6, "รหัสตำบล")
    name = models.CharField("ตำบล", max_length=60)
    district = models.ForeignKey(District, models.PROTECT, related_name="subdistricts", verbose_name="อำเภอ")

    objects = SubdistrictQuerySet.as_manager()

    class Meta:
        verbose_name = "ตำบล"
        verbose_name_plural = "ตำบล"
        ordering = ["code"]
        constraints = [code_is_whole(6, "subdistrict_code_6_digits")]

    def __str__(self):
        return self.name


class VillageQuerySet(ScopedQuerySet):
    area_path = "code"

    def with_place(self):
        return self.select_related("subdistrict__district__province")

    def with_part_in(self, year):
        """Columns of one fiscal year (พ.ศ.): `kind_now` of taking part, `sage_count`, `enrolled_count`, `group_count`."""
        participations = related_rows(self.model, "participations")
        part = participations.filter(village=models.OuterRef("pk"), plan__fiscal_year=year)
        team = related_rows(participations.model, "team").standing().in_year(year)
        enrolments = related_rows(participations.model, "enrolments").standing().in_year(year)
        return self.annotate(
            kind_now=models.Subquery(part.values("kind")[:1]),
            sage_count=count_of(team, "participation__village"),
            enrolled_count=count_of(enrolments, "participation__village"),
            group_count=count_of(related_rows(self.model, "groups").counted_in(FiscalYear(year)), "village"),
        )


class Village(Versioned):
    personal_fields = ("leader_name", "leader_phone")

    code = code_field(8, "รหัสหมู่บ้าน")
    subdistrict = models.ForeignKey(Subdistrict, models.PROTECT, related_name="villages", verbose_name="ตำบล")
    moo = models.PositiveSmallIntegerField(
        "หมู่ที่",
        validators=[MinValueValidator(1, "หมู่ที่ต้องเป็น 1 ถึง 99"), MaxValueValidator(99, "หมู่ที่ต้องเป็น 1 ถึง 99")],
    )
    name = models.CharField("ชื่อหมู่บ้าน", max_length=100)
    aliases = models.CharField(
        "ชื่ออื่น", max_length=300, blank=True, help_text="ชื่อที่ทะเบียนอื่นใช้เรียก คั่นด้วยเครื่องหมายจุลภาค (,)"
    )
    name_en = models.CharField("ชื่ออังกฤษ", max_length=100, blank=True)
    postcode = models.CharField(
        "รหัสไปรษณีย์",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{5}$", "รหัสไปรษณีย์ต้องเป็นตัวเลข 5 หลัก")],
    )
    household_count = models.PositiveIntegerField("ครัวเรือนทั้งหมด", null=True, blank=True)
    population = models.PositiveIntegerField("ประชากร", null=True, blank=True)
    latitude = models.DecimalField("ละติจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=9, decimal_places=6, null=True, blank=True)
    leader_name = models.CharField("ผู้ใหญ่บ้าน/กำนัน", max_length=150, blank=True)
    leader_phone = models.CharField("โทรศัพท์ผู้นำ", max_length=10, blank=True)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "หมู่บ้าน"
        verbose_name_plural = "หมู่บ้าน"
        ordering = ["code"]
        constraints = [
            code_is_whole(8, "village_code_8_digits"),
            models.CheckConstraint(
                condition=Q(moo__gte=1, moo__lte=99),
                name="village_moo_1_to_99",
                violation_error_message="หมู่ที่ต้องเป็น 1 ถึง 99",
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "moo"],
                name="village_moo_once_in_subdistrict",
                violation_error_message="ตำบลนี้มีหมู่ที่นี้อยู่แล้ว โปรดตรวจหมู่ที่หรือแก้ไขหมู่บ้านเดิม",
            ),
            position_in_thailand("village_position_in_thailand"),
        ]

    def __str__(self):
        return f"{self.name} ม.{self.moo}"

    def get_absolute_url(self):
        return reverse("villages:detail", args=[self.code])

    @property
    def choice_label(self):
        """With its ตำบล: two villages of one district may share a name."""
        return f"{self} ต.{self.subdistrict.name}"

    @property
    def all_names(self):
        return [self.name, *(alias.strip() for alias in self.aliases.split(",") if alias.strip())]


AREAS = (Subdistrict, District, Province)


class PostingQuerySet(ScopedQuerySet):
    area_path = "area_code"

    def over(self, village):
        """Postings to the village's ตำบล or its อำเภอ."""
        return self.filter(area_code__in=[village.code[:6], village.code[:4]])

    def present(self, on=None):
        on = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def of_field_officers(self):
        return self.filter(user__role=Role.FIELD_OFFICER, user__is_active=True)

    def how_many(self):
        """A column that is the same for every row: how many people these postings are of."""
        counted = self.order_by().values(one=models.Value(1)).annotate(n=models.Count("user", distinct=True))
        return Coalesce(models.Subquery(counted.values("n"), output_field=models.IntegerField()), 0)

    def with_area_names(self):
        """A column `area_name`: of the ตำบล, อำเภอ or จังหวัด that each is of; none for the whole country."""
        named = [first_of(model.objects.filter(code=models.OuterRef("area_code")), "name") for model in AREAS]
        return self.annotate(area_name=Coalesce(*named))


class Posting(models.Model):
    """Who answers for which area, from and until: 6 digits a tambon, 4 a district, 2 a province, none the department."""

    personal_fields = ()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="postings", verbose_name="ผู้ใช้"
    )
    area_code = models.CharField(
        "รหัสพื้นที่",
        max_length=6,
        blank=True,
        help_text="ตำบล 6 หลัก อำเภอ 4 หลัก จังหวัด 2 หลัก เว้นว่างคือทั้งประเทศ",
    )
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "พื้นที่รับผิดชอบ"
        verbose_name_plural = "พื้นที่รับผิดชอบ"
        ordering = ["area_code", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area_code__regex=r"^([0-9]{2}){0,3}$"),
                name="posting_area_code_shape",
                violation_error_message="รหัสพื้นที่ต้องเป็นตัวเลข 2, 4 หรือ 6 หลัก หรือเว้นว่าง",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="posting_dates_in_order",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.area_code or 'ทั้งประเทศ'}"

    @property
    def is_present(self):
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @property
    def is_coming(self):
        return self.starts_on > timezone.localdate()
