from django.contrib import admin

from accounts.admin import KeptAdmin, RegisterAdmin

from .models import Enrolment, EnrolmentAnswer, Household, Income, TradeSynonym


@admin.register(Household)
class HouseholdAdmin(RegisterAdmin):
    list_display = ["__str__", "house_no", "village", "citizen_id"]
    list_filter = ["village__subdistrict"]
    search_fields = ["first_name", "last_name", "house_no", "village__name"]
    list_select_related = ["village"]
    readonly_fields = ["citizen_id"]


@admin.register(Enrolment)
class EnrolmentAdmin(RegisterAdmin):
    list_display = ["household", "participation", "trade", "occupation", "volunteered_on", "withdrawn_on"]
    list_filter = ["fiscal_year", "occupation", "trade_kind"]
    search_fields = ["household__first_name", "household__last_name", "trade"]
    list_select_related = ["household", "participation__village", "participation__plan"]


@admin.register(Income)
class IncomeAdmin(RegisterAdmin):
    list_display = ["household", "measure", "period", "amount", "told_on", "source"]
    list_filter = ["measure", "period", "source"]
    search_fields = ["household__first_name", "household__last_name"]
    list_select_related = ["household"]


@admin.register(TradeSynonym)
class TradeSynonymAdmin(KeptAdmin):
    list_display = ["trade", "occupation", "district"]
    list_filter = ["occupation"]
    search_fields = ["trade"]
    autocomplete_fields = ["district"]
    list_select_related = ["district"]


@admin.register(EnrolmentAnswer)
class EnrolmentAnswerAdmin(RegisterAdmin):
    list_display = ["enrolment", "criterion", "is_met"]
    list_filter = ["is_met", "criterion__subject"]
    search_fields = ["criterion__text", "enrolment__household__first_name", "enrolment__household__last_name"]
    list_select_related = ["enrolment__household", "criterion"]
