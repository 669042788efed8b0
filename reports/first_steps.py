"""What a person has to do first where there is nothing to count yet."""

from dataclasses import dataclass

from django.urls import reverse

from villages.models import Village


@dataclass(frozen=True)
class FirstStep:
    title: str
    text: str
    url: str = ""
    button: str = ""


def first_step(progress):
    """The first thing that is missing on the way to a year's figures, or None."""
    user, year = progress.look.user, progress.look.year
    if not user.areas:
        return no_area(user)
    if progress.villages:
        return None
    if not progress.plans and not progress.look.rows(Village).exists():
        return no_villages(user)
    return no_participations(user, year) if progress.plans else no_plan(user, year)


def no_area(user):
    title = "บัญชีของท่านยังไม่มีพื้นที่รับผิดชอบ"
    if user.is_staff and user.has_perm("villages.add_posting"):
        text = "กำหนดว่าผู้ใช้แต่ละคนรับผิดชอบตำบล อำเภอ หรือจังหวัดใด แล้วข้อมูลของพื้นที่นั้นจะแสดงที่หน้านี้"
        return FirstStep(title, text, reverse("admin:villages_posting_add"), "กำหนดพื้นที่รับผิดชอบ")
    return FirstStep(title, "โปรดแจ้งผู้ดูแลระบบให้กำหนดตำบลหรืออำเภอที่ท่านรับผิดชอบ แล้วเปิดหน้านี้ใหม่")


def no_villages(user):
    title = "ยังไม่มีหมู่บ้านในระบบ"
    if user.has_perm("villages.import_village"):
        text = "เริ่มจากนำเข้าทะเบียนหมู่บ้านที่สำนักงานมีอยู่แล้ว จากนั้นจึงนำเข้าหมู่บ้านที่เข้าร่วมโครงการ ปราชญ์ชุมชน และครัวเรือน"
        return FirstStep(title, text, reverse("villages:imports"), "นำเข้าทะเบียนหมู่บ้าน")
    return FirstStep(title, "โปรดแจ้งเจ้าหน้าที่อำเภอให้นำเข้าทะเบียนหมู่บ้านก่อน")


def no_plan(user, year):
    title = f"ยังไม่มีแผนของปีงบประมาณ {year}"
    if user.has_perm("villages.add_plan"):
        text = "ตั้งเป้าหมายหมู่บ้าน ปราชญ์ชุมชน ครัวเรือน และกลุ่มอาชีพของปีนี้ก่อน แล้วจึงเลือกหมู่บ้านที่เข้าร่วม"
        return FirstStep(title, text, reverse("villages:plan_create"), f"ทำแผนปีงบประมาณ {year}")
    return FirstStep(title, "โปรดแจ้งพัฒนาการอำเภอหรือเจ้าหน้าที่อำเภอให้ทำแผนประจำปีก่อน หรือเลือกดูปีงบประมาณอื่น")


def no_participations(user, year):
    title = f"ยังไม่มีหมู่บ้านเข้าร่วมโครงการในปีงบประมาณ {year}"
    if user.has_perm("villages.import_participation"):
        text = "นำเข้ารายชื่อหมู่บ้านสร้างใหม่และขยายผล หรือเพิ่มทีละหมู่บ้านจากหน้าแผนประจำปี"
        return FirstStep(title, text, reverse("villages:imports"), "นำเข้าหมู่บ้านเข้าร่วมโครงการ")
    return FirstStep(title, "เมื่อเจ้าหน้าที่อำเภอบันทึกหมู่บ้านที่เข้าร่วมในพื้นที่ของท่านแล้ว ความก้าวหน้าจะแสดงที่หน้านี้")
