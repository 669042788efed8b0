from django.contrib import admin

from accounts.admin import RegisterAdmin, ScopedAdmin

from .models import (
    Activity,
    ActivityPartner,
    ActivityPrinciple,
    Attendance,
    CalendarFeed,
    Certificate,
    CostLine,
    InputSupport,
    Invitation,
    Principle,
    Session,
    Teaching,
)


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


@admin.register(Principle)
class PrincipleAdmin(ScopedAdmin):
    list_display = ["text", "source", "order"]
    list_filter = ["source"]
    search_fields = ["text"]


@admin.register(Activity)
class ActivityAdmin(RegisterAdmin):
    list_display = ["title", "participation", "step", "starts_on", "budget"]
    list_filter = ["step"]
    search_fields = ["title", "participation__village__name"]
    list_select_related = ["participation__village", "participation__plan"]


@admin.register(ActivityPartner)
class ActivityPartnerAdmin(RegisterAdmin):
    list_display = ["agency", "activity", "dimension", "value"]
    search_fields = ["agency__name", "activity__title"]
    list_select_related = ["agency", "activity", "dimension"]


@admin.register(ActivityPrinciple)
class ActivityPrincipleAdmin(RegisterAdmin):
    list_display = ["principle", "activity"]
    search_fields = ["principle__text", "activity__title"]
    list_select_related = ["principle", "activity"]


@admin.register(Invitation)
class InvitationAdmin(RegisterAdmin):
    list_display = ["session", "enrolment", "team_member"]
    search_fields = ["session__title", "enrolment__household__first_name", "enrolment__household__last_name"]
    list_select_related = ["session", "enrolment__household", "team_member__sage"]


@admin.register(Teaching)
class TeachingAdmin(RegisterAdmin):
    list_display = ["session", "team_member"]
    search_fields = ["session__title", "team_member__sage__first_name", "team_member__sage__last_name"]
    list_select_related = ["session", "team_member__sage"]


@admin.register(CostLine)
class CostLineAdmin(RegisterAdmin):
    list_display = ["item", "session", "amount", "agency"]
    search_fields = ["item", "session__title"]
    list_select_related = ["session", "agency"]


@admin.register(Certificate)
class CertificateAdmin(RegisterAdmin):
    list_display = ["serial", "holder_name", "title", "issued_on", "revoked_on"]
    list_filter = ["plan__fiscal_year"]
    search_fields = ["holder_name", "title", "number"]
    list_select_related = ["plan"]
    exclude = ["code_hash"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(RegisterAdmin):
    list_display = ["user", "made_at", "expires_on"]
    search_fields = ["user__username"]
    list_select_related = ["user"]
    exclude = ["token_hash"]
