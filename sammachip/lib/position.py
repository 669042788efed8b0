"""Where something stands on the earth, as two columns that are filled together and lie in Thailand."""

from django.db.models import CheckConstraint, Q


def position_in_thailand(name):
    """The constraint of a table with `latitude` and `longitude`."""
    here = Q(
        latitude__isnull=False,
        longitude__isnull=False,
        latitude__gte=5,
        latitude__lte=21,
        longitude__gte=97,
        longitude__lte=106,
    )
    return CheckConstraint(
        condition=Q(latitude=None, longitude=None) | here,
        name=name,
        violation_error_message="พิกัดต้องอยู่ในประเทศไทยและกรอกทั้งละติจูด (5–21) และลองจิจูด (97–106)",
    )
