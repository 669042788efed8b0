"""The columns of the list of hand-overs."""

from sammachip.lib.tables import DateColumn, RegisterTable, ThaiColumn


class HandOverTable(RegisterTable):
    area = ThaiColumn("พื้นที่", accessor="area_words", sort_by="area_name", linkify=True)
    handed_on = DateColumn("วันที่ส่งมอบ")
    giver = ThaiColumn("ผู้ส่งมอบ", sort_by=("giver__first_name", "giver__last_name"))
    receiver = ThaiColumn("ผู้รับมอบ", sort_by=("receiver__first_name", "receiver__last_name"))

    class Meta(RegisterTable.Meta):
        order_by = ("-handed_on",)

    def render_giver(self, value):
        return str(value)

    render_receiver = render_giver
