from django.http import Http404
from django.utils.functional import cached_property

from sammachip.lib import fiscal
from villages.frame import year_of
from villages.models import Participation

from ..forms.subjects import SubjectForm
from ..models import Visit
from .visits import LIST

MOST_CHOICES = 1000
NO_PARTICIPATION = "หมู่บ้านของกลุ่มนี้ไม่ได้เข้าร่วมโครงการในปี {} โปรดเลือกปีงบประมาณที่หมู่บ้านเข้าร่วม"
# How the address names whom the visit is paid to → (what the visit calls it, the visit's column).
ASKED = {
    "enrolment": (Visit.Whom.HOUSEHOLD, "enrolment"),
    "session": (Visit.Whom.SESSION, "session"),
    "group": (Visit.Whom.GROUP, "group"),
    "sage": (Visit.Whom.SAGE, "team_member"),
    "team": (Visit.Whom.TEAM, None),
    "participation": (Visit.Whom.VILLAGE, None),
}


class AsksWhom:
    """A page that first asks whom the visit was paid to, unless the address says so."""

    @cached_property
    def subject(self):
        """The visit begun: its subject and nothing else; None while that is still to be chosen."""
        asked = SubjectForm(self.request.GET or None, user=self.request.user, year=year_of(self.request).year)
        self.asking = asked
        if not any(self.request.GET.get(name) for name in asked.fields):
            self.asking = SubjectForm(user=self.request.user, year=year_of(self.request).year)
            return None
        if asked.is_valid():
            return self.begun(*next((name, row) for name, row in asked.cleaned_data.items() if row))
        if any(name in asked.errors for name in asked.fields):
            raise Http404
        return None

    def begun(self, asked, row):
        whom, column = ASKED[asked]
        visit = Visit(whom=whom, visitor=self.request.user, visited_on=fiscal.today())
        if column:
            setattr(visit, column, row)
        if asked == "group":
            row = self.part_of(row)
            if row is None:
                return None
        visit.participation = row if isinstance(row, Participation) else row.participation
        return visit

    def part_of(self, group):
        """The part that the group's village takes in the year looked at."""
        year = year_of(self.request).year
        here = Participation.objects.visible_to(self.request.user).in_year(year).with_place()
        part = here.filter(village=group.village_id).first()
        if part is None:
            self.asking.add_error("group", NO_PARTICIPATION.format(year))
        return part

    def choosing(self):
        """More households than a list to choose from can hold are reached from their own pages."""
        self.template_name = "monitoring/choose.html"
        form = self.asking
        together = SubjectForm(user=self.request.user, year=year_of(self.request).year, auto_id="many_%s")
        together.fields["participation"].label = "หมู่บ้าน"
        is_crowded = form.fields["enrolment"].queryset.count() > MOST_CHOICES
        if is_crowded:
            del form.fields["enrolment"]
        return {
            "view": self,
            "form": form,
            "is_crowded": is_crowded,
            "together": together["participation"],
            "heading": self.heading,
            "crumbs": [LIST],
        }
