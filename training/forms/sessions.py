from django_filters import ChoiceFilter

from villages.forms import AreaFilter

from ..models import Session


class SessionFilter(AreaFilter):
    searched = ("title", "place", "participation__village__name", "participation__village__aliases")

    kind = ChoiceFilter(label="ประเภท", choices=Session.Kind.choices, empty_label="ทั้งหมด")
