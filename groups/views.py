from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen
from sammachip.lib.telling import facts_of
from villages.fragments import VillagePart

from . import forms
from .models import Member, OccupationGroup
from .tables import GroupTable

GROUPS = ("กลุ่มอาชีพ", reverse_lazy("groups:list"))


class GroupList(ListScreen):
    model = OccupationGroup
    permission_required = "groups.view_occupationgroup"
    table_class, filterset_class = GroupTable, forms.GroupFilter
    heading, unit = "กลุ่มอาชีพ", "กลุ่ม"
    create_url, create_label = "groups:create", "เพิ่มกลุ่มอาชีพ"
    create_permission = "groups.add_occupationgroup"
    empty_title = "ยังไม่มีกลุ่มอาชีพในพื้นที่ของท่าน"
    empty_text = "เมื่อครัวเรือนที่ทำอาชีพเดียวกันรวมตัวกัน บันทึกชื่อกลุ่ม วันที่ก่อตั้ง และสมาชิกไว้ที่นี่"

    def get_queryset(self):
        return super().get_queryset().with_place().with_members()


class GroupDetail(DetailScreen):
    model = OccupationGroup
    permission_required = "groups.view_occupationgroup"
    template_name = "groups/group.html"
    crumbs = [GROUPS]

    def get_queryset(self):
        return super().get_queryset().select_related("village__subdistrict__district").with_members()

    def get_context_data(self, **kwargs):
        members = Member.objects.visible_to(self.request.user).filter(group=self.object).with_names()
        facts = facts_of(self.object, ("kind", "trade", "state", "formed_on", "phone", "note"))
        if self.object.phone:
            facts[4] |= {"url": f"tel:{self.object.phone}", "link": "โทร"}
        told = {
            "heading": str(self.object),
            "members": members.order_by(F("left_on").asc(nulls_first=True), "joined_on", "pk"),
            "facts": facts,
        }
        return super().get_context_data(**told | kwargs)


class GroupCreate(CreateScreen):
    model, form_class = OccupationGroup, forms.GroupForm
    permission_required = "groups.add_occupationgroup"
    heading, done_text, takes = "เพิ่มกลุ่มอาชีพ", "เพิ่มกลุ่มอาชีพแล้ว ต่อไปเพิ่มสมาชิกของกลุ่ม", ("village",)
    cancel_url, crumbs = "groups:list", [GROUPS]


class GroupEdit(EditScreen):
    model, form_class = OccupationGroup, forms.GroupForm
    permission_required = "groups.change_occupationgroup"
    heading = "แก้ไขกลุ่มอาชีพ"

    @property
    def crumbs(self):
        return [GROUPS, (str(self.object), self.object.get_absolute_url())]


class MemberCreate(CreateScreen):
    model, form_class = Member, forms.MemberForm
    permission_required = "groups.add_member"
    heading, done_text = "เพิ่มสมาชิกกลุ่ม", "เพิ่มสมาชิกกลุ่มแล้ว"

    @cached_property
    def group(self):
        groups = OccupationGroup.objects.visible_to(self.request.user)
        return get_object_or_404(groups, pk=self.kwargs["group"])

    @property
    def crumbs(self):
        return [GROUPS, (str(self.group), self.group.get_absolute_url())]

    @property
    def cancel_url(self):
        return self.group.get_absolute_url()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Member(group=self.group)}


class MemberEdit(EditScreen):
    """When the household joined, and when it left."""

    model, form_class = Member, forms.LeavingForm
    permission_required = "groups.change_member"

    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def heading(self):
        return f"สมาชิกกลุ่ม: {self.object.household}"

    @property
    def crumbs(self):
        return [GROUPS, (str(self.object.group), self.object.get_absolute_url())]


class GroupsOfVillage(VillagePart):
    model = OccupationGroup
    permission_required = "groups.view_occupationgroup"
    heading = "กลุ่มอาชีพ"
    template_name = "groups/of_village.html"

    def rows(self, village):
        return super().rows(village).with_members()
