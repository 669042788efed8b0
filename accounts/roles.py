"""Who may do what: one readable table, role → permissions, which Django's own checks are fed from."""

from django.db import models


class Role(models.TextChoices):
    SYSTEM_ADMIN = "system_admin", "ผู้ดูแลระบบ"
    DISTRICT_CHIEF = "district_chief", "พัฒนาการอำเภอ"
    DISTRICT_OFFICER = "district_officer", "เจ้าหน้าที่อำเภอ"
    FIELD_OFFICER = "field_officer", "พัฒนากร"
    VIEWER = "viewer", "ผู้ดูข้อมูลจังหวัด/กรม"
    AUDITOR = "auditor", "ผู้ตรวจสอบ"


def verbs(app, model, *names):
    return {f"{app}.{name}_{model}" for name in names}


REGISTERS = {
    "villages": (
        "village",
        "plan",
        "participation",
        "meeting",
        "agency",
        "supportperson",
        "pledge",
        "visitrule",
        "visitquestion",
    ),
    "sages": ("sage", "teammember", "seatanswer"),
    "households": ("household", "enrolment", "enrolmentanswer", "income", "tradesynonym"),
    "training": (
        "activity",
        "activitypartner",
        "activityprinciple",
        "session",
        "teaching",
        "invitation",
        "attendance",
        "inputsupport",
        "costline",
        "certificate",
        "calendarfeed",
    ),
    "groups": ("occupationgroup", "member"),
    "monitoring": (
        "visit",
        "visitanswer",
        "visitadvice",
        "companion",
        "help",
        "problem",
        "problemstep",
        "excuse",
        "handover",
        "target",
    ),
    "phones": ("submission", "device"),
    "reports": ("dashboard",),
    "accounts": ("importbatch", "photo"),
}

READ = {f"{app}.view_{model}" for app, models_ in REGISTERS.items() for model in models_}
HISTORY = {"accounts.view_history"}

FIELD_WORK = (
    verbs("sages", "sage", "add", "change", "import")
    | verbs("sages", "teammember", "add", "change")
    | verbs("sages", "seatanswer", "add", "change")
    | verbs("households", "household", "add", "change", "import")
    | verbs("households", "enrolment", "add", "change")
    | verbs("households", "enrolmentanswer", "add", "change")
    | verbs("villages", "meeting", "add", "change")
    | verbs("villages", "agency", "add", "change")
    | verbs("villages", "pledge", "add", "change")
    | verbs("accounts", "photo", "add", "change")
    | verbs("training", "session", "add", "change", "delete")
    | verbs("training", "attendance", "add", "change")
    | verbs("training", "inputsupport", "add", "change", "delete")
    | verbs("training", "costline", "add", "change", "delete")
    | verbs("training", "activity", "add", "change", "delete")
    | verbs("training", "certificate", "add", "change")
    | verbs("groups", "occupationgroup", "add", "change")
    | verbs("groups", "member", "add", "change")
    | verbs("monitoring", "visit", "add", "change")
    | verbs("monitoring", "problem", "add", "change")
    | verbs("monitoring", "excuse", "add", "change")
    | verbs("monitoring", "digest", "view")
    | verbs("phones", "submission", "add")
)
DISTRICT_WORK = FIELD_WORK | (
    verbs("phones", "submission", "settle")
    | verbs("phones", "device", "revoke")
    | verbs("villages", "village", "change", "import")
    | verbs("villages", "plan", "add", "change")
    | verbs("villages", "participation", "add", "change", "import")
    | verbs("villages", "supportperson", "add", "change")
    | verbs("villages", "visitrule", "add", "change")
    | verbs("villages", "visitquestion", "add", "change")
    | verbs("households", "tradesynonym", "add", "change")
)
# What only the head of an office does: read and sign for the officers' work, move it, close a year.
HEAD = (
    verbs("monitoring", "visit", "acknowledge")
    | verbs("monitoring", "visitadvice", "add")
    | verbs("monitoring", "handover", "add")
    | verbs("villages", "plan", "close")
)
KEEPING = {
    f"{app}.{verb}_{model}"
    for app, model in (
        ("accounts", "user"),
        ("villages", "posting"),
        ("villages", "province"),
        ("villages", "district"),
        ("villages", "subdistrict"),
        ("villages", "village"),
        ("villages", "plan"),
        ("villages", "criterion"),
        ("villages", "participation"),
        ("villages", "dimension"),
        ("households", "tradesynonym"),
        ("training", "principle"),
        ("monitoring", "problemkind"),
    )
    for verb in ("view", "add", "change", "delete")
}
DEMO = {"reports.manage_demo"}

PERMISSIONS = {
    Role.SYSTEM_ADMIN: READ | HISTORY | KEEPING | DEMO | {"accounts.view_importchange"},
    Role.DISTRICT_CHIEF: READ | HISTORY | DISTRICT_WORK | HEAD | DEMO,
    Role.DISTRICT_OFFICER: READ | HISTORY | DISTRICT_WORK,
    Role.FIELD_OFFICER: READ | HISTORY | FIELD_WORK,
    Role.VIEWER: READ,
    Role.AUDITOR: READ | HISTORY,
}


def permissions_of(user):
    """Everything this user's role allows; an unknown role allows nothing."""
    if not user.is_active or user.role not in PERMISSIONS:
        return frozenset()
    return PERMISSIONS[user.role]
