"""Django admin for those who keep the system: own tables can be changed, the officers' registers only read."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from .models import ImportBatch, ImportChange, Photo
from .roles import Role

admin.site.site_header = "สัมมาชีพชุมชน: ผู้ดูแลระบบ"
admin.site.site_title = "สัมมาชีพชุมชน"
admin.site.index_title = "ตารางของระบบ"
admin.site.login = secure_admin_login(admin.site.login)
admin.site.unregister([Group, EmailAddress])


class VersionedForm(forms.ModelForm):
    """Carries the version that was opened; what someone else saved meanwhile is never written over."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if not self.instance._state.adding and cleaned.get("opened") != self.instance.version:
            raise forms.ValidationError("มีผู้แก้ไขแถวนี้หลังจากท่านเปิดหน้านี้ โปรดเปิดหน้านี้ใหม่แล้วแก้ไขอีกครั้ง")
        if plan := self.locking_plan():
            raise forms.ValidationError(plan.closed_sentence)
        return cleaned

    def locking_plan(self):
        """The closed plan that the row is a fact of, or is itself."""
        row = self.instance
        return row.locking_plan() or (row if getattr(row, "closed_on", None) else None)

    def save(self, commit=True):
        if not self.instance._state.adding:
            self.instance.version += 1
        return super().save(commit)


class ScopedAdmin(admin.ModelAdmin):
    """Rows within the viewer's area only; pages of 50; nothing is deleted in bulk."""

    list_per_page = 50
    actions = None
    show_full_result_count = False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows & self.model.objects.visible_to(request.user) if hasattr(rows, "visible_to") else rows


class KeptAdmin(ScopedAdmin):
    """A table that admins keep."""

    form = VersionedForm


class RegisterAdmin(ScopedAdmin):
    """A register of the officers' work: to search and read, with the citizen id masked; officers change it on their pages."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="เลขประจำตัวประชาชน")
    def citizen_id(self, row):
        return row.masked_citizen_id or "ไม่มี"


class OfficeUserAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "role", "position", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "first_name", "last_name", "phone"]
    ordering = ["username"]
    actions = None
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("เจ้าหน้าที่", {"fields": ["first_name", "last_name", "position", "phone", "email"]}),
        ("สิทธิ์", {"fields": ["role", "is_active"]}),
        ("วันที่", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "first_name",
                    "last_name",
                    "position",
                    "role",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        )
    ]

    def save_model(self, request, obj, form, change):
        obj.is_staff = obj.role == Role.SYSTEM_ADMIN
        super().save_model(request, obj, form, change)


@admin.register(ImportBatch)
class ImportBatchAdmin(RegisterAdmin):
    list_display = [
        "file_name",
        "register",
        "area_code",
        "fiscal_year",
        "state",
        "uploaded_at",
        "uploaded_by",
    ]
    list_filter = ["register", "state", "fiscal_year"]
    search_fields = ["file_name", "area_code"]
    list_select_related = ["uploaded_by"]
    exclude = ["sealed_file"]


@admin.register(ImportChange)
class ImportChangeAdmin(RegisterAdmin):
    list_display = ["batch", "model", "object_id", "kind", "version"]
    list_filter = ["kind", "model"]
    search_fields = ["object_id"]
    list_select_related = ["batch"]


@admin.register(Photo)
class PhotoAdmin(RegisterAdmin):
    list_display = ["subject", "area_code", "taken_at", "consent", "is_removed"]
    list_filter = ["consent", "is_removed"]
    search_fields = ["area_code", "caption"]
    exclude = ["image"]
