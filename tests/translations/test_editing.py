import pytest

from roles.models import Responsibility
from skills.models import Skill
from tests.support.editing import change_page, complaints, desk, form_class
from tests.support.factories import ResponsibilityFactory, SkillFactory, UserFactory
from tests.support.states import state, states, write
from translations.editing import TranslatedForm, may_translate

pytestmark = pytest.mark.django_db

FIELDS = ["title_nb", "title_pl", "slug"]
SLUG_FIELDS = [*FIELDS, "source_language"]


def locked(user) -> list[str]:
    form = form_class(Skill, user, form=TranslatedForm, fields=FIELDS)()
    return [name for name, field in form.fields.items() if field.disabled]


def test_translator_may_write_texts_in_their_languages_only():
    translator = desk("Translator", "nb").user

    assert may_translate(translator)
    assert locked(translator) == ["title_pl", "slug"]


def test_editor_may_write_everything():
    assert locked(desk("Editor").user) == []


def test_someone_of_no_group_may_translate_nothing():
    user = UserFactory(languages=["nb"])

    assert not may_translate(user)
    assert locked(user) == FIELDS


def test_administrator_translates_into_their_own_languages():
    assert not may_translate(UserFactory(is_superuser=True))
    assert may_translate(UserFactory(is_superuser=True, languages=["pl"]))


def test_language_of_a_field_is_that_of_its_text():
    form = form_class(Skill, UserFactory(), form=TranslatedForm, fields=FIELDS)()

    assert [form.language_of(name) for name in FIELDS] == ["nb", "pl", None]


def filled_in(**sent):
    """What a form makes of a skill's slug."""
    skill_form = form_class(Skill, desk("Editor").user, form=TranslatedForm, fields=SLUG_FIELDS)
    skill_form.prepopulated = {"slug": ("title",)}
    form = skill_form(sent)
    return form.cleaned_data.get("slug") if form.is_valid() else form.errors


@pytest.mark.parametrize(
    ("sent", "slug"),
    [
        ({"title_pl": "Zażółć gęślą jaźń"}, "zazolc-gesla-jazn"),
        ({"title_pl": "Wydra", "title_nb": "Oter", "source_language": "pl"}, "wydra"),
        ({"title_pl": "Wydra", "title_nb": "Oter"}, "oter"),
        ({"title_nb": "Oter", "slug": "mine"}, "mine"),
        ({"title_nb": "x" * 99 + " y"}, "x" * 99),
    ],
)
def test_slug_that_is_left_empty_follows_the_title_in_any_language(sent, slug):
    assert filled_in(**sent) == slug


def test_slug_is_asked_for_where_there_is_no_title():
    assert filled_in(title_nb="…")["slug"] == ["This field is required."]


def test_slug_of_what_is_there_stays_and_is_not_left_empty():
    skill_form = form_class(Skill, desk("Editor").user, form=TranslatedForm, fields=SLUG_FIELDS)
    skill_form.prepopulated = {"slug": ("title",)}
    form = skill_form({"title_nb": "Oter", "slug": ""}, instance=SkillFactory(slug="otter"))

    assert form.errors["slug"] == ["This field is required."]


def lines_form(item, **sent):
    """The form of an item's tasks as it is sent, with what is not named as it is stored."""
    names = ["key", *(f"tasks_{code}" for code in ("en", "fi", "nb"))]
    form = form_class(
        Responsibility, UserFactory(is_superuser=True), form=TranslatedForm, fields=names
    )
    return form({name: getattr(item, name) or "" for name in names} | sent, instance=item)


def test_source_gains_a_line_before_its_translations():
    item = ResponsibilityFactory(source_language="en", tasks="One\nTwo", key="leading")
    form = lines_form(item, tasks_en="One\nTwo\nThree")

    assert form.errors == {}
    form.save()
    item = Responsibility.objects.get()
    assert (item.tasks_en, item.tasks_fi) == ("One\nTwo\nThree", "One fi\nTwo fi")


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ("Yksi", "This language has 1, but another has 3."),
        ("Yksi\nKaksi", None),  # a word is mended, it stays out of date
        ("Yksi\nKaksi\nKolme", None),
        ("Yksi\nKaksi\nKolme\nNeljä", "This language has 4, but another has 3."),
    ],
)
def test_translation_follows_its_source_one_language_at_a_time(sent, complaint):
    item = ResponsibilityFactory(
        source_language="en",
        tasks_en="One\nTwo\nThree",
        tasks_fi="Yksi\nkaksi",
        tasks_nb="En\nto",
        key="leading",
    )
    rule = "Enter the same number of lines in every language."

    errors = lines_form(item, tasks_fi=sent).errors

    assert errors == ({"tasks_fi": [f"{rule} {complaint}"]} if complaint else {})


def test_translation_of_a_source_that_changes_meanwhile_is_outdated_at_once():
    skill = SkillFactory(title="Listening", source_language="fi")
    translator = desk("Translator", "nb")
    address = change_page(skill)
    sent = translator.filled_in(address)
    write(skill, title_fi="Kuunteleminen")

    translator.post(address, sent | {"title_nb": "Lytting"})

    skill.refresh_from_db()
    assert skill.title_nb == "Lytting"
    assert (state(skill).state, state(skill).source_seen) == ("outdated", "Listening fi")


def test_text_is_reviewed_that_is_saved_with_its_new_source():
    skill = SkillFactory(title="Listening", source_language="fi")

    desk("Editor").save(skill, title_fi="Kuunteleminen", title_nb="Lytting")

    skill.refresh_from_db()
    assert states(skill) == {"en": "outdated", "nb": "reviewed", "pl": "outdated"}


@pytest.mark.parametrize("forged", ["[]", '{"sources": 3}', '{"sources": {"title": "x", "no": 1}}'])
def test_forged_versions_are_ignored(forged):
    skill = SkillFactory(title="Listening", source_language="fi")
    translator = desk("Translator", "nb")

    translator.save(skill, title_nb="Lytting", opened=forged)

    skill.refresh_from_db()
    assert states(skill)["nb"] == "reviewed"


def test_what_another_source_language_changes_is_shown_first():
    skill = SkillFactory(title="Listening", description="Hears", source_language="fi")
    write(skill, title_fi="Kuunteleminen")
    write(skill, description_nb="")
    editor = desk("Editor")
    address = change_page(skill)
    sent = editor.filled_in(address) | {"source_language": "nb"}

    asked = editor.post(address, sent)

    assert complaints(asked)["source_language"][1:] == [
        "Texts that will become the source: 1",
        "Texts that will remain the source because they are missing in the new language: 1",
        "Translations that will become outdated: 1",
    ]
    opened = asked.context["adminform"].form.opened_json()
    editor.post(address, sent | {"opened": opened})
    skill.refresh_from_db()
    assert skill.source_language == "nb"
    assert states(skill) == {"en": "outdated", "fi": "outdated", "pl": "outdated"}
