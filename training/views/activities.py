"""The activity plan of a village: its lines, the sheet of its ten columns, and one activity against what was done of it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import DeleteView

from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen, Screen
from sammachip.lib.telling import facts_of
from villages.frame import year_of

from .. import budget, planning
from ..activity_tables import ActivitySheet, ActivityTable
from ..forms.activities import ActivityFilter, ActivityForm
from ..models import Activity, ActivityPartner, ActivityPrinciple, CostLine, InputSupport, Session
from ..progress import with_progress
from ..services import activities as services

ACTIVITIES = ("แผนปฏิบัติการ", reverse_lazy("training:activities"))
FACTS = (
    "step",
    "objective",
    "method",
    "target_group",
    "place",
    "expected_result",
    "responsible",
    "note",
)


def money_of(user, activities):
    """{activity id: Budget} as far as the viewer may see, in three queries."""
    keys = [activity.pk for activity in activities]
    costs = CostLine.objects.visible_to(user).filter(session__activity__in=keys)
    inputs = InputSupport.objects.visible_to(user).filter(session__activity__in=keys)
    planned = Activity.objects.visible_to(user).filter(pk__in=keys)
    return budget.budgets_of_activities(planned, costs, inputs)


class ActivityList(ListScreen):
    model = Activity
    permission_required = "training.view_activity"
    template_name = "training/activities.html"
    filterset_class = ActivityFilter
    heading, unit = "แผนปฏิบัติการ", "กิจกรรม"
    create_url, create_label = "training:activity_create", "เพิ่มกิจกรรม"
    create_permission = "training.add_activity"
    empty_title = "ปีนี้ยังไม่มีกิจกรรมในแผนปฏิบัติการ"
    empty_text = (
        "แผนปฏิบัติการสร้างสัมมาชีพชุมชนของแต่ละหมู่บ้านเริ่มจากกิจกรรมแรก: โครงการ วัตถุประสงค์ ระยะเวลา งบประมาณ และผู้รับผิดชอบ"
    )

    def get_queryset(self):
        rows = super().get_queryset().in_year(year_of(self.request).year).with_place()
        return with_progress(rows).order_by("participation__village_id", "order", "pk")

    def get_table_class(self):
        return ActivitySheet if self.request.GET.get("sheet") == "xlsx" else ActivityTable

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        is_sheet = isinstance(table, ActivitySheet)
        table.money = money_of(
            self.request.user, [row.record for row in (table.rows if is_sheet else table.paginated_rows)]
        )
        return table


class OfActivity:
    """A page below an activity's: it leads back to the activity."""

    @cached_property
    def activity(self):
        return self.object if isinstance(self.object, Activity) else self.object.activity

    @property
    def crumbs(self):
        village = self.activity.participation.village
        up = [ACTIVITIES, (village.choice_label, village.get_absolute_url())]
        is_own = isinstance(self, ActivityDetail)
        return up if is_own else [*up, (str(self.activity), self.activity.get_absolute_url())]


class ActivityDetail(OfActivity, DetailScreen):
    model = Activity
    permission_required = "training.view_activity"
    template_name = "training/activity.html"

    def get_queryset(self):
        return with_progress(super().get_queryset().with_place())

    def get_context_data(self, **kwargs):
        user, activity, today = self.request.user, self.object, fiscal.today()
        partners = ActivityPartner.objects.visible_to(user).filter(activity=activity).with_names()
        applied = ActivityPrinciple.objects.visible_to(user).filter(activity=activity)
        told = {
            "heading": activity.title,
            "facts": facts_of(activity, FACTS),
            "told": planning.Told.of(activity, self.money(), today),
            "sessions": Session.objects.visible_to(user)
            .filter(activity=activity)
            .order_by("starts_on", "pk")
            .with_came(),
            "partners": partners,
            "given": planning.known_sum([partner.value for partner in partners]),
            "applied": applied.select_related("principle").order_by(
                "-principle__source", "principle__order", "pk"
            ),
            "today": today,
        }
        return super().get_context_data(**told | kwargs)

    def money(self):
        costs, inputs = (model.objects.visible_to(self.request.user) for model in (CostLine, InputSupport))
        return budget.budget_of_activity(self.object, costs, inputs)


class ActivityCreate(CreateScreen):
    model, form_class = Activity, ActivityForm
    permission_required = "training.add_activity"
    heading, done_text = "เพิ่มกิจกรรมในแผนปฏิบัติการ", "เพิ่มกิจกรรมแล้ว ต่อไประบุภาคีที่ร่วมกิจกรรม"
    cancel_url, crumbs, takes = "training:activities", [ACTIVITIES], ("participation", "step")

    def save(self, form):
        return services.plan_activity(form.instance, ticks=form.ticks, by=self.request.user)


class ActivityEdit(OfActivity, EditScreen):
    model, form_class = Activity, ActivityForm
    permission_required = "training.change_activity"
    heading = "แก้ไขกิจกรรม"

    def get_queryset(self):
        return super().get_queryset().with_place()

    def save(self, form):
        changed = bool(form.changed_columns)
        return services.plan_activity(
            form.instance, ticks=form.ticks, is_changed=changed, by=self.request.user
        )


class ActivityRemove(OfActivity, Screen, DeleteView):
    model = Activity
    permission_required = "training.delete_activity"
    template_name = "training/activity_remove.html"
    heading = "ลบกิจกรรมนี้ออกจากแผน?"

    def get_queryset(self):
        return super().get_queryset().with_place()

    def get_success_url(self):
        return reverse("training:plan_of_village", args=[self.activity.participation.village_id])

    def form_valid(self, form):
        if services.remove_activity(self.object, by=self.request.user):
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, f"ลบกิจกรรม “{self.object}” แล้ว")
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        told = {
            "text": f"{self.object.choice_label} ประวัติการแก้ไขยังเก็บไว้",
            "button": "ลบกิจกรรม",
            "danger": True,
            "cancel_url": self.object.get_absolute_url(),
            "hanging": services.hanging_on(self.object),
        }
        return super().get_context_data(**told | kwargs)
