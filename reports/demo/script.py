"""What each village of the demo has reached: the present year half-way, the last one nearly complete."""

from dataclasses import dataclass

NEW, EXPANSION = "new", "expansion"
REED, CHICKEN, SEAFOOD = "จักสานกระจูด", "เลี้ยงไก่พื้นเมือง", "แปรรูปอาหารทะเล"
GREENS, SWEETS, WEAVING = "ปลูกผักปลอดภัย", "ทำขนมพื้นบ้าน", "ทอผ้าเกาะยอ"


@dataclass(frozen=True)
class Part:
    """One village's year: how many take part, how many were visited in each phase, when its training ended.

    `trained` is a share of the story, 1 being the loading day; `ends_in` instead says in how many days from then the
    training ends that is under way or still planned.
    """

    code: str
    kind: str
    sages: int = 0
    households: int = 0
    before: int = 0
    during: int = 0
    after: int = 0
    trained: float | None = None
    trades: tuple[str, str] = (REED, GREENS)
    ends_in: int | None = None


PRESENT = (
    Part("90010203", NEW, 5, 20, 20, 20, 20, 0.45, (REED, GREENS)),
    Part("90010306", NEW, 5, 20, 20, 20, 12, 0.60, (CHICKEN, SWEETS)),
    Part("90010402", NEW, 5, 20, 20, 14, 6, 0.72, (SEAFOOD, SWEETS)),
    Part("90010503", NEW, 5, 20, 18, 14, 0, 0.92, (GREENS, CHICKEN)),
    Part("90010507", NEW, 5, 18, 18, 9, 0, None, (SWEETS, REED), 6),
    Part("90010601", NEW, 4, 16, 13, 8, 0, 0.97, (WEAVING, SEAFOOD)),
    Part("90010604", NEW, 4, 12, 12, 4, 0, 1.00, (WEAVING, SWEETS)),
    Part("90010608", NEW, 3, 10, 6, 0, 0, None, (SEAFOOD, GREENS), 20),
    Part("90010201", EXPANSION, 1, 4, 4, 4, 2, 0.70, (CHICKEN, GREENS)),
    Part("90010208", EXPANSION, 1, 3, 3, 2, 0, 0.93, (SEAFOOD, SWEETS)),
    Part("90010302", EXPANSION, 0, 3, 2),
    Part("90010309", EXPANSION, 0, 2, 1),
    Part("90010405", EXPANSION),
    Part("90010502", EXPANSION),
    Part("90010603", EXPANSION),
)
LAST = (
    Part("90010201", NEW, 5, 20, 20, 20, 20, 0.45, (CHICKEN, GREENS)),
    Part("90010208", NEW, 5, 20, 20, 20, 20, 0.48, (SEAFOOD, SWEETS)),
    Part("90010302", NEW, 5, 20, 20, 20, 19, 0.52, (GREENS, CHICKEN)),
    Part("90010309", NEW, 5, 20, 20, 20, 20, 0.50, (SWEETS, GREENS)),
    Part("90010405", NEW, 5, 20, 20, 20, 18, 0.58, (CHICKEN, SEAFOOD)),
    Part("90010502", NEW, 5, 20, 20, 19, 17, 0.60, (GREENS, REED)),
    Part("90010603", NEW, 5, 20, 20, 20, 20, 0.55, (WEAVING, SWEETS)),
    Part("90010609", NEW, 5, 20, 20, 20, 20, 0.62, (WEAVING, GREENS)),
    Part("90010202", EXPANSION),
    Part("90010210", EXPANSION),
    Part("90010303", EXPANSION),
    Part("90010310", EXPANSION),
    Part("90010403", EXPANSION),
    Part("90010408", EXPANSION),
    Part("90010504", EXPANSION),
    Part("90010606", EXPANSION),
)


@dataclass(frozen=True)
class Planned:
    """One line of a village's activity plan; `key` says which of the year's days it fills."""

    key: str
    step: int
    title: str
    objective: str
    method: str
    target_group: str
    expected_result: str
    budget: int | None = None
    partners: tuple[str, ...] = ()


AGENCIES = {
    "สำนักงานเกษตรอำเภอ (ตัวอย่าง)": "เศรษฐกิจ",
    "สำนักงานปศุสัตว์อำเภอ (ตัวอย่าง)": "เศรษฐกิจ",
    "ศูนย์ส่งเสริมการเรียนรู้อำเภอ (ตัวอย่าง)": "สังคม",
    "องค์การบริหารส่วนตำบล (ตัวอย่าง)": "การเมือง การปกครอง",
    "ศูนย์จัดการป่าชุมชน (ตัวอย่าง)": "ทรัพยากรธรรมชาติและสิ่งแวดล้อม",
}
# Name, position, agency; none is of the office itself.
SUPPORTERS = (
    ("นางสาวตัวอย่าง ประสานงาน", "นักวิชาการพัฒนาชุมชนชำนาญการ", None),
    ("นายตัวอย่าง ส่งเสริมเกษตร", "นักวิชาการส่งเสริมการเกษตร", "สำนักงานเกษตรอำเภอ (ตัวอย่าง)"),
    ("นางตัวอย่าง รักษ์สัตว์", "สัตวบาล", "สำนักงานปศุสัตว์อำเภอ (ตัวอย่าง)"),
    ("นางสาวตัวอย่าง ใฝ่เรียน", "ครู", "ศูนย์ส่งเสริมการเรียนรู้อำเภอ (ตัวอย่าง)"),
)
# Agency, what it promised, worth in baht.
PLEDGES = (
    ("สำนักงานเกษตรอำเภอ (ตัวอย่าง)", "วิทยากรสอนทำปุ๋ยหมัก 4 หมู่บ้าน", 6000),
    ("สำนักงานปศุสัตว์อำเภอ (ตัวอย่าง)", "วัคซีนไก่ 500 ชุด", 2500),
    ("องค์การบริหารส่วนตำบล (ตัวอย่าง)", "เต็นท์และที่ขายในตลาดนัด", 8000),
    ("ศูนย์ส่งเสริมการเรียนรู้อำเภอ (ตัวอย่าง)", "หลักสูตรทำบัญชีครัวเรือน", None),
)
ACTIVITIES = (
    Planned(
        "leaders",
        1,
        "ประชุมผู้นำหมู่บ้านคัดเลือกปราชญ์ชุมชน",
        "คัดเลือกปราชญ์ชุมชนที่ประสบผลสำเร็จและมีจิตอาสา",
        "ประชุมผู้นำ พิจารณาตามเกณฑ์ของปี และลงมติร่วมกัน",
        "ผู้นำหมู่บ้าน",
        "ได้ปราชญ์ชุมชนครบตามโควตา",
    ),
    Planned(
        "team",
        3,
        "เตรียมความพร้อมทีมวิทยากรสัมมาชีพชุมชน",
        "ให้ปราชญ์ถ่ายทอดความรู้และจัดกระบวนการเรียนรู้ได้",
        "บรรยาย ฝึกถ่ายทอด และวางแผนการสอนร่วมกัน 2 วัน",
        "ปราชญ์ชุมชน {sages} คน",
        "ได้ทีมวิทยากรที่พร้อมสอน 1 ทีม",
        2500,
    ),
    Planned(
        "training",
        4,
        "ฝึกอบรมอาชีพ{trade}",
        "ให้ครัวเรือนมีความรู้ไปประกอบอาชีพสร้างรายได้",
        "อบรมโดยทีมวิทยากร 3 วัน",
        "ครัวเรือนเป้าหมาย {households} ครัวเรือน",
        "ครัวเรือนผ่านการอบรมไม่น้อยกว่าร้อยละ 80",
        24000,
        ("สำนักงานเกษตรอำเภอ (ตัวอย่าง)", "องค์การบริหารส่วนตำบล (ตัวอย่าง)"),
    ),
    Planned(
        "practice",
        4,
        "ฝึกปฏิบัติ/สาธิต{trade}",
        "ให้ครัวเรือนลงมือทำได้จริง",
        "แบ่งกลุ่มฝึกที่บ้านปราชญ์",
        "ครัวเรือนเป้าหมาย {households} ครัวเรือน",
        "ครัวเรือนทำได้ด้วยตนเอง",
        6000,
        ("ศูนย์ส่งเสริมการเรียนรู้อำเภอ (ตัวอย่าง)",),
    ),
    Planned(
        "inputs",
        4,
        "สนับสนุนปัจจัยตั้งต้นให้ครัวเรือน",
        "ให้ครัวเรือนเริ่มอาชีพได้ทันทีหลังอบรม",
        "จัดซื้อตามความต้องการและมอบในวันอบรม",
        "ครัวเรือนเป้าหมาย {households} ครัวเรือน",
        "ครัวเรือนได้รับปัจจัยครบ",
        30000,
    ),
    Planned(
        "follow_up",
        5,
        "ติดตามให้กำลังใจครัวเรือน",
        "สร้างแรงจูงใจในการรวมกลุ่มอาชีพอย่างต่อเนื่อง",
        "ทีมสนับสนุนระดับอำเภอและพัฒนากรเยี่ยมก่อน ระหว่าง และหลังอบรม",
        "ครัวเรือนเป้าหมาย {households} ครัวเรือน",
        "ครัวเรือนทำต่อเนื่องและรวมกลุ่มได้",
        3000,
        ("องค์การบริหารส่วนตำบล (ตัวอย่าง)",),
    ),
)
# What a day of each kind of session costs, in baht a person.
COSTS = (("ค่าอาหารกลางวัน", 80), ("ค่าอาหารว่างและเครื่องดื่ม", 50))

# Village, state, the share of its year's story at which it was formed, its trade.
GROUPS_PRESENT = (
    ("90010203", "producing", 0.62, REED),
    ("90010306", "registered", 0.78, CHICKEN),
    ("90010306", "dissolved", 0.66, SWEETS),
    ("90010402", "draft", 0.95, SEAFOOD),
    ("90010604", "formed", 0.90, WEAVING),
)
GROUPS_LAST = (
    ("90010201", "otop", 0.70, CHICKEN),
    ("90010603", "paused", 0.75, WEAVING),
    ("90010609", "producing", 0.80, WEAVING),
    ("90010609", "dissolved", 0.72, GREENS),
)

# The household that manuals show: every visit of its tells an income, and it is the one most overdue.
SHOWN = ("90010203", 11)

# Next appointments that stand: village and days from the loading day. A group's are apart.
APPOINTMENTS_PRESENT = (
    ("90010203", -6),
    ("90010306", -2),
    ("90010601", 0),
    ("90010601", 0),
    ("90010503", 0),
    ("90010507", 1),
    ("90010203", 2),
    ("90010402", 2),
    ("90010306", 3),
    ("90010604", 4),
    ("90010402", 5),
    ("90010507", 6),
    ("90010608", 7),
    ("90010208", 7),
    ("90010503", 9),
    ("90010203", 10),
    ("90010601", 12),
    ("90010306", 14),
    ("90010503", 15),
    ("90010604", 16),
    ("90010608", 18),
    ("90010402", 20),
)
APPOINTMENTS_LAST = (("90010609", -3), ("90010302", 0), ("90010603", 3), ("90010405", 6), ("90010502", 11))
GROUP_VISITS = (("90010604", 1), ("90010609", 5))

# How much was earned a month before, and by how much that rose, in percent.
EARNINGS = {
    REED: (3900, 64),
    CHICKEN: (4800, 25),
    SEAFOOD: (5300, 64),
    GREENS: (4500, 27),
    SWEETS: (5000, 40),
    WEAVING: (4200, 52),
}
INPUTS = {
    REED: ("กระจูด", 20, "มัด", 1450),
    CHICKEN: ("พันธุ์ไก่พื้นเมือง", 10, "ตัว", 1500),
    SEAFOOD: ("ถาดตากและตาข่าย", 2, "ชุด", 1200),
    GREENS: ("เมล็ดพันธุ์และปุ๋ยหมัก", 1, "ชุด", 850),
    SWEETS: ("ซึ้งและแป้งขนม", 1, "ชุด", 1100),
    WEAVING: ("เส้นด้าย", 6, "ไจ", 1800),
}
GROUP_KINDS = {REED: "processing", SEAFOOD: "processing", SWEETS: "processing", WEAVING: "processing"}
SYNONYMS = {
    CHICKEN: "livestock",
    GREENS: "orchard",
    SWEETS: "business",
    SEAFOOD: "business",
    "เลี้ยงไก่": "livestock",
    "ทำสวนผัก": "orchard",
    "ขายของชำ": "trade",
    "ประมงพื้นบ้าน": "fishery",
}
CRITERIA = {
    "sage": (
        "มีทักษะและความเชี่ยวชาญในอาชีพ",
        "ประกอบอาชีพประสบผลสำเร็จและมั่นคง",
        "ได้รับการยอมรับจากชุมชน",
        "มีจิตอาสา พร้อมถ่ายทอดความรู้",
    ),
    "trainer": ("สมัครใจเป็นวิทยากร", "สามารถถ่ายทอดความรู้ได้", "หัวหน้าทีมผ่านหลักสูตรวิทยากรผู้นำสัมมาชีพ"),
    "household": (
        "สมัครใจประกอบอาชีพและช่วยเหลือผู้อื่น",
        "มีผู้แทนครัวเรือนเข้ารับการอบรมได้ครบทุกวัน",
        "มีรายได้น้อยหรือประกอบอาชีพที่รวมกลุ่มกันได้",
    ),
}
