"""Who answers for a visit: whoever made it; until then the field officer posted to the village's ตำบล today."""

from accounts.models import User
from accounts.roles import Role
from villages.frame import AREA_LETTERS
from villages.models import Posting


class Officers:
    """The field officers of an area on the day `today`. One query; a second one for the names of those who moved on."""

    def __init__(self, user, today):
        self.user = user
        postings = Posting.objects.visible_to(user).present(today).select_related("user").with_area_names()
        postings = postings.filter(user__role=Role.FIELD_OFFICER, user__is_active=True)
        self.postings = list(postings.order_by("starts_on", "pk"))
        self.by_area = {row.area_code: row.user for row in self.postings}

    def over(self, village_code):
        """The field officer of the village's ตำบล, else of its whole อำเภอ; the newest posting where there are two."""
        return self.by_area.get(village_code[:6]) or self.by_area.get(village_code[:4])

    def key_of(self, duty):
        """Key of the user who did the visit, or who is to do it; None where nobody is posted there."""
        if duty.due.paid:
            return duty.due.paid.visitor
        officer = self.over(duty.to.village.pk)
        return officer.pk if officer else None

    def named(self, keys):
        """{key: user} of these; those outside the viewer's office are left out."""
        known = {user.pk: user for user in self.by_area.values()}
        asked = [key for key in keys if key is not None and key not in known]
        return known | {user.pk: user for user in User.objects.visible_to(self.user).filter(pk__in=asked)}

    def described(self, key):
        """An officer by work and place, without a name: `พัฒนากร ต.เขารูปช้าง ต.เกาะยอ`; empty for anyone else."""
        here = sorted((row.area_code, row) for row in self.postings if row.user_id == key)
        places = " ".join(f"{AREA_LETTERS[len(code)]}{row.area_name}" for code, row in here if row.area_name)
        return f"{Role.FIELD_OFFICER.label} {places}" if places else ""
