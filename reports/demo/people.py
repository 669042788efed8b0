"""Who lives in the demo. Citizen ids begin with 9, phones with 010, houses with 9999: none of these is ever given."""

import datetime

from stdnum.th import pin

from households.models import Household
from sages.models import Sage

from .words import SAGE_NAMES


def citizen_id(number):
    digits = f"99001{number:07}"
    return digits + pin.calc_check_digit(digits)


def phone(number):
    return f"010{number:07}"


class People:
    """Makes sages and households, each with the next free number, and remembers who lives where."""

    def __init__(self, rows, villages):
        self.rows, self.random, self.villages = rows, rows.random, villages
        self.sage_count = 0
        self.sages_in, self.households_in = {}, {}

    def sage(self, code, trade, is_lead, *, days, by):
        number, self.sage_count = self.sage_count, self.sage_count + 1
        sage = Sage(
            village=self.villages[code],
            prefix=self.random.choice(("นาย", "นาง", "นางสาว")),
            first_name="ตัวอย่าง",
            last_name=SAGE_NAMES[number],
            birth_on=self.birthday(days.until.year),
            house_no=self.house_no(),
            phone=phone(1000 + number),
            main_occupation=trade,
            expertise=trade,
            years=self.random.randrange(5, 31),
            learning_place=f"ศูนย์เรียนรู้{trade}" if is_lead else "",
        )
        if is_lead:
            self.give_course(sage, days)
        self.rows.add(sage, on=days.at(0.06), by=by)
        if self.random.random() < 0.95:
            sage.seal_citizen_id(citizen_id(1000 + number))
        self.sages_in.setdefault(code, []).append(sage)
        return sage

    def give_course(self, sage, days):
        sage.course_centre = "ศูนย์ศึกษาและพัฒนาชุมชน (ตัวอย่าง)"
        sage.course_round = str(self.random.randrange(1, 6))
        sage.course_starts_on = days.at(0.08)
        sage.course_ends_on = sage.course_starts_on + datetime.timedelta(days=3)
        sage.course_passed = True

    def household(self, code, number, *, on, by):
        chance = self.random.random
        household = Household(
            village=self.villages[code],
            house_registration_no=f"9999{number:07}" if chance() < 0.9 else None,
            house_no=self.house_no(),
            first_name="ครัวเรือนตัวอย่าง",
            last_name=f"{number:03}",
            phone=phone(2000 + number) if chance() < 0.85 else "",
            members=self.random.randrange(2, 8),
        )
        if chance() < 0.8:
            household.rai, household.ngan = self.random.randrange(0, 13), self.random.randrange(0, 4)
        self.rows.add(household, on=on, by=by)
        if chance() < 0.95:
            household.seal_citizen_id(citizen_id(2000 + number))
        self.households_in.setdefault(code, []).append(household)
        return household

    def birthday(self, year):
        return datetime.date(
            year - self.random.randrange(42, 68), self.random.randrange(1, 13), self.random.randrange(1, 29)
        )

    def house_no(self):
        number = self.random.randrange(1, 160)
        return f"{number}/{self.random.randrange(1, 9)}" if self.random.random() < 0.4 else str(number)
