import pytest

from tests.pagecache.site import Reading


@pytest.fixture
def reading() -> Reading:
    return Reading()
