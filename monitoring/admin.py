from django.contrib import admin

from accounts.admin import RegisterAdmin

from .models import Visit


@admin.register(Visit)
class VisitAdmin(RegisterAdmin):
    list_display = ["subject", "phase", "kind", "visited_on", "visitor", "state"]
    list_filter = ["phase", "kind", "state"]
    search_fields = ["enrolment__household__first_name", "enrolment__household__last_name", "group__name"]
    date_hierarchy = "visited_on"
    list_select_related = [
        "enrolment__household",
        "group",
        "participation__village",
        "participation__plan",
        "visitor",
    ]

    @admin.display(description="ผู้รับการติดตาม")
    def subject(self, visit):
        return visit.subject_name
