from datetime import UTC, date, datetime

import pytest

from history.models import Origin
from roles.changes import (
    MOST_DAYS,
    SECTIONS_OF_ROLE,
    _order_of_sections,
    _sections_of_parts,
    changed_days,
    changed_days_of,
)
from roles.models import Role, RoleSkill
from tests.support.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
    cite,
)
from tests.support.history import last_change, recorded
from translations.languages import language_activated

pytestmark = pytest.mark.django_db


def on(day, change):
    """Makes a change on a day of March."""
    with recorded():
        change()
    made = last_change()
    made.at = datetime(2026, 3, day, 12, tzinfo=UTC)
    made.save()


def save(item, **values):
    def change():
        for name, value in values.items():
            setattr(item, name, value)
        item.save()

    return change


def days(role, language="en"):
    role = Role.objects.get(pk=role.pk)
    with language_activated("en"):
        found = changed_days(role, language)
        return [(changed.day.day, [*map(str, changed.names)]) for changed in found]


@pytest.fixture
def role():
    """A published role that came on the first of March."""
    made = []
    on(1, lambda: made.append(add_items(RoleFactory())))
    return made[0]


def test_days_have_the_sections_that_changed(role):
    [responsibility] = role.responsibilities.all()
    on(2, save(responsibility, title_en="Other"))
    on(3, lambda: RoleSkillFactory(role=role))
    on(3, save(role, conclusion_en="So it is.", pay_note_en="More.", stage="lead"))
    on(4, lambda: cite(role, SourceFactory()))
    on(5, lambda: AlternativeTitleFactory(role=role))
    on(6, lambda: role.tool_uses.get().tools.add(ToolFactory()))
    on(7, role.questions.get().delete)

    assert days(role) == [
        (7, ["Questions", "Sources"]),
        (6, ["Tools"]),
        (5, ["Titles"]),
        (4, ["Sources"]),
        (3, ["Stage", "Skills", "Pay", "Conclusion"]),
        (2, ["Responsibilities"]),
    ]


def test_role_on_which_nothing_has_changed_has_no_days(role):
    assert days(role) == []


def test_change_of_a_text_is_told_to_readers_of_its_language(role):
    on(2, save(role, summary_fi="Uusi"))
    on(3, save(role.responsibilities.get(), title_pl="Nowe"))

    assert days(role, "fi") == [(2, ["In short"])]
    assert days(role, "pl") == [(3, ["Responsibilities"])]
    assert days(role, "en") == []


def test_what_readers_do_not_see_is_not_told(role):
    on(2, save(role.responsibilities.get(), order=9, source_language="fi"))
    on(3, save(role, slug="other"))

    assert days(role) == []


def test_nothing_of_a_draft_is_told():
    draft = DraftFactory()
    on(2, lambda: ResponsibilityFactory(role=draft))
    on(3, lambda: Role.objects.filter(pk=draft.pk).publish())
    on(4, lambda: RoleSkillFactory(role=draft))
    on(5, lambda: Role.objects.filter(pk=draft.pk).update(status="draft", stage="lead"))
    on(6, lambda: ToolUseFactory(role=draft))
    on(7, lambda: Role.objects.filter(pk=draft.pk).publish())

    assert days(draft) == [(4, ["Skills"])]


def test_nothing_of_what_was_done_while_publishing_is_told():
    draft = DraftFactory()

    def publish():
        ResponsibilityFactory(role=draft)
        save(draft, status="published")()

    on(2, publish)

    assert days(draft) == []


def test_role_that_was_deleted_and_restored_tells_what_changed_before(role):
    on(2, lambda: RoleSkillFactory(role=role))
    pk, family = role.pk, role.family
    on(3, role.delete)
    on(4, lambda: Role.objects.create(pk=pk, slug="back", family=family))
    on(5, lambda: ResponsibilityFactory(role_id=pk))
    role.pk = pk

    assert days(role) == [(2, ["Skills"])]


def test_retired_role_tells_what_changed(role):
    on(2, save(role, status="retired"))
    on(3, lambda: RoleSkillFactory(role=role))

    assert days(role) == [(3, ["Skills"])]


def test_imports_are_told_like_any_other_change(role):
    with recorded(Origin.IMPORT):
        RoleSkill.objects.update(requirement="useful")

    assert [sections for _, sections in days(role)] == [["Skills"]]


def test_no_more_than_the_last_days_are_told(role):
    for day in range(2, 2 + MOST_DAYS + 1):
        on(day, save(role, stage="lead" if day % 2 else "entry"))

    assert [day for day, _ in days(role)] == [*range(MOST_DAYS + 2, 2, -1)]


def test_changes_of_many_roles_are_read_in_one_query(role, django_assert_num_queries):
    other = RoleFactory()
    on(2, lambda: RoleSkillFactory(role=role))
    on(3, lambda: ToolUseFactory(role=other))
    roles = list(Role.objects.all())
    changed_days_of(roles, "en")

    with django_assert_num_queries(1):
        found = changed_days_of(roles, "en")

    assert {pk: [(day.day, day.sections) for day in days] for pk, days in found.items()} == {
        role.pk: [(date(2026, 3, 2), {"Skills"})],
        other.pk: [(date(2026, 3, 3), {"Tools"})],
    }


def test_page_tells_what_changed_folded_and_without_names(role, client):
    on(2, lambda: RoleSkillFactory(role=role))

    page = " ".join(client.get(f"/fi/roles/{role.slug}/").content.decode().split())

    assert '<h2 id="h-changes">Mikä muuttui</h2>' in page
    assert '<time datetime="2026-03-02">2. maaliskuuta 2026</time> : Taidot' in page.replace(
        "</time>:", "</time> :"
    )


def test_every_section_that_may_be_told_has_a_place():
    told = {*SECTIONS_OF_ROLE.values(), *_sections_of_parts().values()}

    assert told - {*_order_of_sections()} == set()


def test_page_without_changes_has_no_such_section(role, client):
    assert 'id="changes"' not in client.get(f"/en/roles/{role.slug}/").content.decode()
