import pytest
from django.core.exceptions import ValidationError

from accounts.models import User, validate_languages


@pytest.mark.parametrize("codes", [[], ["nb"], ["pl", "fi"]])
def test_languages_of_the_site_are_valid(codes):
    validate_languages(codes)


@pytest.mark.parametrize("codes", [["sv"], ["nb", "xx"], "nb", {"nb": 1}, None])
def test_anything_else_is_refused(codes):
    with pytest.raises(ValidationError, match="Choose from the languages of the site"):
        validate_languages(codes)


def test_user_has_no_languages_at_first():
    assert User().languages == []
