from accounts.photos import photos_of
from sammachip.lib.screens import DetailScreen

from .. import baselines
from ..models import Visit
from .visits import LIST


class VisitDetail(DetailScreen):
    """One visit with all that was told in it."""

    permission_required = "monitoring.view_visit"
    model = Visit
    template_name = "monitoring/visit.html"
    crumbs = [LIST]

    def get_queryset(self):
        return super().get_queryset().with_names().with_problems().select_related("corrects", "correction")

    def get_context_data(self, **kwargs):
        visit, user = self.object, self.request.user
        is_own = user.has_perm("monitoring.change_visit")
        may_edit = is_own and visit.is_editable_by(user)
        told = {
            "heading": f"ติดตาม{visit.get_phase_display()} {visit.subject_name}",
            "may_edit": may_edit,
            "may_correct": is_own and visit.is_correctable_by(user),
            "baseline": baselines.baseline_of(visit.enrolment) if visit.enrolment else None,
            "photos": photos_of(visit, user),
            "together": self.together(),
            "answers": visit.answers.select_related("question"),
            "companions": visit.companions.select_related("user", "support_person", "agency"),
            "helps": visit.helps.select_related("helped"),
            "steps": visit.steps.select_related("problem__kind"),
            "advices": visit.advices.select_related("given_by"),
        }
        return super().get_context_data(**told | kwargs)

    def together(self):
        """The other visits written with this one."""
        if not self.object.trip:
            return []
        rows = Visit.objects.visible_to(self.request.user).filter(trip=self.object.trip)
        return list(rows.exclude(pk=self.object.pk).with_names().order_by("pk"))
