from django.contrib import admin

from accounts.admin import RegisterAdmin

from .models import Sage, TeamMember


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
