"""The pages of photos: add some to a row, look at one, tell more about it, take it out and put it back."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from sammachip.lib import thai
from sammachip.lib.logs import THIRTEEN_DIGITS
from sammachip.lib.pictures import MOST_BYTES, made_small
from sammachip.lib.screens import DetailScreen, EditScreen, Screen
from sammachip.lib.telling import full_name_of

from .models import Photo
from .photo_forms import MOST_AT_ONCE, TOO_MUCH, PhotoForm, PhotosForm
from .photos import SUBJECTS, facts_of_photo, is_open_to, may_change, row_of, rows_of
from .services import bring_photos, set_removed

MOST_TOGETHER = MOST_AT_ONCE * MOST_BYTES + 2**20
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|.]')
LOCKED = "เพิ่มหรือนำรูปออกได้เฉพาะผู้บันทึก และก่อนที่พัฒนาการอำเภอจะรับทราบ หากต้องแก้ โปรดให้ผู้บันทึกบันทึกฉบับแก้ไข"
ONLY_A_PICTURE = "default-src 'none'; sandbox"
TAKEN_OUT = (
    'นำรูปออกแล้ว <form class="inline-form" method="post" action="{}">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button class="btn btn-link" type="submit">เลิกทำ นำรูปกลับมา</button></form>'
)


class OnDisk(TemporaryFileUploadHandler):
    """Ten photos at once are too much to hold in memory; more than ten may weigh are read past and dropped."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.is_too_much = content_length > MOST_TOGETHER

    def new_file(self, *args, **kwargs):
        if self.is_too_much:
            raise SkipFile
        super().new_file(*args, **kwargs)


def about(row):
    """The row a photo belongs to, as crumbs."""
    return [(full_name_of(row), row.get_absolute_url())] if row else []


def refuse_where_locked(user, row):
    if not is_open_to(user, row):
        raise PermissionDenied(LOCKED)


def names_of(files):
    """Names of files as they may be shown: tidied, short, without a citizen id."""
    return ", ".join(THIRTEEN_DIGITS.sub("…", thai.tidy(file.name))[:60] or "รูปไม่มีชื่อ" for file in files)


def file_name_of(photo):
    """What a picture is called where it is saved: its words, without what means something to a file system."""
    return thai.tidy(NOT_IN_A_NAME.sub(" ", photo.words)) + ".jpg"


@method_decorator(csrf_exempt, name="dispatch")
class PhotosAdd(Screen, FormView):
    permission_required = "accounts.add_photo"
    form_class, template_name, heading = PhotosForm, "photos/add.html", "เพิ่มรูป"

    def dispatch(self, request, *args, **kwargs):
        """The token is checked here, after the rights and after it is settled where the files go."""
        if not self.has_permission():
            return self.handle_no_permission()
        refuse_where_locked(request.user, self.row)  # before any file is read; a stranger's row is not found
        request.upload_handlers = [OnDisk(request)]
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    @property
    def label(self):
        return f"{self.kwargs['app']}.{self.kwargs['model']}"

    @cached_property
    def subject(self):
        if self.label not in SUBJECTS:
            raise Http404
        return SUBJECTS[self.label]

    @cached_property
    def row(self):
        return get_object_or_404(rows_of(self.label, self.request.user), pk=self.kwargs["pk"])

    def has_permission(self):
        return self.request.user.has_perm(self.subject.permission) and super().has_permission()

    @property
    def crumbs(self):
        return about(self.row)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if int(self.request.META.get("CONTENT_LENGTH") or 0) > MOST_TOGETHER:
            form.fields["files"].error_messages["required"] = TOO_MUCH
        return form

    def form_valid(self, form):
        told, label, row = form.cleaned_data, self.label, self.row
        files = told.pop("files")
        place = {"subject": label, "subject_id": row.pk, "area_code": self.subject.area_code(row)}
        brought = bring_photos(files[:MOST_AT_ONCE], **told, **place, by=self.request.user)
        if not brought.kept:
            form.add_error("files", [f"{names_of([file])}: {sentence}" for file, sentence in brought.refused])
            return self.form_invalid(form)
        self.tell(brought, files[MOST_AT_ONCE:])
        return redirect(f"{row.get_absolute_url()}#photos")

    def tell(self, brought, left):
        if brought.new:
            messages.success(self.request, f"เพิ่มรูปแล้ว {len(brought.new)} รูป")
        if brought.same:
            messages.info(self.request, f"มีรูปนี้อยู่แล้ว จึงไม่เพิ่มซ้ำ: {names_of(brought.same)}")
        if brought.back:
            messages.info(self.request, f"รูปนี้เคยนำออกไว้ นำกลับมาให้แล้ว: {names_of(brought.back)}")
        for file, sentence in brought.refused:
            messages.warning(self.request, f"ไม่ได้เพิ่ม {names_of([file])}: {sentence}")
        if left:
            said = f"เพิ่มได้ครั้งละ {MOST_AT_ONCE} รูป ยังไม่ได้เพิ่มอีก {len(left)} รูป โปรดเพิ่มอีกครั้ง"
            messages.warning(self.request, f"{said}: {names_of(left)}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"cancel_url": self.row.get_absolute_url()} | kwargs)


class OfPhoto(Screen):
    """One photo: taken out, it is there only for those who may put it back."""

    model = Photo
    permission_required = "accounts.view_photo"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if self.request.user.has_perm("accounts.change_photo") else rows.standing()

    @property
    def crumbs(self):
        return about(row_of(self.object, self.request.user))


class PhotoImage(OfPhoto, View):
    """The picture itself, as a file that no browser takes for anything else."""

    def get(self, request, pk):
        photo = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            with photo.image.open() as file:
                response = HttpResponse(self.drawn(file), content_type="image/jpeg")
        except OSError as error:  # the file is gone, or is none
            raise Http404 from error
        response["Content-Disposition"] = content_disposition_header(True, file_name_of(photo))
        response["Content-Security-Policy"] = ONLY_A_PICTURE
        return response

    def drawn(self, file):
        return file.read()


class PhotoSmall(PhotoImage):
    """As small as a page with many of them wants it."""

    def drawn(self, file):
        return made_small(file)


class PhotoPage(OfPhoto, DetailScreen):
    template_name, heading = "photos/photo.html", "รูปภาพ"

    def get_context_data(self, **kwargs):
        photo, user = self.object, self.request.user
        told = {"may_change": may_change(photo, user), "facts": facts_of_photo(photo)}
        return super().get_context_data(**told | kwargs)


class OfChangedPhoto(OfPhoto):
    """Who may change the row may change its photos."""

    permission_required = "accounts.change_photo"

    def get_object(self, queryset=None):
        photo = super().get_object(queryset)
        if not may_change(photo, self.request.user):
            raise PermissionDenied
        return photo


class PhotoEdit(OfChangedPhoto, EditScreen):
    form_class = PhotoForm
    heading = "แก้ไขคำบรรยายและความยินยอม"


class PhotoRemoval(OfChangedPhoto, SingleObjectMixin, View):
    """Takes a photo out, or with `is_removed=False` puts it back; either can be undone."""

    http_method_names = ("post",)
    is_removed = True

    def post(self, request, pk):
        photo = self.get_object()
        refuse_where_locked(request.user, row_of(photo, request.user))
        photo = set_removed(photo, self.is_removed, by=request.user)
        if self.is_removed:
            undo = reverse("accounts:photo_restore", args=[photo.pk])
            messages.success(request, format_html(TAKEN_OUT, undo, get_token(request)))
        else:
            messages.success(request, "นำรูปกลับมาแล้ว")
        row = row_of(photo, request.user)
        return redirect(f"{row.get_absolute_url()}#photos" if row else photo)
