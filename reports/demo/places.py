"""Where the demo happens: the province, the district, its 6 ตำบล and 47 villages, with their real names and codes."""

import csv
import math
from pathlib import Path

from villages.models import District, Province, Subdistrict, Village

PROVINCE = ("90", "สงขลา")
DISTRICT = ("9001", "เมืองสงขลา")
SUBDISTRICTS = {
    "900101": "บ่อยาง",
    "900102": "เขารูปช้าง",
    "900103": "เกาะแต้ว",
    "900104": "พะวง",
    "900105": "ทุ่งหวัง",
    "900106": "เกาะยอ",
}
# Invented centres, of no real village; the positions of the demo lie around them.
CENTRES = {
    "900101": (7.195, 100.598),
    "900102": (7.160, 100.612),
    "900103": (7.120, 100.645),
    "900104": (7.105, 100.560),
    "900105": (7.050, 100.620),
    "900106": (7.165, 100.535),
}
FILE = Path(__file__).with_name("villages_9001.csv")


def village_lines():
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def village_codes():
    return [line["code"] for line in village_lines()]


def position_of(code):
    """An invented (latitude, longitude) for a village, the same every time."""
    latitude, longitude = CENTRES[code[:6]]
    turn = int(code[6:]) * 2.4  # radians: neighbours by number lie apart
    away = 0.006 + 0.0015 * int(code[6:])
    return round(latitude + away * math.cos(turn), 6), round(longitude + away * math.sin(turn), 6)


def add_places(rows, *, on, by):
    """Rows of every place; gives the villages by code."""
    province = rows.add(Province(code=PROVINCE[0], name=PROVINCE[1]), on=on, by=by)
    district = rows.add(District(code=DISTRICT[0], name=DISTRICT[1], province=province), on=on, by=by)
    subdistricts = {
        code: rows.add(Subdistrict(code=code, name=name, district=district), on=on, by=by)
        for code, name in SUBDISTRICTS.items()
    }
    return {
        line["code"]: rows.add(village(line, subdistricts, number), on=on, by=by)
        for number, line in enumerate(village_lines(), 1)
    }


def village(line, subdistricts, number):
    """Every fifth has no position in the register: there the positions of its visits speak."""
    latitude, longitude = position_of(line["code"]) if number % 5 else (None, None)
    return Village(
        latitude=latitude,
        longitude=longitude,
        code=line["code"],
        subdistrict=subdistricts[line["code"][:6]],
        moo=int(line["code"][6:]),
        name=line["name"],
        aliases=line["aliases"],
        name_en=line["name_en"],
        postcode=line["postcode"],
        household_count=int(line["households"]) if line["households"] else None,
        leader_name=f"ผู้นำตัวอย่าง {number:02}",
        leader_phone=f"01000090{number:02}",
    )
