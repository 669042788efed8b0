from django.contrib import messages

from accounts.photo_forms import MOST_AT_ONCE
from accounts.photo_views import names_of
from accounts.services import bring_photos

from ..models import Visit
from ..services.visit_parts import count_photos


def keep_pictures(request, visit, form):
    """Keep what was sent with a stored visit; a picture that is refused is spoken of and takes nothing else with it."""
    about = {"subject": Visit._meta.label_lower, "subject_id": visit.pk}
    about["area_code"] = visit.participation.village_id
    for question, files in [(None, form.cleaned_data["pictures"]), *form.answers.pictures()]:
        caption = question.text if question else ""
        brought = bring_photos(files[:MOST_AT_ONCE], **about, caption=caption, by=request.user)
        if question:
            count_photos(visit, question, by=request.user)
        tell(request, brought, files[MOST_AT_ONCE:])


def tell(request, brought, left):
    if brought.kept:
        messages.success(request, f"เพิ่มรูปแล้ว {len(brought.kept)} รูป")
    for file, sentence in brought.refused:
        messages.warning(request, f"บันทึกการติดตามแล้ว แต่ไม่ได้เพิ่มรูป {names_of([file])}: {sentence}")
    if left:
        said = f"เพิ่มรูปได้ครั้งละ {MOST_AT_ONCE} รูป ยังไม่ได้เพิ่มอีก {len(left)} รูป"
        messages.warning(request, f"{said} โปรดเพิ่มที่หน้าของการติดตาม: {names_of(left)}")
