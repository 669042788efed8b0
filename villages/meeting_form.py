"""The form of a meeting: who was there by party, and what may no longer change once it has chosen people."""

from sammachip.lib import fiscal, thai
from sammachip.lib.counting import related_rows
from sammachip.lib.forms import INT16, RegisterForm

from .models import PARTIES, Meeting

TOO_MANY = "จำนวนผู้เข้าประชุมของทุกฝ่ายรวมกันมากเกินไป โปรดตรวจสอบจำนวนของแต่ละฝ่าย"
OUTSIDE = "วันที่ประชุม {day} อยู่นอกปีงบประมาณ {year} ของแผน ({first} – {last})"
HAS_CHOSEN = "การประชุมนี้คัดเลือกคนไว้แล้ว จึงเปลี่ยน{}ไม่ได้ โปรดยกเลิกการคัดเลือกที่หน้าการประชุมก่อน"
CHOSE_LATER = "การประชุมนี้คัดเลือกคนไว้แล้ว วันที่ประชุมจึงต้องไม่เป็นวันในอนาคต"
CHOICES = ("chosen_sages", "chosen_households")
PRESENT = tuple(f"{party}_present" for party in PARTIES)


class MeetingForm(RegisterForm):
    layout = (
        ("การประชุม", ("participation", "kind", "held_on", "place")),
        ("ผู้เข้าประชุม", (*PRESENT, "attendees", "names")),
        ("มติที่ประชุม", ("minutes",)),
    )
    wide = ("participation",)

    class Meta(RegisterForm.Meta):
        model = Meeting
        fields = ["participation", "kind", "held_on", "place", *PRESENT, "attendees", "names", "minutes"]

    def clean(self):
        cleaned = super().clean()
        if self.sum_of(cleaned) > INT16:
            self.add_error("attendees", TOO_MANY)
        self.ask_about_year(cleaned.get("participation"), cleaned.get("held_on"))
        if not self.instance._state.adding and self.has_chosen():
            self.keep_what_was_chosen(cleaned)
        return cleaned

    def ask_about_year(self, participation, day):
        is_new = self.instance._state.adding or {"participation", "held_on"} & set(self.changed_data)
        if participation and day and is_new and not participation.plan.year.contains(day):
            year = participation.plan.year
            ends = {"first": thai.format_date(year.starts_on), "last": thai.format_date(year.ends_on)}
            self.ask("year", OUTSIDE.format(day=thai.format_date(day), year=year, **ends))

    def has_chosen(self):
        return any(related_rows(Meeting, name).filter(meeting=self.instance).exists() for name in CHOICES)

    def keep_what_was_chosen(self, cleaned):
        for name, word in (("participation", "หมู่บ้าน"), ("kind", "ประเภท")):
            if name in self.changed_data and name not in self.errors:
                self.add_error(name, HAS_CHOSEN.format(word))
        if cleaned.get("held_on") and cleaned["held_on"] > fiscal.today():
            self.add_error("held_on", CHOSE_LATER)

    def sum_of(self, values):
        return sum(values.get(name) or 0 for name in PRESENT)

    def complete(self):
        """A total left blank is the sum of the parties; one that was their sum stays it."""
        super().complete()
        is_left = "attendees" not in self.changed_data
        was_sum = self.initial.get("attendees") == self.sum_of(self.initial)
        is_asked = self.cleaned_data.get("attendees") is None or (is_left and was_sum)
        is_told = any(self.cleaned_data.get(name) is not None for name in PRESENT)
        if is_asked and is_told and "attendees" not in self.errors:
            self.instance.attendees = self.sum_of(self.cleaned_data)
