from django.contrib import admin

from accounts.admin import RegisterAdmin

from .models import Device, Submission


@admin.register(Device)
class DeviceAdmin(RegisterAdmin):
    list_display = ["name", "user", "seen_at", "waiting", "revoked_at"]
    search_fields = ["user__first_name", "user__last_name", "user__username"]
    list_select_related = ["user"]


@admin.register(Submission)
class SubmissionAdmin(RegisterAdmin):
    list_display = ["kind", "label", "sender", "received_at", "state"]
    list_filter = ["kind", "state", "is_flagged"]
    search_fields = ["sender__first_name", "sender__last_name", "label"]
    list_select_related = ["sender"]
