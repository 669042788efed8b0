from django import forms

from sammachip.lib import sealing, thai
from sammachip.lib.fields import CitizenIdField, PhoneField
from sammachip.lib.forms import RegisterForm


class SealedPersonForm(RegisterForm):
    """A person's form: the citizen id is asked openly, kept sealed, and never shown back; blank leaves it as it is."""

    citizen_id = CitizenIdField(label="เลขประจำตัวประชาชน", required=False)
    forget_citizen_id = forms.BooleanField(label="ลบเลขประจำตัวประชาชนที่บันทึกไว้", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "phone" in self.fields:
            column = self._meta.model._meta.get_field("phone")
            self.fields["phone"] = PhoneField(label=column.verbose_name, required=False)
        if self.instance.nid_last4:
            masked = self.instance.masked_citizen_id
            self.fields["citizen_id"].help_text = f"บันทึกไว้แล้ว {masked} เว้นว่างเพื่อคงเลขเดิม"
        else:
            del self.fields["forget_citizen_id"]

    def clean_prefix(self):
        return thai.prefix(self.cleaned_data["prefix"])

    def complete(self):
        super().complete()
        if self.cleaned_data.get("forget_citizen_id"):
            self.instance.seal_citizen_id("")
        elif citizen_id := self.cleaned_data.get("citizen_id"):
            self.instance.seal_citizen_id(citizen_id)

    def comparable(self, row, name):
        if name == "citizen_id":
            return bytes(row.nid_idx) if row.nid_idx else None
        return False if name == "forget_citizen_id" else super().comparable(row, name)

    def typed(self, name):
        if name != "citizen_id":
            return super().typed(name)
        value = self.cleaned_data.get("citizen_id")
        return sealing.index(value) if value else self.comparable(self.instance, name)

    def take(self, name, value, data):
        if name != "citizen_id":
            return super().take(name, value, data)
        data[self.add_prefix(name)] = ""
        data.pop(self.add_prefix("forget_citizen_id"), None)

    def raw(self, name):
        return "เลขที่ท่านพิมพ์ (ยังไม่ถูกต้อง)" if name == "citizen_id" else super().raw(name)

    def shown(self, name, value):
        if name != "citizen_id":
            return super().shown(name, value)
        if not value:
            return "ไม่ได้กรอก"
        typed = self.cleaned_data.get("citizen_id") or ""
        is_typed = bool(typed) and sealing.index(typed) == value
        return thai.mask_citizen_id(typed[-4:]) if is_typed else "เลขที่บันทึกไว้"
