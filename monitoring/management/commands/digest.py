import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from monitoring.digests import KINDS, kinds_of, message_for
from monitoring.services.digests import deliver
from sammachip.lib import fiscal, thai

NO_ADDRESS = "ยังไม่ได้ตั้ง PUBLIC_URL ข้อความจึงไม่มีลิงก์"


def day(text):
    """A date as people write it."""
    try:
        return thai.date(text)
    except ValueError:
        raise argparse.ArgumentTypeError("วันที่ไม่ถูกต้อง เช่น 2019-03-16 หรือ 16/03/2562") from None


class Command(BaseCommand):
    help = "ส่งข้อความเตือนงานติดตาม: daily ถึงพัฒนากรและเจ้าหน้าที่อำเภอ weekly ถึงพัฒนาการอำเภอ เรียกซ้ำได้ ไม่ส่งซ้ำ"

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=["daily", "weekly"])
        parser.add_argument("--on", type=day, help="วันที่ของข้อความ เช่น 2019-03-16 หรือ 16/03/2562 ปกติคือวันนี้")
        parser.add_argument("--user", help="เฉพาะชื่อผู้ใช้นี้")
        parser.add_argument("--dry-run", action="store_true", help="แสดงข้อความ ไม่ส่งและไม่บันทึก")

    def handle(self, *, kind, on, user, dry_run, **options):
        on, people = on or fiscal.today(), recipients(kind, user)
        if not settings.PUBLIC_URL:
            self.stderr.write(NO_ADDRESS)
        failed = [person.username for person in people if not self.remind(person, kind, on, dry_run)]
        if failed:
            raise CommandError(
                f"ส่งไม่ได้ {len(failed)} จาก {len(people)} คน: {', '.join(failed)} เรียกคำสั่งอีกครั้งเพื่อส่งใหม่"
            )
        self.stdout.write(f"เสร็จแล้ว {len(people)} คน")

    def remind(self, person, kind, on, dry_run):
        """Whether this one was dealt with; one that fails keeps nobody else from theirs."""
        try:
            message = message_for(person, kind, on)
            if dry_run:
                self.stdout.write(f"--- {person.username}\n{message.subject}\n{message.text}")
            else:
                self.stdout.write(f"{person.username}: {deliver(person, message, on=on).value}")
        except Exception as failure:
            self.stderr.write(f"{person.username}: ส่งไม่ได้ ({type(failure).__name__}: {failure})")
            return False
        return True


def recipients(kind, username):
    """Those whom this kind is for, in the order of their logins."""
    roles = [role for role, kinds in KINDS.items() if kind in kinds]
    people = User.objects.filter(is_active=True, role__in=roles).order_by("username")
    if username:
        people = people.filter(username=username)
    found = [person for person in people if kind in kinds_of(person)]
    if username and not found:
        raise CommandError(f"ไม่มีผู้ใช้ {username} ที่รับข้อความเตือนแบบ {kind}")
    return found
