"""Photos kept, taken out and put back. A picture's file stands on the disk before its row does, and goes with it."""

import hashlib
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from sammachip.lib.pictures import MOST_BYTES, Refused, made_safe

from .models import Photo

NO_ROOM = "ระบบเก็บรูปนี้ไม่ได้ในขณะนี้ ที่เก็บไฟล์อาจเต็ม โปรดแจ้งผู้ดูแลระบบ แล้วเพิ่มใหม่ภายหลัง"


def keep_photo(content, *, subject, subject_id, area_code, caption="", consent=Photo.Consent.UNKNOWN, by):
    """(photo, whether it is new): the same file sent again for one row is the photo that was kept first.

    `subject` is the label of the row's table, `area_code` its village; the row itself need not have come yet.
    Raises Refused. Stands in no transaction of others: their rolling back would leave the file behind.
    """
    once = {
        "subject": subject,
        "subject_id": subject_id,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    if found := Photo.objects.filter(**once).first():
        return found, False
    photo, picture = Photo(**once, area_code=area_code, caption=caption, consent=consent), made_safe(content)
    photo.width, photo.height, photo.taken_at = picture.width, picture.height, picture.shot.taken_at
    photo.latitude, photo.longitude = picture.shot.position or (None, None)
    photo._history_user = by
    try:
        store(photo, picture.content)
    except IntegrityError:
        if found := Photo.objects.filter(**once).first():  # it came twice at the same moment
            return found, False
        raise
    return photo, True


def store(photo, content):
    """The file, then the row; the file does not stay without the row."""
    image, place = photo.image, photo.image.field.generate_filename(photo, "")
    try:
        image.save("", ContentFile(content), save=False)
        with transaction.atomic(durable=True):
            photo.save()
    except BaseException:
        image.storage.delete(place)
        raise


@dataclass
class Brought:
    """What became of several files: photos that are new, were there, or came back; (file, sentence) of the others."""

    new: list = field(default_factory=list)
    same: list = field(default_factory=list)
    back: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    @property
    def kept(self):
        return [*self.new, *self.same, *self.back]


def bring_photos(files, *, by, **about):
    """Keep each of `files` (opened for reading, read one after the other); `about` as in `keep_photo`."""
    brought = Brought()
    for file in files:
        try:
            photo, is_new = keep_photo(file.read(MOST_BYTES + 1), **about, by=by)
        except (Refused, OSError) as error:
            brought.refused.append((file, str(error) if isinstance(error, Refused) else NO_ROOM))
            continue
        if photo.is_removed:
            set_removed(photo, False, by=by)
            brought.back.append(file)
        else:
            (brought.new if is_new else brought.same).append(file)
    return brought


@transaction.atomic
def set_removed(photo, is_removed, *, by):
    """Take a photo out of its row's page, or put it back; nothing of it is lost."""
    row = Photo.objects.select_for_update().get(pk=photo.pk)
    if row.is_removed != is_removed:
        row.is_removed, row.version, row._history_user = is_removed, row.version + 1, by
        row.save()
    return row
