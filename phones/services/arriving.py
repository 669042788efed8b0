"""A batch of operations arrives: each is applied once, and its receipt is written in the same transaction."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction

from accounts.models import YearClosed
from monitoring.models import Visit
from sammachip.lib.constraints import sentence_of

from ..models import Submission
from ..operations import UNREADABLE, Operation
from ..outcomes import REUSED, answer, rejected, standing
from .rolls import apply_roll
from .visits import apply_visit

VERBS = {Submission.Kind.VISIT: apply_visit, Submission.Kind.ATTENDANCE: apply_roll}


def receive_batch(ops, **told):
    """One answer for each operation, in their order; of two that wait for one another the database ends one: once more."""
    try:
        return received(ops, **told)
    except OperationalError:
        if connection.in_atomic_block or connection.vendor == "sqlite":
            raise
        return received(ops, **told)


@transaction.atomic
def received(ops, *, device, sent_at, received_at, brought_by=None):
    """`device` tells whose they are."""
    batch = Batch(device, sent_at, received_at, brought_by)
    return [batch.receive(op) for op in ops]


class Batch:
    def __init__(self, device, sent_at, received_at, brought_by=None):
        self.device, self.sender = device, device.user
        self.sent_at, self.received_at, self.brought_by = sent_at, received_at, brought_by
        self.settings = {}
        self.home = next(iter(self.sender.areas), "")  # whose desk sees what names no village

    def receive(self, op: Operation):
        if op.op_id is None:
            return answer(op, rejected("malformed", UNREADABLE))
        if told := self.told_before(op):
            return told
        try:
            with transaction.atomic():
                outcome = self.outcome(op)
                self.keep(op, outcome)
        except IntegrityError as error:  # it came twice at the same moment, or a row stands in its way
            if told := self.told_before(op):
                return told
            is_known = op.is_readable and is_taken(op)
            outcome = (
                rejected("op_id_reused", REUSED) if is_known else rejected("not_valid", sentence_of(error))
            )
            self.keep(op, outcome)
        return answer(op, outcome)

    def told_before(self, op):
        known = Submission.objects.filter(pk=op.op_id).first()
        if known is None:
            return None
        if known.sender_id == self.sender.pk and known.sha256 == op.sha256:
            return standing(known)
        return answer(op, rejected("op_id_reused", REUSED))

    def outcome(self, op):
        if not op.is_readable:
            return rejected("malformed", UNREADABLE)
        if is_taken(op):
            return rejected("op_id_reused", REUSED)
        told = {"sent_at": self.sent_at, "received_at": self.received_at, "settings": self.settings}
        return applied(op, sender=self.sender, **told)

    def keep(self, op, outcome):
        if not (op.kind and op.record_id):
            return
        if op.is_readable and outcome.code != "op_id_reused":
            self.replace_earlier(op)
        Submission.objects.create(
            op_id=op.op_id,
            kind=op.kind,
            record_id=op.record_id,
            device=self.device,
            sender=self.sender,
            brought_by=self.brought_by,
            area_code=outcome.area_code or self.home,
            label=outcome.label,
            told_at=op.told_at,
            received_at=self.received_at,
            skew=outcome.skew,
            sha256=op.sha256,
            payload=op.payload,
            result=outcome.result,
            state=outcome.state,
            flags=list(outcome.flags),
            is_flagged=bool(outcome.flags),
        )

    def replace_earlier(self, op):
        """Saved again after it was refused: only the newest waits at the desk."""
        earlier = Submission.objects.filter(kind=op.kind, record_id=op.record_id, sender=self.sender)
        earlier.filter(state=Submission.State.REJECTED).update(
            state=Submission.State.REPLACED, is_flagged=False
        )


def is_taken(op, apart_from=None):
    holding = Submission.objects.filter(kind=op.kind, record_id=op.record_id)
    holding = holding.filter(state__in=Submission.State.holding_states()).exclude(pk=apart_from)
    is_visit = op.kind == Submission.Kind.VISIT
    return holding.exists() or (is_visit and Visit.objects.filter(pk=op.record_id).exists())


def applied(op, **told):
    """The outcome of writing it; where the rules refuse it, nothing of it is written."""
    try:
        with transaction.atomic():
            return VERBS[op.kind](op, **told)
    except (ValidationError, YearClosed) as error:
        words = error.messages if isinstance(error, ValidationError) else [str(error)]
        return rejected("not_valid", errors={"": words})
