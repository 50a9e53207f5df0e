import pytest
from django.core.exceptions import ValidationError

from accounts.models import GivenPermission, User, validate_languages
from tests.support.constraints import breaking


@pytest.mark.parametrize("codes", [[], ["nb"], ["pl", "fi"]])
def test_languages_of_the_site_are_valid(codes):
    validate_languages(codes)


@pytest.mark.parametrize("codes", [["sv"], ["nb", "xx"], "nb", {"nb": 1}, None])
def test_anything_else_is_refused(codes):
    with pytest.raises(ValidationError, match="Choose one of the site’s languages"):
        validate_languages(codes)


def test_user_has_no_languages_at_first():
    assert User().languages == []


@pytest.mark.django_db
def test_permission_is_given_to_a_group_once():
    given = GivenPermission.objects.first()

    with breaking(GivenPermission, "permission_is_given_once"):
        GivenPermission.objects.create(group=given.group, permission=given.permission)
