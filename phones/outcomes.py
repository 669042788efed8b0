"""What became of an operation, and how that is told to the phone."""

from dataclasses import dataclass, field

from .models import Submission

State = Submission.State
REUSED = "รหัสของรายการนี้ใช้กับเนื้อหาอื่นไปแล้ว จึงไม่ได้บันทึกซ้ำ โปรดแจ้งสำนักงาน"
PARKED = "ส่งถึงแล้ว พื้นที่นี้ไม่ได้อยู่ในความรับผิดชอบของท่านแล้ว สำนักงานจะเป็นผู้รับรายการนี้"
UNKNOWN = "ไม่พบผู้รับการติดตามหรือการอบรมของรายการนี้ในพื้นที่ของท่าน โปรดแจ้งสำนักงาน"
DISMISSED = "สำนักงานไม่ใช้รายการนี้: {}"


@dataclass
class Outcome:
    state: str
    code: str = ""
    errors: dict = field(default_factory=dict)
    words: str = ""
    flags: tuple = ()
    area_code: str = ""
    label: str = ""
    skew: int | None = None
    more: dict = field(default_factory=dict)

    @property
    def result(self):
        """As it is stored; `status` is that of the first answer."""
        status = "rejected" if self.state == State.REJECTED else "applied"
        told = {"code": self.code, "errors": self.errors, "words": self.words}
        return {"status": status} | {name: value for name, value in told.items() if value} | self.more


def rejected(code, words="", errors=None, **more):
    return Outcome(State.REJECTED, code, errors or ({"": [words]} if words else {}), words, **more)


def parked(**more):
    return Outcome(State.PARKED, "parked", words=PARKED, **more)


def answer(op, outcome):
    told = {
        name: outcome.result[name] for name in ("status", "code", "errors", "words") if name in outcome.result
    }
    return {"op_id": op.said or str(op.op_id or "")} | told


def standing(submission):
    """A later answer to the same operation: how things stand now."""
    told = {"op_id": str(submission.op_id), "status": "replayed"}
    match submission.state:
        case State.REJECTED:
            first = submission.result
            kept = {name: first[name] for name in ("code", "errors", "words") if name in first}
            return told | {"status": "rejected"} | kept
        case State.PARKED:
            return told | {"code": "parked", "words": PARKED}
        case State.DISMISSED:
            words = DISMISSED.format(submission.note)
            return told | {"status": "rejected", "code": "dismissed", "words": words}
        case State.REPLACED:
            return told | {"code": "replaced"}
    return told
