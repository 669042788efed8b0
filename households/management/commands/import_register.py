"""Reads an office's register from the command line; without --commit it only says what it would do."""

import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from accounts.models import ImportBatch, YearClosed
from households.imports import REGISTER as HOUSEHOLDS
from sages.imports import REGISTER as SAGES
from sammachip.lib.constraints import sentence_of
from sammachip.lib.sheets import Unreadable, read_safely
from villages.importing.checking import check, no_collecting
from villages.importing.committing import Stale, commit
from villages.importing.office import NoSuchDistrict, Office
from villages.importing.reading import NotThisRegister
from villages.importing.rows import STATES
from villages.importing.staging import report, staged
from villages.imports import PARTICIPATION_REGISTER, VILLAGE_REGISTER

REGISTERS = {one.kind.value: one for one in (VILLAGE_REGISTER, PARTICIPATION_REGISTER, SAGES, HOUSEHOLDS)}
WORDS = {
    "rows": "แถวทั้งหมด",
    "new": "เพิ่มใหม่",
    "changed": "ปรับปรุง",
    "same": "เหมือนเดิม",
    "duplicate": "ซ้ำ",
    "wrong": "ต้องแก้ไข",
}
UNREADABLE = 2


class Command(BaseCommand):
    help = "นำเข้าทะเบียนจากไฟล์ตาราง ถ้าไม่ใส่ --commit จะตรวจและรายงานเท่านั้น ไม่บันทึกข้อมูล"

    def add_arguments(self, parser):
        parser.add_argument("register", choices=REGISTERS)
        parser.add_argument("file")
        parser.add_argument("--district", required=True, help="รหัสอำเภอ 4 หลัก เช่น 9001")
        parser.add_argument("--year", required=True, type=int, help="ปีงบประมาณ พ.ศ. เช่น 2562")
        parser.add_argument("--commit", action="store_true", help="บันทึกแถวที่ถูกต้อง แถวอื่นข้ามไป")
        parser.add_argument("--report", help="เขียนผลการตรวจเป็น JSON ลงไฟล์นี้")

    @no_collecting()
    def handle(self, register, file, district, year, **options):
        if not 2540 <= year <= 2640:
            raise CommandError(f"ปีงบประมาณ {year} ไม่ถูกต้อง โปรดใช้ปี พ.ศ. 2540 ถึง 2640 เช่น 2562")
        try:
            preview = check(read_safely(file), REGISTERS[register], Office(district, year))
        except NoSuchDistrict as error:
            raise CommandError(str(error)) from None
        except (Unreadable, NotThisRegister) as error:
            self._report(
                dict.fromkeys(("rows", *STATES), 0) | {"problems": [], "notes": [str(error)]}, options
            )
            raise CommandError(str(error), returncode=UNREADABLE) from None
        data = report(staged(preview))
        self._tell(data)
        if options["commit"]:
            self._commit(preview, Path(file), district, year)
        else:
            self.stdout.write("ยังไม่ได้บันทึกข้อมูล เพิ่ม --commit เพื่อบันทึกแถวที่ถูกต้อง")
        self._report(data, options)

    def _tell(self, data):
        for note in data["notes"]:
            self.stdout.write(note)
        for problem in data["problems"]:
            place = f"{problem['sheet']} แถว {problem['row']}{problem['column'] and ' ช่อง ' + problem['column']}".strip()
            fix = f" (ควรเป็น “{problem['fix']}”)" if "fix" in problem else ""
            self.stdout.write(f"  {place}: {problem['message']}{fix}")
        self.stdout.write(" · ".join(f"{word} {data[name]:,}" for name, word in WORDS.items()))

    def _commit(self, preview, path, district, year):
        batch = ImportBatch(
            register=preview.register.kind,
            area_code=district,
            fiscal_year=year,
            file_name=path.name[-255:],
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        try:
            commit(preview, batch, by=None)
        except IntegrityError as error:
            raise CommandError(f"{sentence_of(error)} ไม่มีข้อมูลใดถูกบันทึก") from None
        except YearClosed as error:
            raise CommandError(f"{error} ไม่มีข้อมูลใดถูกบันทึก") from None
        except Stale:
            raise CommandError("มีผู้แก้ไขข้อมูลระหว่างนำเข้า ไม่มีข้อมูลใดถูกบันทึก โปรดสั่งใหม่อีกครั้ง") from None
        self.stdout.write(f"บันทึกแล้ว {preview.counts['new'] + preview.counts['changed']:,} แถว")

    @staticmethod
    def _report(data, options):
        if options["report"]:
            Path(options["report"]).write_text(
                json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8"
            )
