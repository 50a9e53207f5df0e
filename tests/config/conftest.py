import pytest

from tests.config.site import Reading


@pytest.fixture
def reading() -> Reading:
    return Reading()
