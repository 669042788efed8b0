from collections import defaultdict

from django import forms
from django.views.generic import TemplateView

from sammachip.lib import fiscal
from sammachip.lib.screens import Screen
from villages.forms import area_asked, areas_below, is_offered
from villages.frame import year_of
from villages.models import Meeting

from .. import bookings, calendar
from ..clashes import clashes, days_of
from ..entries import MEETING, TONES, Day, Week, entries_of, meetings_of
from ..models import Session
from .sessions import SESSIONS

SHOWN = 400


class AreaChoice(forms.Form):
    area = forms.ChoiceField(label="พื้นที่", required=False, widget=forms.Select(attrs={"data-choose": ""}))

    def __init__(self, data, user):
        super().__init__(data)
        choices, asked = areas_below(user), data.get("area", "")
        if asked and not is_offered(choices, asked):
            choices += area_asked(user, asked)
        self.fields["area"].choices = [("", "ทั้งหมด"), *choices]


class Calendar(Screen, TemplateView):
    """The sessions and meetings of a month or a week, on each of their days."""

    permission_required = "training.view_session"
    template_name = "training/calendar.html"
    crumbs = [SESSIONS]

    def get_context_data(self, **kwargs):
        asked, today = self.request.GET, fiscal.today()
        sheet = calendar.asked(asked.get("month"), asked.get("week"), self.first_day(today))
        form = AreaChoice(asked, self.request.user)
        area = form.cleaned_data.get("area", "") if form.is_valid() else ""
        sessions, is_cut = self.sessions(sheet, area)
        weeks = self.weeks(sheet, sessions, self.meetings(sheet, area), today)
        told = {
            "heading": f"ปฏิทิน {sheet.heading}",
            "sheet": sheet,
            "form": form,
            "keep": f"&area={area}" if area else "",
            "weekdays": calendar.WEEKDAYS,
            "weeks": weeks,
            "is_empty": all(week.is_free for week in weeks),
            "is_cut": is_cut,
            "now": calendar.week_of(today) if sheet.is_week else calendar.month_of(today),
            "as_week": calendar.week_of(today if sheet.first <= today <= sheet.last else sheet.first),
            "as_month": calendar.month_of(sheet.first),
            "legend": [(kind.label, TONES[kind]) for kind in Session.Kind] + [MEETING],
        }
        return super().get_context_data(**told | kwargs)

    def first_day(self, today):
        """Where another fiscal year was just chosen at the head of the page, its first day."""
        year = year_of(self.request)
        return year.starts_on if "year" in self.request.GET and not year.contains(today) else today

    def sessions(self, sheet, area):
        rows = Session.objects.visible_to(self.request.user).in_area(area).with_place()
        rows = rows.on_days(sheet.weeks[0][0], sheet.weeks[-1][-1]).order_by("starts_at", "starts_on", "pk")
        found = list(rows[: SHOWN + 1])
        return found[:SHOWN], len(found) > SHOWN

    def meetings(self, sheet, area):
        rows = Meeting.objects.visible_to(self.request.user).in_area(area).with_names()
        held = rows.filter(held_on__range=(sheet.weeks[0][0], sheet.weeks[-1][-1]))
        return held.order_by("held_on", "pk")[:SHOWN]

    def weeks(self, sheet, sessions, meetings, today):
        """The weeks with what each of their days holds."""
        first, last = sheet.weeks[0][0], sheet.weeks[-1][-1]
        villages = {row.participation.village_id for row in sessions}
        clashing = set(days_of(clashes(bookings.bookings(first, last, villages))))
        entries = defaultdict(list)
        for day, entry in (*entries_of(sessions, clashing), *meetings_of(meetings)):
            entries[day].append(entry)
        return [
            Week(
                [
                    Day(day, calendar.weekday_name(day), day == today, not sheet.holds(day), entries[day])
                    for day in week
                ]
            )
            for week in sheet.weeks
        ]
