from django_filters import ChoiceFilter

from households.filters import RowField, RowFilter
from sammachip.lib import fiscal
from sammachip.lib.forms import RegisterForm
from villages.forms import AreaFilter
from villages.frame import year_of

from ..certificates import serial_asked
from ..models import Certificate, Session


class RevokeForm(RegisterForm):
    wide = ("revoked_reason",)

    class Meta(RegisterForm.Meta):
        model = Certificate
        fields = ["revoked_reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revoked_reason"].required = True

    def complete(self):
        self.instance.revoked_on = fiscal.today()


def sessions(request):
    """Sessions of the year looked at."""
    return Session.objects.visible_to(request.user).in_year(year_of(request).year).with_place()


class SessionField(RowField):
    def label_from_instance(self, session):
        return f"{session} · {session.participation.village} · {session.dates}"


class SessionChoice(RowFilter):
    field_class = SessionField


class CertificateFilter(AreaFilter):
    searched = (
        "holder_name",
        "title",
        "session__participation__village__name",
        "session__participation__village__aliases",
    )
    STATES = (("standing", "ใช้ได้"), ("revoked", "ยกเลิกแล้ว"))

    session = SessionChoice(label="การอบรม", queryset=sessions)
    state = ChoiceFilter(label="สถานะ", method="in_state", choices=STATES, empty_label="ทั้งหมด")

    def search(self, queryset, name, value):
        """A number as it is printed, `9001-0012/2562`, finds its certificate; all else is part of a name."""
        asked = serial_asked(value)
        return queryset.filter(**asked) if asked else super().search(queryset, name, value)

    def in_state(self, queryset, name, value):
        return queryset.standing() if value == "standing" else queryset.exclude(revoked_on=None)
