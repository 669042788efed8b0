from django import forms

from sammachip.lib.fields import ThaiTextField
from sammachip.lib.forms import RegisterForm, ask_for_choices

from .models import Photo

MOST_AT_ONCE = 10
TOO_MUCH = "รูปที่เลือกรวมกันใหญ่เกินไป โปรดเลือกครั้งละไม่เกิน 10 รูป รูปละไม่เกิน 15 เมกะไบต์"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Files as they were sent; each is looked at when it is kept, so that one bad file does not stop the others."""

    widget = SeveralFiles(attrs={"accept": "image/*"})

    def clean(self, data, initial=None):
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return data


class PhotosForm(forms.Form):
    """Several pictures at once, with one caption and one answer about consent for all of them."""

    files = PicturesField(
        label="เลือกรูป",
        help_text="ครั้งละไม่เกิน 10 รูป รูปละไม่เกิน 15 เมกะไบต์",
        error_messages={"required": "กรุณาเลือกรูปอย่างน้อยหนึ่งรูป"},
    )
    caption = ThaiTextField(
        label="คำบรรยาย (ถ้ามี)", max_length=Photo._meta.get_field("caption").max_length, required=False
    )
    consent = forms.ChoiceField(
        label="ความยินยอมของผู้ที่อยู่ในรูป", choices=Photo.Consent.choices, initial=Photo.Consent.UNKNOWN
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_for_choices(self)


class PhotoForm(RegisterForm):
    wide = ("caption", "consent")

    class Meta(RegisterForm.Meta):
        model = Photo
        fields = ["caption", "consent"]
