"""The texts of Django's admin, of which Django itself lacks some."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.contrib import admin, auth
from django.utils.translation import trans_real

from tests.support.editing import Desk, change_page
from tests.support.factories import SkillFactory, SourceFactory, UserFactory
from translations.admin_texts import NAMED_TEXTS, SCRIPT_TEXTS

LANGUAGES = ["fi", "nb", "pl"]
# Nobody can be sent a new password by email, and user names may have any letters.
NOT_SHOWN = {
    "Forgotten your login credentials?",
    "In case you’ve forgotten, you are:",
    "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z"
    " letters, numbers, and @/./+/-/_ characters.",
}


# What Django puts into a sentence that is the name of a model, of a field or of several.
NAME = re.compile(
    r"%s|%\((class_name|fields?|items|models?|module_name|names?|objects?_name|verbose_name"
    r"(_plural)?)\)s|\{(fields|name)\}"
)
# With a colon already, for programmers, or never shown here.
WELL_BUILT = {
    "%(count)s %(name)s was changed successfully.",
    "Change history: %s",
    "Change password: %s",
    "Set password: %s",
    "View selected %(model)s",
    "%(name)s object with primary key %(key)r does not exist.",
    "Note: You are %s hour ahead of server time.",
    "Note: You are %s hour behind server time.",
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


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_sentence_of_django_takes_the_name_of_a_model_uninflected(domain):
    own = {*NAMED_TEXTS, *SCRIPT_TEXTS, "%s selected option not visible"}
    texts = messages_of(admin, domain)
    if domain == "django":
        texts |= messages_of(auth, domain)

    assert {text for text in texts if NAME.search(text)} - own == WELL_BUILT & texts


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading", "button"),
    [("fi", "Muokkaus: taito", "Lisää taito"), ("pl", "Edycja: umiejętność", "Dodaj: umiejętność")],
)
def test_headings_are_sentences_built_for_a_name(language, heading, button):
    someone = Desk(UserFactory(is_superuser=True))
    skill = SkillFactory()
    headers = {"accept-language": language}

    page = someone.get(change_page(skill), headers=headers).content.decode()
    assert f"<h1>{heading}</h1>" in page
    page = someone.get("/admin/skills/skill/", headers=headers).content.decode()
    assert re.search(rf"addlink\">\s*{button}\s*</a>", page)


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


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("en", "Skills"), ("pl", "Umiejętności")])
def test_list_is_called_by_what_it_holds(language, heading):
    someone = Desk(UserFactory(is_superuser=True))

    found = someone.get("/admin/skills/skill/", headers={"accept-language": language})

    page = found.content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert re.search(rf"<title>\s*{heading} \| Rolebook", page)
