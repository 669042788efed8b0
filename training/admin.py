from django.contrib import admin

from accounts.admin import RegisterAdmin

from .models import Attendance, InputSupport, Session


@admin.register(Session)
class SessionAdmin(RegisterAdmin):
    list_display = ["title", "kind", "participation", "starts_on", "ends_on"]
    list_filter = ["kind"]
    search_fields = ["title", "participation__village__name"]
    list_select_related = ["participation__village", "participation__plan"]


@admin.register(Attendance)
class AttendanceAdmin(RegisterAdmin):
    list_display = ["session", "on", "enrolment", "team_member", "status"]
    list_filter = ["status"]
    search_fields = ["session__title", "enrolment__household__first_name", "enrolment__household__last_name"]
    list_select_related = ["session", "enrolment__household", "team_member__sage"]


@admin.register(InputSupport)
class InputSupportAdmin(RegisterAdmin):
    list_display = ["item", "enrolment", "amount", "unit", "value", "received_on"]
    search_fields = ["item", "enrolment__household__first_name", "enrolment__household__last_name"]
    list_select_related = ["enrolment__household"]
