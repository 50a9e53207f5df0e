import pytest
from django.utils import translation

from careers.models import Position
from core.checking import all_checks, current_result
from roles.models import AlternativeTitle, Role, RoleFamily
from skills.models import Skill
from tests.support.factories import (
    AlternativeTitleFactory,
    BestPracticeFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleFamilyFactory,
    SkillFactory,
    SkillTitleFactory,
    SourceFactory,
    ToolFactory,
)
from tests.support.unclean import store_unclean

pytestmark = pytest.mark.django_db


def found(name):
    """The findings of a check: of each the objects, the column and what was found."""
    result = current_result(name)
    return [
        (finding.objects, finding.column, f"{finding.problem}: {finding.excerpt}")
        for findings in result.findings.values()
        for finding in findings
    ]


def key(item):
    return (item._meta.label_lower, item.pk)


@pytest.mark.parametrize("name", ["invisible-characters", "wrong-characters", "punctuation",
                                  "long-sentences", "one-gender", "similar-titles"])  # fmt: skip
def test_shipped_content_is_clean(content, name):
    assert found(name) == []


def test_terms_of_the_shipped_content_have_several_translations_where_roles_differ(content):
    columns = [(objects[0][0], column) for objects, column, _ in found("several-translations")]

    assert {label for label, _ in columns} <= {"roles.responsibility", "roles.bestpractice"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soft\u00adhyphen", "U+00AD: soft\u00adhyphen"),
        ("zero\u200bwidth", "U+200B: zero\u200bwidth"),
        ("tab\there", "U+0009: tab\there"),
        ("a\u0308kki", "U+0308: a\u0308kki"),
    ],
)
def test_invisible_character_of_an_old_row_is_found(text, problem):
    role = RoleFactory()
    store_unclean(role, summary_fi=text)

    assert found("invisible-characters") == [((key(role),), "summary_fi", problem)]


def test_lines_and_diacritics_are_not_invisible():
    RoleFactory(summary="Ääkköset\nja rivit", introduction="30\u00a0000 – “x”")

    assert found("invisible-characters") == []


def test_wrong_characters_are_found_where_they_are():
    role = RoleFactory(title_en="Te\u0430m lead", summary_pl="Tom &amp; Jerry")
    skill = SkillFactory(description_fi="Vet\ufffdj\ufffd")

    with translation.override("en"):
        assert found("wrong-characters") == [
            ((key(role),), "title_en", "letters from two alphabets: Te\u0430m lead"),
            ((key(role),), "summary_pl", "HTML: Tom &amp; Jerry"),
            ((key(skill),), "description_fi", "broken character: Vet\ufffdj\ufffd"),
        ]


def test_punctuation_is_that_of_the_language():
    role = RoleFactory(
        summary_en='He said "no".',
        summary_fi="Hän sanoi “ei”.",
        summary_nb="Og så...",
        summary_pl="Dwa  odstępy",
        introduction_en="She said “no”…",
        introduction_fi="Hän sanoi ”ei”.",
        introduction_nb="Fra 30,000 kroner",
        introduction_pl="Dom - praca",
    )

    with translation.override("en"):
        assert found("punctuation") == [
            ((key(role),), "summary_en", 'straight quotation mark or apostrophe: He said "no".'),
            ((key(role),), "summary_fi", "quotation mark from another language: Hän sanoi “ei”."),
            ((key(role),), "summary_nb", "three full stops instead of an ellipsis: Og så..."),
            (
                (key(role),),
                "introduction_nb",
                "number in another language’s format: Fra 30,000 kroner",
            ),
            ((key(role),), "summary_pl", "extra space: Dwa  odstępy"),
            ((key(role),), "introduction_pl", "hyphen instead of a dash: Dom - praca"),
        ]


def test_what_people_type_and_titles_of_sources_stay_as_they_are():
    AlternativeTitleFactory(title="team's lead", shown=False)
    SourceFactory(title='"Lead"')
    shown = AlternativeTitleFactory(title="team's lead", shown=True)

    assert [objects for objects, *_ in found("punctuation")] == [(key(shown),)]


def test_sentence_of_41_words_is_found():
    long = RoleFactory(introduction_nb=" ".join(["Ord"] * 41))
    RoleFactory(introduction_nb=" ".join(["Ord"] * 40))

    [(objects, column, problem)] = found("long-sentences")
    assert (objects, column) == ((key(long),), "introduction_nb")
    assert problem.startswith("words: 41: Ord Ord")


def test_polish_titles_of_jobs_name_women_and_men():
    role = RoleFactory(title_pl="Kierownik zespołu")
    shown = AlternativeTitleFactory(language="pl", title="Kierowniczka zespołu", role=role)
    position = PositionFactory(title_pl="Starszy konsultant")
    RoleFactory(title_pl="Lider / liderka", title_en="Kierownik")
    AlternativeTitleFactory(language="pl", title="Kierownik", shown=False)
    AlternativeTitleFactory(language="en", title="Kierownik")
    SkillFactory(title_pl="kierownik")

    with translation.override("en"):
        assert sorted(found("one-gender")) == [
            ((key(position),), "title_pl", "masculine form only: Starszy konsultant"),
            ((key(shown),), "title", "feminine form only: Kierowniczka zespołu"),
            ((key(role),), "title_pl", "masculine form only: Kierownik zespołu"),
        ]


def test_titles_of_the_same_words_are_similar():
    one = SkillFactory(title_en="Manage customer needs", title_fi="kasvattaa kaneja")
    other = SkillFactory(title_en="Customer needs, managing", title_fi="kasvattaa kanoja")
    RoleFactory(title_en="Manage customer needs")

    assert found("similar-titles") == [
        (
            (key(one), key(other)),
            "title_en",
            ": Manage customer needs · Customer needs, managing",
        )
    ]


@pytest.mark.parametrize(
    "title", ["Helpdesk work", "help-desk work", "Hélp desk, work", "Help Desk Work"]
)
def test_titles_of_the_same_letters_are_similar(title):
    one, other = RoleFactory(title_en="Help desk work"), RoleFactory(title_en=title)
    RoleFactory(title_en="Help desk worker’s guide")

    assert [objects for objects, *_ in found("similar-titles")] == [(key(one), key(other))]


def test_tools_are_similar_by_their_names():
    one, other = ToolFactory(name="Tool Kit"), ToolFactory(name="tool-kit")
    ToolFactory(name="Tool C")
    ToolFactory(name="Tool C++")

    assert found("similar-titles") == [((key(one), key(other)), "name", ": Tool Kit · tool-kit")]


def test_families_and_what_is_retired_may_be_called_alike():
    for factory, values in (
        (RoleFamilyFactory, {}),
        (SkillFactory, {"is_retired": True}),
        (RoleFactory, {"status": "retired"}),
    ):
        factory(title_en="Host")
        factory(title_en="Host", **values)
    Role.objects.filter(status="published").delete()
    RoleFactory(title_en="Host")
    RoleFactory(title_en="Host", status="retired")

    assert found("similar-titles") == []


def test_term_with_several_translations_is_found():
    same = {"title_en": "Keep calm", "title_nb": "Hold roen", "source_language": "en"}
    one = BestPracticeFactory(title_fi="Pysy rauhallisena", title_pl="Spokojnie", **same)
    other = BestPracticeFactory(
        **{**same, "title_en": "keep  calm"}, title_fi="Säilytä maltti", title_pl="spokojnie"
    )
    BestPracticeFactory(title_en="Keep warm", title_fi="Pysy lämpimänä", source_language="en")
    SkillFactory(**same, title_fi="rauhallisuus", title_pl="spokój")

    assert found("several-translations") == [
        ((key(one), key(other)), "title_fi", ": Keep calm: Pysy rauhallisena · Säilytä maltti")
    ]


def test_source_language_is_english_where_none_is_given():
    for title in ("Pysy rauhallisena", "Säilytä maltti"):
        BestPracticeFactory(title="", title_en="Keep calm", title_fi=title)

    assert [column for _, column, _ in found("several-translations")] == ["title_fi"]


def test_missing_translation_is_no_other_one():
    for title in ("Pysy rauhallisena", ""):
        BestPracticeFactory(title="", title_en="Keep calm", title_fi=title, source_language="en")

    assert found("several-translations") == []


def test_all_checks_of_texts_cost_a_query_for_each_model_however_many_there_are(count_queries):
    def run():
        for check in all_checks().values():
            check.run()

    SkillTitleFactory(skill__title="One")
    before = count_queries(run)
    for number in range(3):
        SkillTitleFactory(skill__title=f"Number {number}")
        DraftFactory()

    assert count_queries(run) == before


@pytest.mark.parametrize("model", [Role, AlternativeTitle, Position])
def test_titles_of_jobs_are_known(model):
    assert model.names_job


@pytest.mark.parametrize("model", [Skill, RoleFamily])
def test_other_titles_name_no_jobs(model):
    assert not model.names_job
