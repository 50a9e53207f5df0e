"""Every way in which text is stored, with fields of several models."""

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize
from django.db import models

from core import bulk
from core.fields import CleanField, CleanInput, CleanLines
from core.models import content_models
from roles.models import AlternativeTitle, Responsibility, Role
from search.models import Synonym
from sources.models import Source
from tests.support.editing import Desk
from tests.support.factories import (
    AlternativeTitleFactory,
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
    SourceFactory,
    UserFactory,
)

DIRTY, CLEAN = "\ufeffPa\u0308a\u0308l\u00adlikko\u0308\x0b\u200b", "Päällikkö"
DIRTY_LINES, CLEAN_LINES = "One\x1f\r\nTwo\u2060\r\n", "One\nTwo"
NOTHING = "\u200b\u00ad\x0c"


@pytest.fixture
def desk(db):
    return Desk(UserFactory(is_staff=True, is_superuser=True))


def stored(item, *names):
    return type(item).objects.values_list(*names).get(pk=item.pk)


def test_all_text_of_content_that_is_no_choice_is_stored_clean():
    plain = {
        str(field)
        for model in content_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, CleanField)
        and not field.choices
    }

    assert plain == set()


@pytest.mark.django_db
def test_saving_stores_clean_text_which_the_object_then_has():
    role = RoleFactory(title_fi=DIRTY, growth_pl=DIRTY_LINES)

    assert stored(role, "title_fi", "growth_pl") == (CLEAN, CLEAN_LINES)
    assert (role.title_fi, role.growth_pl) == (CLEAN, CLEAN_LINES)


@pytest.mark.django_db
def test_saving_text_of_one_language_writes_no_other_language():
    role = RoleFactory(title_en="", title_fi=DIRTY, source_language="fi")

    assert stored(role, "title_en", "title_fi") == ("", CLEAN)


@pytest.mark.django_db
def test_sort_keys_are_those_of_the_clean_title():
    dirty, clean = RoleFactory(title_fi=DIRTY), RoleFactory(title_fi=CLEAN)

    assert stored(dirty, "sort_fi") == stored(clean, "sort_fi")


@pytest.mark.django_db
def test_bulk_writes_store_clean_text():
    role, source = RoleFactory(), SourceFactory()
    Source.objects.filter(pk=source.pk).update(publisher=DIRTY)
    role.title_nb = DIRTY
    Role.objects.bulk_update([role], ["title_nb"])
    titles = [AlternativeTitle(role=role, language="fi", title=DIRTY)]
    [made] = AlternativeTitle.objects.bulk_create(titles)

    assert stored(source, "publisher") == (CLEAN,)
    assert stored(role, "title_nb") == (CLEAN,)
    assert stored(made, "title") == (CLEAN,)


@pytest.mark.django_db
def test_import_stores_clean_text():
    role = RoleFactory()
    bulk.insert(
        AlternativeTitle, ("role", "language", "title"), [(role.pk, "fi", DIRTY)], "default"
    )
    bulk.update(Role, [(role.pk, {"title_pl": DIRTY, "growth_pl": DIRTY_LINES})], "default")

    assert role.alternative_titles.get().title == CLEAN
    assert stored(role, "title_pl", "growth_pl") == (CLEAN, CLEAN_LINES)


@pytest.mark.django_db
def test_objects_of_django_s_own_fixtures_are_stored_clean():
    skill = SkillFactory()
    [item] = deserialize(
        "python", [{"model": "skills.skill", "pk": skill.pk, "fields": {"title_fi": DIRTY}}]
    )
    item.object.slug = skill.slug
    item.save()

    assert stored(skill, "title_fi") == (CLEAN,)


@pytest.mark.django_db
def test_synonym_is_stored_clean_with_the_key_of_its_clean_phrase():
    synonym = Synonym.objects.create(language="fi", phrase=DIRTY, meaning=DIRTY)

    assert (synonym.phrase, synonym.meaning, synonym.key) == (CLEAN, CLEAN, "paallikko")


@pytest.mark.django_db
def test_lookup_finds_what_is_stored_clean():
    title = AlternativeTitleFactory(title=CLEAN)

    assert AlternativeTitle.objects.get(title=DIRTY) == title
    assert AlternativeTitle.objects.get(title__in=[DIRTY]) == title


@pytest.mark.django_db
def test_checking_cleans_first_so_a_slug_is_valid_and_a_double_is_noticed():
    source = SourceFactory(slug="handbook")
    source.slug = "hand\u200bbook\u00ad"
    source.full_clean()
    assert source.slug == "handbook"

    with pytest.raises(ValidationError, match="slug"):
        SourceFactory.build(slug="\ufeffhandbook").full_clean()


@pytest.mark.django_db
def test_text_of_nothing_but_invisible_characters_is_missing():
    with pytest.raises(ValidationError) as error:
        SourceFactory.build(title=NOTHING).full_clean()

    assert error.value.message_dict == {"title": ["This field cannot be blank."]}


def test_editor_s_text_is_cleaned_without_an_error(desk):
    role = ResponsibilityFactory().role
    response = desk.save(
        role,
        title_fi=DIRTY,
        slug=f"\u200b{role.slug}\u00ad",
        responsibilities__0__tasks_en=DIRTY_LINES,
        responsibilities__0__tasks_fi="\x00Yksi\r\nKaksi",
        responsibilities__0__tasks_nb="",
        responsibilities__0__tasks_pl="",
    )

    assert response.status_code == 302
    assert stored(role, "title_fi", "slug") == (CLEAN, role.slug)
    assert Responsibility.objects.get().tasks_en == CLEAN_LINES
    assert Responsibility.objects.get().tasks_fi == "Yksi\nKaksi"


def test_editor_is_told_that_a_required_text_is_missing_if_nothing_of_it_is_seen(desk):
    source = SourceFactory()
    response = desk.save(source, title=NOTHING, address="\ufeffhttps://example.org/\u200b")
    form = response.context_data["adminform"].form

    assert form.errors == {"title": ["This field is required."]}
    assert form.cleaned_data["address"] == "https://example.org/"


def test_admin_finds_what_is_stored_clean(desk):
    SourceFactory(title=CLEAN)
    page = desk.get("/admin/sources/source/", {"q": DIRTY}).content.decode()

    assert CLEAN in page


def test_line_ends_of_browsers_are_no_change_of_a_text():
    assert not CleanLines().has_changed("One\nTwo", "One\r\nTwo\r\n")
    assert not CleanInput().has_changed(CLEAN, DIRTY)


def test_migrations_know_the_fields_as_those_of_django():
    paths = {
        path
        for model in (Role, Source)
        for _name, path, _args, _options in (f.deconstruct() for f in model._meta.concrete_fields)
    }

    assert not {path for path in paths if path.startswith("core.")}
    assert {"django.db.models.TextField", "django.db.models.URLField"} <= paths
