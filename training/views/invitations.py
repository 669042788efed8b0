from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from sammachip.lib.screens import DetailScreen

from ..invitees import HOUSEHOLDS, SAGES, TEACHERS, People
from ..services import invitations as services
from .session_writing import OfSession, warn_of_clashes


class SessionInvite(OfSession, DetailScreen):
    """Who teaches and who is to come, ticked by two people at once if need be."""

    permission_required = "training.change_session"
    template_name = "training/invite.html"
    heading = "ผู้เข้าอบรมและวิทยากร"

    def get_context_data(self, **kwargs):
        people = kwargs.pop("people", None) or People(self.object, self.request.user)
        return super().get_context_data(**{"people": people, "faults": []} | kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = self.get_object(self.get_queryset().select_for_update(of=("self",)))
        people = People(self.object, request.user, request.POST)
        changes = people.changes()
        leaving = {"seats": changes[SAGES].removed, "households": changes[HOUSEHOLDS].removed}
        if faults := list(services.kept_by_what_they_did(self.object, **leaving)):
            return self.render_to_response(self.get_context_data(people=people, faults=faults))
        self.write(changes)
        return redirect(self.object)

    def write(self, changes):
        if not any(changes.values()):
            messages.info(self.request, "ไม่มีข้อมูลเปลี่ยนแปลง")
            return
        wanted = {"teaching": changes[TEACHERS], "seats": changes[SAGES], "households": changes[HOUSEHOLDS]}
        services.change_people(self.object, **wanted, by=self.request.user)
        added = sum(len(change.added) for change in changes.values())
        removed = sum(len(change.removed) for change in changes.values())
        messages.success(self.request, f"บันทึกรายชื่อแล้ว เพิ่ม {added:,} รายการ นำออก {removed:,} รายการ")
        warn_of_clashes(self.request, self.object)
