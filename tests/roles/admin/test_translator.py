"""A translator changes texts in their own languages, and nothing else, whatever is sent."""

import pytest

from roles.models import Role
from tests.support.editing import change_page, desk
from tests.support.factories import (
    AlternativeTitleFactory,
    ResponsibilityFactory,
    RoleFactory,
    SourceFactory,
    add_items,
    cite,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    """Writes Norwegian and Polish."""
    return desk("Translator", "nb", "pl")


def everything(role):
    """All columns of all that stands on a role's page, and its citations."""
    role = Role.objects.get(pk=role.pk)
    rows = [*role.items, *role.alternative_titles.all()]
    return {
        (row._meta.model_name, row.pk, field.attname): getattr(row, field.attname)
        for row in rows
        for field in row._meta.concrete_fields
    }


def tampered(address, editor, language):
    """What a browser would send in which every lock of the form was broken."""
    sent = editor.filled_in(address)
    for name, value in sent.items():
        if name.endswith(f"_{language}"):
            sent[name] = f"{value} (changed)"
    return sent


def test_own_languages_are_written(translator):
    role = add_items(RoleFactory())

    response = translator.save(
        role, title_nb="Ny tittel", responsibilities__0__description_pl="Nowy opis"
    )

    role.refresh_from_db()
    assert response.status_code == 302
    assert role.title_nb == "Ny tittel"
    assert role.responsibilities.get().description_pl == "Nowy opis"


@pytest.mark.parametrize("language", ["en", "fi"])
def test_other_languages_are_not_written(translator, language):
    role = add_items(RoleFactory())
    address = change_page(role)
    before = everything(role)

    response = translator.post(address, tampered(address, desk("Editor"), language))

    assert response.status_code == 302
    assert everything(role) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "other"},
        {"status": "draft"},
        {"stage": "lead"},
        {"source_language": "pl"},
        {"reviewed_on": "2026-01-01"},
        {"responsibilities__0__key": "other"},
        {"responsibilities__0__order": "9"},
        {"responsibilities__0__DELETE": "on"},
        {"role_skills__0__requirement": "useful"},
        {"tool_uses__0__tools": []},
        {"pay_ranges__0__minimum": "1"},
        {"career_steps__0__positions": []},
        {"alternative_titles__0__title": "Other"},
        {"alternative_titles__0__language": "pl"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_nothing_but_texts_is_changed(translator, changes):
    role = add_items(RoleFactory())
    before, tools = everything(role), list(role.tool_uses.get().tools.all())
    positions = list(role.career_steps.get().positions.all())

    response = translator.save(role, **changes)

    assert response.status_code == 302
    assert everything(role) == before
    assert list(role.tool_uses.get().tools.all()) == tools
    assert list(role.career_steps.get().positions.all()) == positions


def test_no_item_is_added(translator):
    item = ResponsibilityFactory()
    row = {"key": "new", "title_nb": "Ny", "area": item.area_id}

    translator.add(item.role, "responsibilities", row)

    assert list(item.role.responsibilities.all()) == [item]


def test_no_citation_is_changed(translator):
    role = RoleFactory()
    citation = cite(role, SourceFactory(), "title")
    prefix = "sources-citation-content_type-object_id"

    translator.save(role, **{f"{prefix}-0-field": "summary", f"{prefix}-0-DELETE": "on"})

    citation.refresh_from_db()
    assert citation.field == "title"


def test_other_titles_are_changed_in_own_languages(translator):
    role = RoleFactory()
    polish = AlternativeTitleFactory(role=role, language="pl", order=1)
    finnish = AlternativeTitleFactory(role=role, language="fi", order=2, title="Vetäjä")
    titles = {f"alternative_titles-{n}-title": "Kierownik" for n in (0, 1)}

    translator.save(role, **titles)

    for title in (polish, finnish):
        title.refresh_from_db()
    assert (polish.title, finnish.title) == ("Kierownik", "Vetäjä")


def test_change_by_a_translator_dates_the_role(translator):
    role = add_items(RoleFactory())
    before = role.updated_at

    translator.save(role, responsibilities__0__title_nb="Ny tittel")

    role.refresh_from_db()
    assert role.updated_at > before


def test_what_is_not_theirs_is_shown_and_locked(translator):
    role = RoleFactory(title_fi="Vetäjä")

    page = translator.get(change_page(role)).content.decode()

    def control(language):
        start = page.index(f'<input type="text" name="title_{language}"')
        return page[start : page.index(">", start)]

    assert ("disabled" in control("fi"), 'value="Vetäjä"' in control("fi")) == (True, True)
    assert "disabled" not in control("nb")


def test_items_have_no_handle_to_drag_them_by(translator):
    address = change_page(add_items(RoleFactory()))

    def sortable(someone):
        inlines = someone.opened(address)["inline_admin_formsets"]
        return {inline.formset.prefix for inline in inlines if "sortable" in inline.classes}

    assert sortable(translator) == set()
    assert "responsibilities" in sortable(desk("Editor"))


def test_translator_without_a_language_only_reads():
    role = RoleFactory()
    reader = desk("Translator")

    assert reader.get(change_page(role)).context["has_change_permission"] is False
    assert reader.post(change_page(role), {"title_en": "New"}).status_code == 403


def test_editor_with_languages_still_edits_all():
    role = RoleFactory()

    desk("Editor", "nb").save(role, title_fi="Vetäjä")

    role.refresh_from_db()
    assert role.title_fi == "Vetäjä"
