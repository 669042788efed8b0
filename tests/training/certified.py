"""People of a session that is over, each of whom came on so many of its days; and a plan that asks for all of them."""

import datetime

from tests import factories as make


def came(session, days, **household):
    """An enrolment invited to `session` that came on its first `days` days."""
    enrolment = make.EnrolmentFactory(participation=session.participation, **household)
    make.InvitationFactory(session=session, enrolment=enrolment)
    for number in range(days):
        make.AttendanceFactory(
            session=session, enrolment=enrolment, on=session.starts_on + datetime.timedelta(days=number)
        )
    return enrolment


def training(participation, **fields):
    """A three-day training that nobody has a certificate of yet."""
    return make.SessionFactory(participation=participation, **fields)
