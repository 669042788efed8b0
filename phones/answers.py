"""What every answer to a phone carries, so that it can tell the server from whatever stands between."""

from ninja.responses import Response

MARKER = "sammachip-sync-1"
SIGNED_OUT = "โปรดเข้าสู่ระบบอีกครั้ง รายการที่บันทึกในเครื่องยังอยู่ครบ"
REVOKED = "สำนักงานยกเลิกเครื่องนี้แล้ว รายการที่ยังไม่ได้ส่งปิดผนึกไว้ในเครื่อง โปรดติดต่อสำนักงาน"
OF_ANOTHER = "เครื่องนี้จดไว้เป็นของผู้ใช้อื่น"
NOT_A_FIELD_WORKER = "บัญชีนี้ไม่มีสิทธิ์บันทึกการติดตาม จึงใช้แอปภาคสนามไม่ได้"
NO_DEVICE = "ไม่ได้บอกว่ามาจากเครื่องใด โปรดเปิดแอปใหม่"


class NotAnswered(Exception):
    """Ends a call with a status and a code that the phone knows."""

    def __init__(self, status, code, words="", **more):
        super().__init__(code)
        self.status, self.code, self.words, self.more = status, code, words, more


def told(status, code, words="", **more):
    """Headers beside the answer are given as `headers`."""
    headers = more.pop("headers", {})
    body = {"marker": MARKER, "code": code} | ({"words": words} if words else {}) | more
    return Response(body, status=status, headers=headers)
