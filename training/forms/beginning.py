"""How a new session begins: whose it is, of which kind, and what it is likely to be called."""

from django import forms
from django.db.models import Count

from sammachip.lib.forms import RowChoice, ask_for_choices
from sammachip.lib.telling import with_their_names

from ..models import Session

COMERS = {
    Session.Kind.TEAM: "เชิญทีมวิทยากรของหมู่บ้าน",
    Session.Kind.TRAINING: "เชิญครัวเรือนเป้าหมายทุกครัวเรือน",
    Session.Kind.PRACTICE: "เชิญครัวเรือนเป้าหมายทุกครัวเรือน",
    Session.Kind.STUDY_VISIT: "เชิญครัวเรือนเป้าหมาย เพิ่มปราชญ์หรือครัวเรือนหมู่บ้านอื่นได้",
}
TITLES = {
    Session.Kind.TEAM: "เตรียมความพร้อมทีมวิทยากรสัมมาชีพชุมชน",
    Session.Kind.TRAINING: "อบรม{}",
    Session.Kind.PRACTICE: "ฝึกปฏิบัติ{}",
    Session.Kind.STUDY_VISIT: "ศึกษาดูงาน{}",
}


class SessionChoice(forms.Form):
    """The first step of a new session: whose it is, and of which kind."""

    participation = RowChoice(label="หมู่บ้าน", queryset=None)
    kind = forms.ChoiceField(
        label="ประเภทการอบรม",
        widget=forms.RadioSelect,
        choices=[(kind.value, f"{kind.label} – {COMERS[kind]}") for kind in Session.Kind],
    )

    def __init__(self, *args, participations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participation"].queryset = with_their_names(participations)
        ask_for_choices(self)


def title_for(session):
    """What a session of this kind is usually called, by the trade that most of the village's households want."""
    if session.is_for_team:
        return TITLES[session.kind]
    wanted = session.participation.enrolments.standing().exclude(trade="").values("trade")
    most = wanted.annotate(households=Count("pk")).order_by("-households", "trade").first()
    return TITLES[session.kind].format(most["trade"] if most else "อาชีพ")
