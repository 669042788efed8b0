from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import View

from sammachip.lib import seeking
from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen, Screen
from villages.choosing import meeting_asked
from villages.fragments import VillagePart
from villages.frame import year_of
from villages.models import District, Meeting, Participation

from . import progress, services, trades
from .filters import EnrolmentFilter, HouseholdFilter, TradeSynonymFilter
from .forms import (
    EnrolmentForm,
    EnrolPage,
    HouseholdForm,
    NewHouseholdForm,
    TradeSynonymForm,
)
from .models import Enrolment, Household, Income, Occupation, TradeSynonym
from .selection import selection
from .tables import EnrolmentTable, HouseholdTable, TradeSynonymTable
from .withdrawing import keep_place, place_asked, with_course

LIST = ("ครัวเรือนเป้าหมาย", reverse_lazy("households:list"))
TRADES = ("คำเรียกอาชีพ", reverse_lazy("households:trades"))


class EnrolmentList(ListScreen):
    permission_required = "households.view_household"
    model = Enrolment
    table_class = EnrolmentTable
    filterset_class = EnrolmentFilter
    template_name = "households/list.html"
    heading = "ครัวเรือนเป้าหมาย"
    unit = "ครัวเรือน"
    empty_title = "ปีนี้ยังไม่มีครัวเรือนเป้าหมาย"
    empty_text = "เพิ่มทีละครัวเรือน หรือนำเข้าจากทะเบียนที่มีอยู่ที่เมนูนำเข้าข้อมูล"
    create_url, create_label = "households:create", "เพิ่มครัวเรือนเป้าหมาย"
    create_permission = "households.add_enrolment"

    def get_queryset(self):
        year = year_of(self.request)
        enrolments = super().get_queryset().in_year(year.year).with_names()
        return progress.with_incomes(progress.with_last_visit(enrolments), year)

    def get_context_data(self, **kwargs):
        may_change = self.request.user.has_perm("households.change_enrolment")
        return super().get_context_data(
            **{"bulk_url": reverse("households:bulk") if may_change else ""} | kwargs
        )


class HouseholdList(ListScreen):
    """All households of the register, also those that no year has as a target."""

    permission_required = "households.view_household"
    model = Household
    table_class = HouseholdTable
    filterset_class = HouseholdFilter
    template_name = "households/list.html"
    heading = "ทะเบียนครัวเรือนทั้งหมด"
    crumbs = [LIST]
    unit = "ครัวเรือน"
    empty_title = "ยังไม่มีครัวเรือนในทะเบียน"
    empty_text = "เพิ่มทีละครัวเรือน หรือนำเข้าจากทะเบียนที่มีอยู่ที่เมนูนำเข้าข้อมูล"
    create_url, create_label = "households:create", "เพิ่มครัวเรือนเป้าหมาย"
    create_permission = "households.add_enrolment"

    def get_queryset(self):
        return super().get_queryset().with_place().prefetch_related("enrolments")


class HouseholdDetail(DetailScreen):
    permission_required = "households.view_household"
    model = Household
    template_name = "households/detail.html"

    def get_queryset(self):
        return super().get_queryset().with_place()

    def get_context_data(self, **kwargs):
        year, user = year_of(self.request).year, self.request.user
        enrolments = list(
            with_course(Enrolment.objects.visible_to(user).with_names())
            .select_related("meeting")
            .filter(household=self.object)
            .order_by("-fiscal_year")
        )
        enrolment = next((row for row in enrolments if row.fiscal_year == year), None)
        shown = enrolment or next(iter(enrolments), None)
        incomes = list(Income.objects.visible_to(user).filter(household=self.object))
        return super().get_context_data(
            heading=str(self.object),
            crumbs=[LIST],
            enrolments=enrolments,
            enrolment=enrolment,
            shown=shown,
            course=progress.course_of(incomes),
            bmn=next((row for row in reversed(incomes) if row.measure == Income.Measure.BMN_PERSON), None),
            same_trade=self.same_trade(shown),
            selection=selection(shown, user) if shown else None,
            **kwargs,
        )

    def same_trade(self, enrolment):
        """How many target households of the same year want the same trade, this one included."""
        if not (enrolment and enrolment.trade):
            return 0
        fellows = Enrolment.objects.visible_to(self.request.user).standing().in_year(enrolment.fiscal_year)
        return fellows.filter(seeking.any_part(enrolment.trade, "trade")).count()


class EnrolmentCreation(CreateScreen):
    permission_required = "households.add_enrolment"
    done_text = "เพิ่มครัวเรือนเป้าหมายแล้ว"
    crumbs = [LIST]
    cancel_url = "households:list"

    def year(self):
        return year_of(self.request).year

    def enrolment_initial(self):
        """The village's participation, where the address says `?village=90010203`; the meeting that chooses, `?meeting=`."""
        asked = Participation.objects.visible_to(self.request.user).in_year(self.year())
        here = asked.filter(village=self.request.GET.get("village", "")).first()
        return {"participation": here, "meeting": self.meeting}


class HouseholdCreate(EnrolmentCreation):
    """A new household and its place in the year, saved together or not at all.

    Come from the page that chooses at a meeting, one goes back to it.
    """

    model = Household
    form_class = NewHouseholdForm
    heading = "เพิ่มครัวเรือนเป้าหมาย"

    @cached_property
    def meeting(self):
        return meeting_asked(self.request, Meeting.Kind.TEAM)

    @cached_property
    def left(self):
        """Who left the place that the new household takes, where the address says `?replaces=<enrolment>`."""
        return place_asked(self.request)

    def year(self):
        return self.left.fiscal_year if self.left else super().year()

    @property
    def cancel_url(self):
        return (
            reverse("households:choose", args=[self.meeting.pk])
            if self.meeting
            else reverse("households:list")
        )

    def get_success_url(self):
        return f"{self.cancel_url}#p-{self.object.pk}" if self.meeting else super().get_success_url()

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        self.enrolment = EnrolmentForm(
            self.request.POST or None,
            user=self.request.user,
            year=self.year(),
            initial=self.enrolment_initial(),
            instance=Enrolment(replaces_id=self.left and self.left.pk),
        )
        if self.left:
            keep_place(self.enrolment, self.left)
        return kwargs | {"enrolment": self.enrolment}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"form": EnrolPage(context["form"])}

    def save(self, form):
        services.enrol(
            self.enrolment.instance,
            household=form.instance,
            income_before=self.enrolment.cleaned_data["income_before"],
            by=self.request.user,
        )
        return form.instance


class EnrolmentCreate(EnrolmentCreation):
    """A household of the register becomes a target household of the year looked at."""

    model = Enrolment
    form_class = EnrolmentForm

    @cached_property
    def household(self):
        return get_object_or_404(Household.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        here = Participation.objects.visible_to(self.request.user).in_year(self.year())
        return super().get_form_kwargs() | {
            "year": self.year(),
            "initial": {"participation": here.filter(village=self.household.village_id).first()},
            "instance": Enrolment(household=self.household),
        }

    def get_context_data(self, **kwargs):
        away = self.household.get_absolute_url()
        heading = f"เพิ่ม{self.household} เป็นครัวเรือนเป้าหมายปี {self.year()}"
        crumbs = [LIST, (self.household, away)]
        return super().get_context_data(heading=heading, crumbs=crumbs, cancel_url=away, **kwargs)

    def save(self, form):
        return services.enrol(
            form.instance,
            household=form.instance.household,
            income_before=form.cleaned_data["income_before"],
            by=self.request.user,
        )


class HouseholdEdit(EditScreen):
    permission_required = "households.change_household"
    model = Household
    form_class = HouseholdForm

    def get_context_data(self, **kwargs):
        crumbs = [LIST, (self.object, self.object.get_absolute_url())]
        return super().get_context_data(heading=f"แก้ไขข้อมูล{self.object}", crumbs=crumbs, **kwargs)


class EnrolmentEdit(EditScreen):
    """The household's place in a year: trade, coach, income before."""

    permission_required = "households.change_enrolment"
    model = Enrolment
    form_class = EnrolmentForm

    def get_queryset(self):
        return super().get_queryset().with_names()

    def get_context_data(self, **kwargs):
        household, year = self.object.household, self.object.fiscal_year
        crumbs = [LIST, (household, self.object.get_absolute_url())]
        return super().get_context_data(
            heading=f"แก้ไขการเข้าร่วมปี {year} ของ{household}", crumbs=crumbs, **kwargs
        )

    def save(self, form):
        income = form.cleaned_data["income_before"]
        return services.change_enrolment(form.instance, income_before=income, by=self.request.user)


class TradeList(ListScreen):
    """Trades that still lack a kind, and the table of words that gives it."""

    permission_required = "households.view_tradesynonym"
    model = TradeSynonym
    table_class = TradeSynonymTable
    filterset_class = TradeSynonymFilter
    template_name = "households/trades.html"
    heading = "คำเรียกอาชีพ"
    crumbs = [LIST]
    unit = "คำ"
    empty_title = "ยังไม่มีคำเรียกอาชีพในตาราง"
    empty_text = "เลือกประเภทให้คำที่รออยู่ด้านบน หรือเพิ่มคำใหม่"
    create_url, create_label = "households:synonym_create", "เพิ่มคำเรียกอาชีพ"
    create_permission = "households.add_tradesynonym"

    def get_queryset(self):
        return super().get_queryset().select_related("district")

    def get_context_data(self, **kwargs):
        enrolments = Enrolment.objects.visible_to(self.request.user)
        return super().get_context_data(
            waiting=trades.waiting(enrolments), occupations=Occupation.choices, **kwargs
        )


class TradeSettle(Screen, View):
    """Gives each waiting trade the kind that was chosen for it."""

    permission_required = "households.change_tradesynonym"

    def post(self, request):
        districts = District.objects.visible_to(request.user).in_bulk()
        filled = 0
        for item in trades.waiting(Enrolment.objects.visible_to(request.user)):
            chosen = request.POST.get(item.name)
            if chosen in Occupation.values:
                district = districts[item.district_id]
                filled += services.settle_trade(item.trade, chosen, district=district, by=request.user)
        messages.success(request, f"จัดประเภทอาชีพให้ครัวเรือนเป้าหมายแล้ว {filled:,} ครัวเรือน")
        return redirect("households:trades")


class SynonymScreen:
    model = TradeSynonym
    form_class = TradeSynonymForm
    crumbs = [LIST, TRADES]
    cancel_url = "households:trades"

    def save(self, form):
        synonym = super().save(form)
        kinds = trades.kinds_of_trades([synonym])
        services.fill_occupations(kinds, district=synonym.district, by=self.request.user)
        return synonym


class SynonymCreate(SynonymScreen, CreateScreen):
    permission_required = "households.add_tradesynonym"
    heading = "เพิ่มคำเรียกอาชีพ"
    takes = ("trade",)


class SynonymEdit(SynonymScreen, EditScreen):
    permission_required = "households.change_tradesynonym"
    heading = "แก้ไขคำเรียกอาชีพ"


class EnrolmentsOfVillage(VillagePart):
    """The target households of one village in the year looked at."""

    permission_required = "households.view_household"
    model = Enrolment
    template_name = "households/of_village.html"
    part_path = "participation__village"
    heading = "ครัวเรือนเป้าหมายของหมู่บ้าน"

    def rows(self, village):
        enrolments = super().rows(village).in_year(self.year.year).standing().with_names()
        return progress.with_incomes(progress.with_last_visit(enrolments), self.year)
