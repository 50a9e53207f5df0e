import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_code_was_used() -> None:
    """allauth remembers codes in the process, by the number of the user."""
    cache.clear()
