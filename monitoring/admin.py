from django.contrib import admin

from accounts.admin import RegisterAdmin, ScopedAdmin

from .models import Excuse, HandOver, Problem, ProblemKind, Visit

NOT_COUNTED = "ใช้เฉพาะเรื่องการทำอาชีพ เช่น วัตถุดิบ ตลาด เงินทุน ห้ามตั้งประเภทที่เกี่ยวกับสุขภาพหรือศาสนาของบุคคล"


@admin.register(Visit)
class VisitAdmin(RegisterAdmin):
    list_display = ["subject_name", "phase", "kind", "visited_on", "visitor", "state"]
    list_filter = ["phase", "whom", "kind", "state"]
    search_fields = ["enrolment__household__first_name", "enrolment__household__last_name", "group__name"]
    date_hierarchy = "visited_on"
    list_select_related = [
        "enrolment__household",
        "group",
        "session",
        "team_member__sage",
        "participation__village",
        "participation__plan",
        "visitor",
    ]

    @admin.display(description="ผู้รับการติดตาม")
    def subject_name(self, visit):
        return visit.subject_name


@admin.register(ProblemKind)
class ProblemKindAdmin(ScopedAdmin):
    list_display = ["name", "order", "is_used"]
    search_fields = ["name"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        asked = {"help_text": NOT_COUNTED} if db_field.name == "name" else {}
        return super().formfield_for_dbfield(db_field, request, **kwargs | asked)


@admin.register(Problem)
class ProblemAdmin(RegisterAdmin):
    list_display = ["kind", "text", "participation", "owner", "opened_on", "due_on", "closed_on"]
    list_filter = ["kind", "closed_on"]
    search_fields = ["text", "participation__village__name"]
    list_select_related = ["kind", "owner", "participation__village", "participation__plan"]


@admin.register(Excuse)
class ExcuseAdmin(RegisterAdmin):
    list_display = ["reason", "rule", "participation"]
    search_fields = ["reason", "participation__village__name"]
    list_select_related = ["rule", "participation__village", "participation__plan"]


@admin.register(HandOver)
class HandOverAdmin(RegisterAdmin):
    list_display = ["area_code", "giver", "receiver", "handed_on"]
    search_fields = ["area_code", "giver__first_name", "receiver__first_name"]
    list_select_related = ["giver", "receiver"]
