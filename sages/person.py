"""What a sage's page tells of the person: the citizen id and the phone masked, and a way to call."""

from sammachip.lib import thai


def facts(sage):
    phone = {"label": "โทรศัพท์", "value": thai.mask_phone(sage.phone)}
    if sage.phone:
        phone |= {"url": f"tel:{sage.phone}", "link": "โทร"}
    return [
        {"label": "เลขประจำตัวประชาชน", "value": sage.masked_citizen_id},
        phone,
        {"label": "วันเกิด", "value": thai.format_date(sage.birth_on, "medium") if sage.birth_on else ""},
        {"label": "บ้านเลขที่", "value": sage.house_no},
        {
            "label": "หมู่บ้าน",
            "value": sage.village.choice_label,
            "url": sage.village.get_absolute_url(),
            "link": "ดู",
        },
    ]
