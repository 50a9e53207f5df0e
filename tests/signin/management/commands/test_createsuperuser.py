import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db
LINE = "At the first sign-in, at /admin/, the account is led to set up two-step verification.\n"


@pytest.mark.parametrize(("setting", "line"), [("superusers", LINE), ("staff", LINE), ("0", "")])
def test_who_is_made_a_superuser_hears_of_the_second_factor(settings, capsys, setting, line):
    settings.REQUIRE_SECOND_FACTOR = setting

    call_command("createsuperuser", "--noinput", "--username=anna", "--email=")

    assert capsys.readouterr().out.removeprefix("Superuser created successfully.\n") == line
