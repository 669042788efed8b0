from django.contrib import admin

from accounts.admin import RegisterAdmin

from .models import Sage, SeatAnswer, TeamMember


@admin.register(Sage)
class SageAdmin(RegisterAdmin):
    list_display = ["__str__", "village", "expertise", "citizen_id", "course_passed"]
    list_filter = ["course_passed"]
    search_fields = ["first_name", "last_name", "expertise", "village__name"]
    list_select_related = ["village"]
    readonly_fields = ["citizen_id"]


@admin.register(TeamMember)
class TeamMemberAdmin(RegisterAdmin):
    list_display = ["sage", "participation", "role", "joined_on", "left_on"]
    list_filter = ["role", "fiscal_year"]
    search_fields = ["sage__first_name", "sage__last_name", "participation__village__name"]
    list_select_related = ["sage", "participation__village", "participation__plan"]


@admin.register(SeatAnswer)
class SeatAnswerAdmin(RegisterAdmin):
    list_display = ["seat", "criterion", "is_met"]
    list_filter = ["is_met", "criterion__subject"]
    search_fields = ["criterion__text", "seat__sage__first_name", "seat__sage__last_name"]
    list_select_related = ["seat__sage", "criterion"]
