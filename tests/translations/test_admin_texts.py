"""The texts of Django's admin, of which Django itself lacks some."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.contrib import admin, auth
from django.utils.translation import trans_real

from tests.support.editing import Desk
from tests.support.factories import SourceFactory, UserFactory

LANGUAGES = ["fi", "nb", "pl"]
# Nobody can be sent a new password by email, and user names may have any letters.
NOT_SHOWN = {
    "Forgotten your login credentials?",
    "In case you’ve forgotten, you are:",
    "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z"
    " letters, numbers, and @/./+/-/_ characters.",
}


def messages_of(package: object, domain: str) -> set[str]:
    """The texts that a package has for translators."""
    path = Path(package.__file__).parent / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    ids = [
        message.id
        for message in read_po(BytesIO(path.read_bytes()))
        if message.id and not message.context
    ]
    return {one if isinstance(one, str) else one[0] for one in ids}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("package", [admin, auth], ids=["admin", "auth"])
def test_every_text_of_admin_has_a_translation(package, language):
    catalogue = trans_real.translation(language)._catalog
    missing = {
        message
        for message in messages_of(package, "django") - NOT_SHOWN
        if not (catalogue.get(message) or catalogue.get((message, 0)))
    }

    assert missing == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_admins_scripts_has_a_translation(language):
    someone = Desk(UserFactory(is_superuser=True))

    script = someone.get("/admin/jsi18n/", headers={"accept-language": language}).content.decode()

    [written] = re.findall(r"const newcatalog = (\{.*?\n  \});", script, re.DOTALL)
    catalogue = json.loads(written)
    assert messages_of(admin, "djangojs") - {text for text in catalogue if catalogue[text]} == set()


@pytest.mark.django_db
def test_picture_for_yes_and_no_is_spoken_in_the_readers_language():
    SourceFactory(is_adapted=True)
    SourceFactory(is_adapted=False)
    someone = Desk(UserFactory(is_superuser=True))

    found = someone.get("/admin/sources/source/", headers={"accept-language": "pl"})

    pictures = re.findall(r'icon-(\w+)\.svg" alt="(\w*)"', found.content.decode())
    assert sorted(pictures) == [("no", "Nie"), ("yes", "Tak")]
