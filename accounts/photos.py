"""Which rows may have photos, and what a row's page shows of them."""

from dataclasses import dataclass
from operator import attrgetter

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from sammachip.lib import thai
from sammachip.lib.telling import facts_of, with_their_names

from .models import Photo
from .photo_forms import PhotosForm


@dataclass(frozen=True)
class Subject:
    """`village_path`: where a row has its village's code; `permission`: what one needs to change such a row."""

    village_path: str
    permission: str

    def area_code(self, row):
        return attrgetter(self.village_path)(row)


# Tables of higher floors, named as strings.
SUBJECTS = {
    "villages.meeting": Subject("participation.village_id", "villages.change_meeting"),
    "training.session": Subject("participation.village_id", "training.change_session"),
    "monitoring.visit": Subject("participation.village_id", "monitoring.change_visit"),
}


def rows_of(label, user):
    """The rows of a table that may have photos, as `user` may see them, with their names."""
    return with_their_names(apps.get_model(label).objects.visible_to(user))


def row_of(photo, user):
    """The row a photo belongs to; none where it has not come yet, or is not the viewer's."""
    known = photo.subject in SUBJECTS
    return rows_of(photo.subject, user).filter(pk=photo.subject_id).first() if known else None


def may_change(photo, user):
    """Who may change a row may change its photos."""
    subject = SUBJECTS.get(photo.subject)
    return bool(subject) and user.has_perms(["accounts.change_photo", subject.permission])


def is_open_to(user, row):
    """Whether photos may come to a row and go from it: one that says who edits it, as a visit does, is asked."""
    return row is None or not hasattr(row, "is_editable_by") or row.is_editable_by(user)


def photos_of(row, user):
    """The input `photos` of `templates/photos/of.html`."""
    label = row._meta.label_lower
    found = list(Photo.objects.visible_to(user).ever_of(row)) if user.has_perm("accounts.view_photo") else []
    told = {"shown": [each for each in found if not each.is_removed], "form": PhotosForm(auto_id="photos_%s")}
    taken_out = [each for each in found if each.is_removed and may_change(each, user)]
    told["removed"] = taken_out if is_open_to(user, row) else []
    may_add = user.has_perms(["accounts.add_photo", SUBJECTS[label].permission]) and is_open_to(user, row)
    told["add_url"] = reverse("accounts:photos_add", args=[*label.split("."), row.pk]) if may_add else ""
    return told


def facts_of_photo(photo):
    """When and where it was taken, as far as the camera wrote it."""
    at = timezone.localtime(photo.taken_at) if photo.taken_at else None
    when = f"{thai.format_date(at, 'medium')} {thai.format_time(at)}" if at else ""
    where = f"{photo.latitude}, {photo.longitude}" if photo.latitude is not None else ""
    return [
        *facts_of(photo, ["caption", "consent"]),
        {"label": "ถ่ายเมื่อ", "value": when},
        {"label": "พิกัดที่ถ่าย", "value": where},
    ]
