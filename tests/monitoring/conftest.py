import pytest
import time_machine

TODAY = "2019-01-16 10:00 +0700"


@pytest.fixture(autouse=True)
def in_2562():
    """The cast lives in fiscal year 2562; so do these tests."""
    with time_machine.travel(TODAY):
        yield
