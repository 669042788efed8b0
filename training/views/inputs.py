from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import DeleteView

from households.models import Enrolment
from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, EditScreen, ListScreen, Screen
from villages.frame import year_of

from .. import budget
from ..forms.spending import GiveForm, InputFilter, InputForm
from ..giving import amount_of, baht
from ..models import Attendance, InputSupport, Session
from ..rollcall import name_order
from ..services import spending as services
from ..spending_tables import InputTable

SESSIONS = ("การอบรม", reverse_lazy("training:list"))
INPUTS = ("การสนับสนุนปัจจัย", reverse_lazy("training:inputs"))


class InputList(ListScreen):
    model = InputSupport
    permission_required = "training.view_inputsupport"
    table_class, filterset_class = InputTable, InputFilter
    heading, unit, crumbs = "การสนับสนุนปัจจัย", "รายการ", [SESSIONS]
    create_url, create_label = "training:input_create", "บันทึกการให้ปัจจัย"
    create_permission = "training.add_inputsupport"
    empty_title = "ปีนี้ยังไม่มีบันทึกการให้ปัจจัย"
    empty_text = "บันทึกทีละครัวเรือนที่นี่ หรือเปิดหน้าการอบรมแล้วกด “ให้ปัจจัยหลายครัวเรือน” เพื่อบันทึกพร้อมกัน"

    def get_queryset(self):
        return super().get_queryset().in_year(year_of(self.request).year).with_names()


class InputCreate(CreateScreen):
    """One household's, which the address may name: ?enrolment=…"""

    model, form_class = InputSupport, InputForm
    permission_required = "training.add_inputsupport"
    heading, done_text, cancel_url = "บันทึกการให้ปัจจัย", "บันทึกการให้ปัจจัยแล้ว", "training:inputs"
    crumbs, takes = [SESSIONS, INPUTS], ("session",)

    @cached_property
    def enrolment(self):
        rows = Enrolment.objects.visible_to(self.request.user).with_names()
        asked = self.request.GET.get("enrolment")
        try:
            return get_object_or_404(rows, pk=asked) if asked else None
        except ValidationError as error:
            raise Http404 from error

    def get_initial(self):
        return {"received_on": fiscal.today()} | super().get_initial()

    def get_form_kwargs(self):
        known = self.enrolment
        year = known.fiscal_year if known else year_of(self.request).year
        initial = {"enrolment": known.pk} if known else {}
        kwargs = super().get_form_kwargs() | {"year": year, "instance": InputSupport(enrolment=known)}
        return kwargs | {"initial": kwargs["initial"] | initial}

    def get_context_data(self, **kwargs):
        if self.enrolment:
            kwargs |= {"heading": f"บันทึกการให้ปัจจัย: {self.enrolment.household}"}
        return super().get_context_data(**kwargs)


class OneInput:
    model = InputSupport

    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def crumbs(self):
        return [SESSIONS, INPUTS, (str(self.object.enrolment.household), self.object.get_absolute_url())]


class InputEdit(OneInput, EditScreen):
    form_class = InputForm
    permission_required = "training.change_inputsupport"
    template_name = "training/inputs_form.html"
    heading = "แก้ไขการให้ปัจจัย"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.object.enrolment.fiscal_year}


class Removal(Screen, DeleteView):
    """Asks, then removes one row; its history stays, and what was removed is said. `told` names it in a phrase."""

    template_name = "screens/confirm.html"
    button = "ลบรายการ"

    def form_valid(self, form):
        self.object._history_user = self.request.user
        told = self.told()
        with transaction.atomic():
            answer = super().form_valid(form)
        messages.success(self.request, f"ลบ{told}แล้ว")
        return answer

    def get_context_data(self, **kwargs):
        text = f"{self.told()} จะไม่นับในยอดรวมอีก โดยยังเก็บประวัติของรายการไว้"
        told = {"text": text, "button": self.button, "danger": True, "cancel_url": self.get_success_url()}
        return super().get_context_data(**told | kwargs)


class InputRemove(OneInput, Removal):
    permission_required = "training.delete_inputsupport"
    heading = "ลบการให้ปัจจัยรายการนี้?"

    def told(self):
        worth = "" if self.object.value is None else f" มูลค่า {baht(self.object.value)} บาท"
        return f"{amount_of(self.object)}{worth} ที่ให้{self.object.enrolment.household}"

    def get_success_url(self):
        return self.object.session.get_absolute_url() if self.object.session else INPUTS[1]


class Give(CreateScreen):
    """One thing to many invited households of a session, written together or not at all."""

    model, form_class = InputSupport, GiveForm
    permission_required = "training.add_inputsupport"
    template_name = "training/give.html"
    heading, save_label = "ให้ปัจจัยหลายครัวเรือน", "บันทึกการให้ปัจจัย"

    @cached_property
    def session(self):
        rows = Session.objects.visible_to(self.request.user).with_place()
        if self.request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        return get_object_or_404(rows, pk=self.kwargs["session"])

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        """Holds the session, so that two who give one thing at once are each told what the other gave."""
        return super().post(request, *args, **kwargs)

    @property
    def crumbs(self):
        return [SESSIONS, (str(self.session), self.session.get_absolute_url())]

    def get_initial(self):
        return {"received_on": min(self.session.ends_on, fiscal.today())}

    def get_form_kwargs(self):
        told = {"instance": InputSupport(session=self.session), "invited": self.invited()}
        return super().get_form_kwargs() | told | {"came": self.came(), "given": self.given()}

    def invited(self):
        rows = Enrolment.objects.visible_to(self.request.user).filter(invitations__session=self.session)
        return sorted(rows.select_related("household"), key=name_order)

    def came(self):
        """{enrolment id: days}"""
        rows = Attendance.objects.visible_to(self.request.user).filter(session=self.session)
        days = rows.of_households().came().order_by().values_list("enrolment").annotate(Count("pk"))
        return dict(days)

    def given(self):
        found = defaultdict(list)
        for row in InputSupport.objects.visible_to(self.request.user).filter(session=self.session):
            found[row.enrolment_id].append(row)
        return found

    def save(self, form):
        rows = services.give(form.instance, receivers=form.receivers, by=self.request.user)
        worth = sum(row.value for row in rows) if form.instance.value is not None else None
        told = "ยังไม่ได้บันทึกมูลค่า" if worth is None else f"มูลค่ารวม {baht(worth)} บาท"
        self.done_text = f"บันทึกการให้{form.instance.item}แก่ {len(rows):,} ครัวเรือนแล้ว {told}"
        return rows[0]

    def get_success_url(self):
        return self.session.get_absolute_url()

    def get_context_data(self, **kwargs):
        money = budget.budget_of_village(self.session.participation, *budget.rows_of(self.request.user))
        told = {"session": self.session, "budget": money}
        return super().get_context_data(**told | kwargs) | {"cancel_url": self.session.get_absolute_url()}
