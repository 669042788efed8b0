from django.core.management.base import BaseCommand, CommandError

from accounts.demo import demo_logins
from accounts.models import User
from reports import demo
from sammachip.lib import fiscal, thai


def day(text):
    return thai.date(text)


class Command(BaseCommand):
    help = "เติมข้อมูลตัวอย่างของอำเภอเมืองสงขลา (บุคคลและตัวเลขสมมติ) หรือนำออก"

    def add_arguments(self, parser):
        parser.add_argument("--today", type=day, help="วันที่ถือเป็นวันนี้ เช่น 2019-03-16 หรือ 16/03/2562")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--if-empty", action="store_true", help="โหลดเฉพาะเมื่อฐานข้อมูลยังว่าง มิฉะนั้นไม่ทำอะไร")
        what.add_argument("--remove", action="store_true", help="นำข้อมูลตัวอย่างออกทั้งหมด")
        what.add_argument("--logins", action="store_true", help="แสดงบัญชีตัวอย่างที่เข้าใช้ได้")
        parser.add_argument("--also-added", action="store_true", help="ลบระเบียนที่ผู้ใช้จริงเพิ่มไว้ในอำเภอตัวอย่างด้วย")

    def handle(self, *, today, if_empty, remove, logins, also_added, **options):
        if logins:
            return self.show_logins()
        if remove:
            return self.remove(also_added)
        if if_empty and (demo.is_loaded() or demo.first_real_rows() or User.objects.exists()):
            return self.stdout.write("ไม่โหลดข้อมูลตัวอย่าง เพราะฐานข้อมูลไม่ว่าง")
        self.load(today or fiscal.today())
        if not if_empty:
            self.show_logins()
        return None

    def load(self, today):
        try:
            rows = demo.load(today)
        except demo.DemoRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"โหลดข้อมูลตัวอย่าง ณ วันที่ {thai.format_date(today, 'long')} แล้ว {sum(rows.values()):,} ระเบียน (บุคคลและตัวเลขสมมติทั้งหมด)"
        )

    def remove(self, also_added):
        try:
            removed = demo.remove(also_added=also_added)
        except demo.RemovalRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"นำข้อมูลตัวอย่างออกแล้ว {sum(removed.values()):,} ระเบียน พร้อมบัญชีตัวอย่างทั้งหมด")
        self.stdout.write("สร้างผู้ดูแลระบบคนแรกด้วยคำสั่ง: python manage.py createsuperuser")

    def show_logins(self):
        found = demo_logins()
        if not found:
            return self.stdout.write(
                "ไม่มีบัญชีตัวอย่าง (มีเฉพาะเมื่อโหลดข้อมูลตัวอย่างแล้ว และเซิร์ฟเวอร์รับเฉพาะเครื่องนี้เอง: LISTEN=127.0.0.1)"
            )
        self.stdout.write("บัญชีตัวอย่าง (ชื่อผู้ใช้ · รหัสผ่าน · บทบาท)")
        for login in found:
            self.stdout.write(f"  {login['username']:<13} {login['password']}  {login['label']}")
        return None
