"""The links to translation files."""

import pytest

from tests.support.editing import desk

pytestmark = pytest.mark.django_db

LINK = '"/admin/exchange/?kind=skills.skill'


@pytest.mark.parametrize(
    ("person", "is_shown"),
    [(("Translator", "nb"), True), (("Editor",), True), (("Translator",), False)],
)
def test_list_leads_whoever_may_write_translations_to_their_files(person, is_shown):
    assert (LINK in desk(*person).get("/admin/skills/skill/").content.decode()) is is_shown


def test_list_of_what_has_no_translations_leads_to_none():
    assert "/admin/exchange/" not in desk("Editor").get("/admin/skills/tool/").content.decode()
