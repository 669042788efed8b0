from django.contrib import admin

from accounts.admin import KeptAdmin, OfficeUserAdmin, RegisterAdmin, ScopedAdmin
from accounts.models import User

from .models import (
    Agency,
    Criterion,
    Dimension,
    District,
    Meeting,
    Participation,
    Plan,
    Pledge,
    Posting,
    Province,
    Subdistrict,
    SupportPerson,
    Village,
    VisitQuestion,
    VisitRule,
)


class PostingInline(admin.TabularInline):
    model = Posting
    extra = 0


@admin.register(User)
class UserWithPostings(OfficeUserAdmin):
    inlines = [PostingInline]


@admin.register(Posting)
class PostingAdmin(ScopedAdmin):
    list_display = ["user", "area_code", "starts_on", "ends_on"]
    list_filter = ["ends_on"]
    search_fields = ["area_code", "user__username", "user__first_name", "user__last_name"]
    autocomplete_fields = ["user"]
    list_select_related = ["user"]


@admin.register(Province, District, Subdistrict)
class CodeAdmin(ScopedAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def get_autocomplete_fields(self, request):
        parents = {District: ["province"], Subdistrict: ["district"]}
        return parents.get(self.model, [])


@admin.register(Village)
class VillageAdmin(KeptAdmin):
    list_display = ["code", "name", "moo", "subdistrict", "aliases", "household_count"]
    list_filter = ["subdistrict__district"]
    search_fields = ["code", "name", "aliases", "subdistrict__name"]
    autocomplete_fields = ["subdistrict"]
    list_select_related = ["subdistrict"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


class CriterionInline(admin.TabularInline):
    model = Criterion
    extra = 0


@admin.register(Plan)
class PlanAdmin(KeptAdmin):
    list_display = [
        "district",
        "fiscal_year",
        "new_villages",
        "expansion_villages",
        "sages",
        "households",
        "groups",
    ]
    list_filter = ["fiscal_year"]
    search_fields = ["district__name", "district__code"]
    autocomplete_fields = ["district"]
    list_select_related = ["district"]
    inlines = [CriterionInline]


@admin.register(Criterion)
class CriterionAdmin(ScopedAdmin):
    list_display = ["text", "subject", "plan", "order"]
    list_filter = ["subject", "plan__fiscal_year"]
    search_fields = ["text"]
    autocomplete_fields = ["plan"]
    list_select_related = ["plan__district"]


@admin.register(Participation)
class ParticipationAdmin(KeptAdmin):
    list_display = ["village", "plan", "kind", "sage_quota", "household_quota"]
    list_filter = ["kind", "plan__fiscal_year"]
    search_fields = ["village__name", "village__code"]
    autocomplete_fields = ["village", "plan"]
    list_select_related = ["village", "plan__district"]


@admin.register(Meeting)
class MeetingAdmin(RegisterAdmin):
    list_display = ["kind", "participation", "held_on", "attendees"]
    list_filter = ["kind"]
    search_fields = ["participation__village__name", "place"]
    list_select_related = ["participation__village", "participation__plan"]


@admin.register(Dimension)
class DimensionAdmin(ScopedAdmin):
    list_display = ["name", "order"]
    search_fields = ["name"]


@admin.register(Agency)
class AgencyAdmin(RegisterAdmin):
    list_display = ["name", "district", "dimension"]
    list_filter = ["dimension"]
    search_fields = ["name", "district__name"]
    list_select_related = ["district", "dimension"]


@admin.register(SupportPerson)
class SupportPersonAdmin(RegisterAdmin):
    list_display = ["name", "position", "agency", "dimension", "is_present"]
    list_filter = ["dimension", "is_present"]
    search_fields = ["name", "agency__name"]
    list_select_related = ["agency", "dimension"]


@admin.register(Pledge)
class PledgeAdmin(RegisterAdmin):
    list_display = ["agency", "item", "plan", "promised_on", "due_on", "delivered_on"]
    search_fields = ["item", "agency__name"]
    list_select_related = ["agency", "plan__district"]


@admin.register(VisitRule)
class VisitRuleAdmin(RegisterAdmin):
    list_display = ["name", "subject", "phase", "plan", "due_days", "is_used"]
    list_filter = ["subject", "phase", "plan__fiscal_year"]
    search_fields = ["name"]
    list_select_related = ["plan__district"]


@admin.register(VisitQuestion)
class VisitQuestionAdmin(RegisterAdmin):
    list_display = ["text", "whom", "phase", "kind", "plan", "is_used"]
    list_filter = ["whom", "phase", "plan__fiscal_year"]
    search_fields = ["text"]
    list_select_related = ["plan__district"]
