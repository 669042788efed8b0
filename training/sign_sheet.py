"""The values of a sign-in sheet: whom it lists, on which days, and who answers for it."""

import re

from accounts.roles import Role
from sammachip.lib import thai
from villages.village_page import officers

from .certificates import held_on
from .rollcall import days_of, named_of

DAYS_A_SHEET, WALK_INS, PORTRAIT_DAYS = 5, 3, 2
HEADING = "บัญชีลงชื่อผู้เข้าอบรม"
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def values_of(session, people, user):
    """For `sign_sheet.typ`: `people` are enrolments or team members in the order of the roll."""
    sheets = sheets_of(days_of(session))
    return {
        "office": f"สำนักงานพัฒนาชุมชนอำเภอ{session.participation.village.subdistrict.district.name}",
        "heading": HEADING,
        "lines": lines_of(session),
        "is_flipped": max(len(sheet["days"]) for sheet in sheets) > PORTRAIT_DAYS,
        "sheets": sheets,
        "people": [
            *(row_of(number, person) for number, person in enumerate(people, 1)),
            *(empty_row(len(people) + number) for number in range(1, WALK_INS + 1)),
        ],
        "officer": officer_of(session, user),
    }


def lines_of(session):
    village = session.participation.village
    where = f"{village.name} หมู่ที่ {village.moo} ตำบล{village.subdistrict.name}"
    hours = f" เวลา {session.hours}" if session.hours else ""
    return [
        f"โครงการสร้างสัมมาชีพชุมชน ปีงบประมาณ {session.participation.plan.fiscal_year}",
        f"{session.get_kind_display()} เรื่อง {session.title}",
        f"{held_on(session.starts_on, session.ends_on).removeprefix('เมื่อ')}{hours}",
        f"ณ {session.place} {where}" if session.place else f"ณ {where}",
    ]


def sheets_of(days):
    """Days in sheets of five at most; each day under its number, without the year that the heading has."""
    heads = [
        f"วันที่ {number}\n{thai.format_date(on, 'medium').rpartition(' ')[0]}"
        for number, on in enumerate(days, 1)
    ]
    parts = [heads[at : at + DAYS_A_SHEET] for at in range(0, len(heads), DAYS_A_SHEET)]
    return [
        {"label": f" (แผ่นที่ {at} จาก {len(parts)})" if len(parts) > 1 else "", "days": part}
        for at, part in enumerate(parts, 1)
    ]


def row_of(number, person):
    note = "ถอนตัวแล้ว" if getattr(person, "withdrawn_on", None) else ""
    return {
        "number": number,
        "words": person.called.split(),
        "house": named_of(person).house_no.split(),
        "note": note,
    }


def empty_row(number):
    return {"number": number, "words": [], "house": [], "note": ""}


def officer_of(session, user):
    """The field officer of the village today; nobody where none is posted: then the sheet has dots to write on."""
    postings = officers(session.participation.village, user)
    found = [row.user for row in postings if row.is_present and row.user.role == Role.FIELD_OFFICER]
    if not found:
        return {"name": "", "position": ""}
    return {"name": found[0].get_full_name(), "position": found[0].position or Role.FIELD_OFFICER.label}


def file_name(session):
    return NOT_IN_A_NAME.sub(" ", f"{HEADING} {session.title} {session.participation.village.name}.pdf")
