from sammachip.lib.tables import NumberColumn, PhoneColumn, RegisterTable, RowColumn, ThaiColumn


class AgencyTable(RegisterTable):
    name = ThaiColumn(linkify=True)
    dimension = RowColumn(sort_by=("dimension__order", "dimension__name"))
    contact = ThaiColumn()
    phone = PhoneColumn()
    district = ThaiColumn(accessor="district__name", verbose_name="อำเภอ")
    joined_count = NumberColumn("กิจกรรมที่ร่วมปีนี้")
