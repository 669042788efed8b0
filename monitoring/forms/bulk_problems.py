"""What of a problem may be changed for many at once: who answers for it, and until when."""

from accounts.models import User
from sammachip.lib.forms import RegisterForm

from ..models import Problem
from .owners import OFFICERS, officers_over

CLOSED = "เรื่องนี้ปิดแล้ว จึงไม่เปลี่ยนผู้รับผิดชอบหรือกำหนด"
NOT_OVER = "{} ไม่ได้รับผิดชอบหมู่บ้านนี้ โปรดเลือกผู้รับผิดชอบของพื้นที่"


class BulkProblemForm(RegisterForm):
    class Meta(RegisterForm.Meta):
        model = Problem
        fields = ["owner", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = User.objects.visible_to(self.user).filter(role__in=OFFICERS, is_active=True)
        self.fields["owner"].queryset = offered

    def clean(self):
        cleaned, problem = super().clean(), self.instance
        if problem._state.adding:
            return cleaned
        if not problem.is_open:
            self.add_error(None, CLOSED)
        owner = cleaned.get("owner")
        if owner and owner.pk != problem.owner_id and not self.is_over(owner):
            self.add_error("owner", NOT_OVER.format(owner))
        return cleaned

    def is_over(self, officer):
        return officers_over(self.instance.participation.village).filter(pk=officer.pk).exists()
