from django.contrib import admin

from accounts.admin import RegisterAdmin

from .models import Member, OccupationGroup


@admin.register(OccupationGroup)
class OccupationGroupAdmin(RegisterAdmin):
    list_display = ["name", "village", "kind", "state", "formed_on"]
    list_filter = ["kind", "state"]
    search_fields = ["name", "village__name"]
    list_select_related = ["village"]


@admin.register(Member)
class MemberAdmin(RegisterAdmin):
    list_display = ["household", "group", "joined_on", "left_on"]
    search_fields = ["household__first_name", "household__last_name", "group__name"]
    list_select_related = ["household", "group"]
