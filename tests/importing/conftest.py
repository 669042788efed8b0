import pytest

from tests.importing.office import office_with_villages


@pytest.fixture
def villages(db):
    """{code: village} of the whole district, four of which take part in 2562."""
    return office_with_villages()
