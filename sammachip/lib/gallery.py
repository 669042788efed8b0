"""Invented inputs for every part in every state: what the page of all parts shows."""

import datetime

import django_tables2 as tables
from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.views.generic import TemplateView

from . import fields

VILLAGES = ["บ้านตัวอย่างหนึ่ง หมู่ที่ 1 ตำบลตัวอย่าง", "บ้านตัวอย่างสอง หมู่ที่ 2 ตำบลตัวอย่าง", "บ้านตัวอย่างสาม หมู่ที่ 3 ตำบลตัวอย่าง"]


class SampleForm(forms.Form):
    village = forms.ChoiceField(
        label="หมู่บ้าน",
        choices=[("", "เลือกหมู่บ้าน"), *enumerate(VILLAGES)],
        widget=forms.Select(attrs={"data-choose": ""}),
    )
    representative = fields.ThaiTextField(label="ผู้แทนครัวเรือน", help_text="คำนำหน้า ชื่อ และนามสกุล ตามบัตรประชาชน")
    visited_on = fields.ThaiDateField(label="วันที่ติดตาม")
    income = fields.ThaiIntegerField(
        label="รายได้จากสัมมาชีพเดือนนี้ (บาท)",
        widget=forms.TextInput(attrs={"data-baseline": "4200", "inputmode": "numeric"}),
    )
    practice = forms.ChoiceField(
        label="สถานะการประกอบอาชีพ",
        choices=[("on", "ทำต่อเนื่อง"), ("stopped", "เริ่มแล้วหยุด"), ("never", "ยังไม่เริ่ม"), ("other", "เปลี่ยนอาชีพ")],
        widget=forms.RadioSelect,
    )
    volunteers = forms.BooleanField(label="สมัครใจทำอาชีพและช่วยเหลือผู้อื่น", required=False)
    note = forms.CharField(label="บันทึก / กำลังใจที่ให้", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SampleFilter(forms.Form):
    name = forms.CharField(
        label="ชื่อหรือบ้านเลขที่", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    village = forms.ChoiceField(
        label="หมู่บ้าน", required=False, choices=[("", "ทุกหมู่บ้าน"), *enumerate(VILLAGES)]
    )
    state = forms.ChoiceField(label="สถานะ", required=False, choices=[("", "ทุกสถานะ"), ("on", "ทำต่อเนื่อง")])


class SampleTable(tables.Table):
    name = tables.Column(verbose_name="ผู้แทนครัวเรือน", linkify=lambda record: "#tables")
    village = tables.Column(verbose_name="หมู่บ้าน")
    phone = tables.Column(verbose_name="โทรศัพท์", orderable=False)
    income = tables.Column(verbose_name="รายได้ (บาท/เดือน)", attrs={"cell": {"class": "number"}})

    class Meta:
        order_by = "name"
        empty_text = "ไม่พบรายการตามเงื่อนไขนี้"


def households(count):
    return [
        {
            "name": f"ครัวเรือนตัวอย่าง {number:03}",
            "village": VILLAGES[number % 3],
            "phone": "08X-XXX-1234",
            "income": f"{4000 + number * 10:,}",
        }
        for number in range(1, count + 1)
    ]


def matrix():
    phases = ("ปราชญ์", "ครัวเรือน", "ก่อนอบรม", "ระหว่างอบรม", "หลังอบรม")
    figures = (
        ("บ้านตัวอย่างหนึ่ง ม.1", (5, 20, 20, 20, 20)),
        ("บ้านตัวอย่างสอง ม.2", (5, 20, 18, 14, 12)),
        ("บ้านตัวอย่างสาม ม.3", (4, 14, 9, 4, 0)),
    )
    quotas = (5, 20, 20, 20, 20)
    rows = [
        {
            "village": village,
            "subdistrict": "ต.ตัวอย่าง",
            "cells": [
                {"label": p, "count": c, "quota": q} for p, c, q in zip(phases, counts, quotas, strict=True)
            ],
        }
        for village, counts in figures
    ]
    bare = [{"label": phase, "count": 3, "quota": None} for phase in phases]
    return [*rows, {"village": "บ้านขยายผลตัวอย่าง ม.4", "subdistrict": "ไม่มีโควตา", "cells": bare}]


def follow_up():
    place = "บ้านตัวอย่างหนึ่ง ม.1 ต.ตัวอย่าง"
    whens = (("เกิน 6 วัน", "red"), ("วันนี้", "gold"), ("พรุ่งนี้", "blue"), ("18 มี.ค.", "blue"), ("เลื่อนแล้ว", "grey"))
    due = [
        {
            "title": f"ครัวเรือนตัวอย่าง {n:03}",
            "url": "#tables",
            "sub": f"{place} · หลังการอบรม",
            "when": when,
            "tone": tone,
        }
        for n, (when, tone) in enumerate(whens, 12)
    ]
    steps = [
        {"label": "สมัครใจ", "when": "5 พ.ย. 61", "state": "done"},
        {"label": "ก่อนอบรม", "when": "19 พ.ย. 61", "state": "done"},
        {"label": "อบรม 3 วัน", "when": "วันที่ 2 จาก 3", "state": "now"},
        {"label": "หลังอบรม 30 วัน", "when": "เกินกำหนด 4 วัน", "state": "missed"},
        {"label": "กลุ่มอาชีพ", "when": "ยังไม่ถึงกำหนด", "state": "planned"},
    ]
    story = [
        {"state": "planned", "title": "นัดครั้งต่อไป", "text": "ดูผลผลิตรอบแรก", "when": "18 มี.ค. 2562"},
        {
            "state": "missed",
            "title": "ติดตามหลังอบรม 30 วัน",
            "text": "จะนำตัวอย่างกระจูดย้อมสีมาให้ดู",
            "when": "ครบกำหนด 12 ม.ค. 2562",
            "pill": "เกิน 4 วัน",
            "tone": "red",
        },
        {
            "state": "now",
            "title": "อบรมจักสานกระจูด",
            "text": "มาแล้ว 2 จาก 3 วัน",
            "when": "11–13 ธ.ค. 2561 · ศาลาหมู่บ้าน",
            "url": "#tables",
        },
        {
            "state": "done",
            "title": "ติดตามก่อนอบรม",
            "text": "สมัครใจ · รายได้ก่อน 4,200 บาท/เดือน",
            "when": "19 พ.ย. 2561 · พัฒนากร",
        },
    ]
    return {"due": due, "steps": steps, "story": story}


def money():
    day = datetime.date
    return {
        "trades": [
            {"label": "จักสานกระจูด", "before": 3900, "after": 6400, "count": 24, "url": "#tables"},
            {"label": "เลี้ยงไก่พื้นเมือง", "before": 4800, "after": 6000, "count": 18, "url": "#tables"},
            {"label": "แปรรูปอาหารทะเล", "before": 7200, "after": 6700, "count": 9, "url": "#tables"},
            {"label": "ทำขนมพื้นบ้าน", "before": 5000, "after": None, "count": 4, "url": ""},
        ],
        "earned": [
            {"on": day(2018, 11, 19), "amount": 4200},
            {"on": day(2018, 12, 14), "amount": 4900},
            {"on": day(2019, 2, 2), "amount": 5600},
        ],
        "lacking": [{"on": day(2019, 3, 13), "label": "90 วัน"}],
    }


def papers():
    return {
        "facts": [
            {"label": "เลขประจำตัวประชาชน", "value": "X-XXXX-XXXX1-34-5", "url": "#tables", "link": "แสดง"},
            {"label": "สมาชิก", "value": "4 คน"},
            {"label": "รายได้เฉลี่ย จปฐ.", "value": "31,500 บาท/คน/ปี", "pill": "ต่ำกว่าเกณฑ์", "tone": "gold"},
            {"label": "กลุ่มอาชีพ", "value": ""},
        ],
        "notes": [f"บ้านตัวอย่าง ม.{number} จะเกินโควตา (นำเข้าได้)" for number in range(1, 6)],
        "counts": {"rows": 160, "new": 149, "changed": 3, "same": 3, "duplicate": 1, "wrong": 4},
        "changes": [
            {"label": "อาชีพ", "old": "ปลูกยาง", "new": "ปลูกผัก"},
            {"label": "โทรศัพท์", "old": "", "new": "081-234-1234"},
        ],
        "conflicts": [
            {
                "name": "phone",
                "label": "โทรศัพท์",
                "was": "081-111-1111",
                "now": "082-222-2222",
                "typed": "083-333-3333",
            }
        ],
        "faults": [(None, "เลือกหัวหน้าทีมได้คนเดียว โปรดเลือกใหม่")],
        "questions": [{"code": "outside_year", "sentence": "วันที่ 5/10/2562 อยู่นอกปีงบประมาณ 2562 ยืนยันว่าถูกต้อง"}],
    }


class Gallery(PermissionRequiredMixin, TemplateView):
    """Shows the parts; reads no row."""

    template_name = "parts/gallery.html"
    permission_required = "reports.view_dashboard"
    raise_exception = True

    def get_context_data(self, **kwargs):
        query = self.request.GET
        table = SampleTable(households(160), order_by=query.get("sort", "name"))
        table.paginate(page=query.get("page", 1), per_page=8)
        return (
            super().get_context_data(**kwargs)
            | samples()
            | {
                "filter_form": SampleFilter(query, auto_id="filter_%s"),
                "form": SampleForm(),
                "wrong_form": SampleForm({"visited_on": "31/02/2562", "income": "มาก"}, auto_id="wrong_%s"),
                "table": table,
                "page": Paginator(range(160), 8).get_page(9),
            }
        )


def samples():
    return {"matrix": matrix()} | follow_up() | money() | papers()
