"""What the desk can be narrowed by, and the words that are sent back from it."""

from django.db.models import Exists, OuterRef

from accounts.models import Photo
from households.filters import PickFilter, PlaceFilter, RowFilter
from sammachip.lib.counting import count_of
from sammachip.lib.forms import RegisterForm

from ..filters import VisitFilter, visitors
from ..models import Problem, Visit, VisitAdvice

SUBJECT = Visit._meta.label_lower
YES_NO = [("yes", "มี"), ("no", "ไม่มี")]


def with_photo_count(visits):
    """A column `photo_count`."""
    photos = Photo.objects.standing().filter(subject=SUBJECT)
    return visits.annotate(photo_count=count_of(photos, "subject_id"))


class AdviceForm(RegisterForm):
    """`is_needed=False` where a visit is acknowledged, with or without words."""

    wide = ("text",)

    class Meta(RegisterForm.Meta):
        model = VisitAdvice
        fields = ["text"]

    def __init__(self, *args, is_needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = is_needed


class DeskFilter(PlaceFilter):
    """Visits that wait for whoever reads them, unless those read already are asked for."""

    searched, starts = (*VisitFilter.searched, "findings"), VisitFilter.starts

    officer = RowFilter(label="ผู้ติดตาม", field_name="visitor", queryset=visitors)
    phase = PickFilter(label="ระยะ", choices=Visit.Phase.choices)
    problem = PickFilter(label="ปัญหา", choices=YES_NO, method="of_rows")
    photo = PickFilter(label="รูปภาพ", choices=YES_NO, method="of_photos")
    advice = PickFilter(label="คำแนะนำ", choices=YES_NO, method="of_rows")
    state = PickFilter(
        label="สถานะ", empty_label="รอรับทราบ", choices=[("read", "รับทราบแล้ว")], method="of_state"
    )

    def filter_queryset(self, visits):
        visits = super().filter_queryset(visits)
        is_read = self.form.cleaned_data.get("state")
        return visits if is_read else visits.filter(state=Visit.State.RECORDED)

    def of_state(self, visits, name, asked):
        return visits.filter(state=Visit.State.ACKNOWLEDGED)

    def of_rows(self, visits, name, asked):
        model, path = {"problem": (Problem, "found_in"), "advice": (VisitAdvice, "visit")}[name]
        return narrowed(visits, model.objects.filter(**{path: OuterRef("pk")}), asked)

    def of_photos(self, visits, name, asked):
        photos = Photo.objects.standing().filter(subject=SUBJECT, subject_id=OuterRef("pk"))
        return narrowed(visits, photos, asked)


def narrowed(visits, rows, asked):
    return visits.filter(Exists(rows) if asked == "yes" else ~Exists(rows))
