import pytest

from tests.pagecache.site import CachedSite


@pytest.fixture
def reading() -> CachedSite:
    return CachedSite()
