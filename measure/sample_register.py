"""A register of households as an office sends it, of any length and always the same: invented people in many shapes."""

import datetime
import random

import xlsxwriter

HEAD = (
    "ที่",
    "ชื่อ - สกุล",
    "เลขประจำตัวประชาชน",
    "บ้านเลขที่",
    "หมู่ที่",
    "หมู่บ้าน",
    "ตำบล",
    "โทรศัพท์",
    "จำนวนสมาชิก (คน)",
    "รายได้เฉลี่ยก่อน (บาท/คน/ปี)",
    "อาชีพที่ต้องการ",
    "วันที่สมัครใจเข้าร่วม",
    "ปราชญ์ผู้ดูแล",
    "หมายเหตุ",
)
VILLAGES = (
    ("90010203", 3, "บ้านทุ่งใหญ่", "เขารูปช้าง"),
    ("90010306", 6, "บ้านเกาะแต้ว", "เกาะแต้ว"),
    ("90010402", 2, "บ้านน้ำกระจาย", "พะวง"),
    ("90010503", 3, "บ้านส่วนใต้", "ทุ่งหวัง"),
    ("90010507", 7, "บ้านทรายขาว", "ทุ่งหวัง"),
    ("90010601", 1, "บ้านอ่าวทราย", "เกาะยอ"),
    ("90010604", 4, "บ้านแหลมพ้อ", "เกาะยอ"),
    ("90010608", 8, "บ้านห้วยเซาะ", "เกาะยอ"),
)
PREFIXES = ("นาย", "นาง", "นางสาว", "น.ส.")
SYLLABLES = (
    "กัน",
    "ชน",
    "ดา",
    "ทิพย์",
    "นภ",
    "บุญ",
    "พร",
    "มา",
    "รัต",
    "วิ",
    "ศรี",
    "สม",
    "อร",
    "จิต",
    "ณี",
    "ปรี",
    "ลัก",
    "ษา",
)
TRADES = (
    "จักสานกระจูด",
    "ทำนา",
    "ทำขนมพื้นบ้าน",
    "เลี้ยงไก่พื้นเมือง",
    "ปลูกผักปลอดภัย",
    "ทอผ้าเกาะยอ",
    "ประมงชายฝั่ง",
    "แปรรูปอาหารทะเล",
)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FIRST_DAY = datetime.date(2018, 11, 1)
TITLE_ROWS = 4


def citizen_id(number):
    """Thirteen digits with a right check digit, another one for each number; no such person exists."""
    digits = f"{number % 5 + 1}{number * 7919 % 10**11:011d}"
    check = (11 - sum(int(digit) * (13 - at) for at, digit in enumerate(digits)) % 11) % 10
    return f"{digits}{check}"


def lines(count, seed=2562):
    """`count` lines under `HEAD`, village by village; every eighth or so is written in one of the odd ways."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        _, moo, village, tambon = VILLAGES[(number - 1) * len(VILLAGES) // count]
        digits = citizen_id(number)
        line = [
            number,
            f"{chance.choice(PREFIXES)}{name(chance, 2)} {name(chance, 3)}",
            f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}",
            f"{chance.randint(1, 240)}/{number}",
            moo,
            village,
            tambon,
            f"08{chance.randint(0, 99_999_999):08d}",
            chance.randint(1, 8),
            chance.choice((None, chance.randint(18, 60) * 1000)),
            chance.choice(TRADES),
            FIRST_DAY + datetime.timedelta(days=chance.randint(0, 60)),
            None,
            None,
        ]
        yield in_another_writing(line, digits, chance.randrange(64))


def name(chance, syllables):
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))


def in_another_writing(line, digits, shape):
    """The same line as offices write it: Thai digits, ids and phones turned into numbers, dates as text, odd spaces."""
    day = line[11]
    match shape:
        case 0:
            line[3], line[4] = line[3].translate(THAI_DIGITS), str(line[4]).translate(THAI_DIGITS)
        case 1:
            line[2] = int(digits)
        case 2:
            line[7] = int(line[7])
        case 3:
            line[11] = f"{day.day}/{day.month}/{day.year + 543}"
        case 4:
            line[1] = "\u00a0" + line[1] + "\u200b"
        case 5:
            line[5] = line[5].removeprefix("บ้าน")
        case 6:
            line[11] = f"{day.day} พ.ย. {day.year % 100 + 43}" if day.month == 11 else line[11]
        case 7:
            line[9] = f"{line[9]:,}".translate(THAI_DIGITS) if line[9] else None
    return line


def write(path, count, seed=2562):
    """The register as a workbook: title rows, head, lines, and a sum under each village."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("ครัวเรือนเป้าหมาย")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string(0, 0, "ทะเบียนครัวเรือนเป้าหมายสัมมาชีพชุมชน ประจำปีงบประมาณ พ.ศ. ๒๕๖๒")
        sheet.write_row(TITLE_ROWS - 1, 0, HEAD)
        row, village = TITLE_ROWS, None
        for line in lines(count, seed):
            if village not in (None, line[4]):
                sheet.write_string(row, 1, "รวม")
                row += 1
            village = line[4]
            for column, value in enumerate(line):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value)
            row += 1
