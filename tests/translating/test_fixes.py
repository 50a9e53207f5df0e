import pytest

from history.models import Origin
from history.occasions import occasion
from tests.support.factories import RoleFactory, UserFactory
from tests.support.states import write
from translating.fixes import MOST, small_fixes
from translations.states import saved_as

pytestmark = pytest.mark.django_db


def fix(role, text, user=None):
    with saved_as(is_small_fix=True), occasion(Origin.EDIT, lambda: user and user.pk):
        write(role, title_fi=text)


def test_fix_tells_what_was_changed_by_whom():
    role, user = RoleFactory(title="Host", source_language="fi"), UserFactory()
    fix(role, "Host fii", user)

    [found] = small_fixes(["roles.role"])

    assert (found.name, found.language, found.by) == ("Host en", "fi", user)
    assert found.change == "Host <del>fi</del><ins>fii</ins>"
    assert small_fixes(["skills.skill"]) == []


def test_only_the_latest_are_listed():
    role = RoleFactory(title="Host", source_language="fi")
    for n in range(MOST + 1):
        fix(role, f"Host {n}")

    found = small_fixes(["roles.role"])

    assert len(found) == MOST
    assert f"<ins>{MOST}</ins>" in found[0].change
