import pytest
from django.utils import translation

from roles.models import Role, RoleSkill
from roles.page import RolePage, reading_minutes, role_page
from roles.related import RELATED_SHOWN
from skills.mix import MixRow
from tests.support.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    QuestionFactory,
    RelatedRoleFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
    cite,
)
from tests.support.states import write
from translations.texts import Text

pytestmark = pytest.mark.django_db


def page_of(role: Role, language: str = "en") -> RolePage:
    with translation.override(language):
        return role_page(Role.objects.get(pk=role.pk), language)


def sections(role: Role) -> list[tuple[str, int]]:
    with translation.override("en"):
        return [(section.id, section.count) for section in page_of(role).sections]


def test_role_that_says_nothing_has_its_titles_only():
    assert sections(RoleFactory()) == [("titles", 4)]


def test_role_that_says_everything_has_every_section_in_order():
    role = add_items(RoleFactory(introduction="Leads", conclusion="Led"), number=2)
    RelatedRoleFactory(role=role)

    assert sections(role) == [
        ("in-short", 0),
        ("responsibilities", 2),
        ("skills", 2),
        ("tools", 2),
        ("metrics", 2),
        ("career", 2),
        ("pay", 2),
        ("practices", 2),
        ("questions", 2),
        ("conclusion", 0),
        ("titles", 6),
        ("related", 1),
        ("sources", 16),
    ]


def test_tool_that_is_named_for_two_purposes_is_counted_once():
    role, tool = RoleFactory(), ToolFactory()
    ToolUseFactory(role=role, tools=[tool])
    ToolUseFactory(role=role, tools=[tool, ToolFactory()])

    assert ("tools", 2) in sections(role)


@pytest.mark.parametrize("field", ["introduction", "experience"])
def test_introduction_or_experience_is_enough_to_be_in_short(field):
    assert ("in-short", 0) in sections(RoleFactory(**{field: "Text"}))


def test_skills_stand_under_their_groups_and_those_without_one_last():
    role = RoleFactory()
    last = SkillGroupFactory(order=2)
    first = SkillGroupFactory(order=1)
    SkillGroupFactory(order=3)
    loose, second, one, two = (
        RoleSkillFactory(role=role, order=order, skill=SkillFactory(group=group))
        for order, group in enumerate((None, last, first, first))
    )

    assert page_of(role).skills_by_group == [(first, [one, two]), (last, [second]), ("", [loose])]


def test_skills_without_a_group_stand_by_kind_the_essential_ones_first():
    role = RoleFactory()

    def take(kind: str, requirement: str) -> RoleSkill:
        skill = SkillFactory(group=None, kind=kind)
        return RoleSkillFactory(role=role, skill=skill, requirement=requirement)

    law, useful = take("knowledge", "essential"), take("competence", "useful")
    essential = take("competence", "essential")

    assert page_of(role).skills_by_group == [
        ("competence", [essential, useful]),
        ("knowledge", [law]),
    ]


def test_related_roles_are_the_nearest_with_their_mixes():
    role = RoleFactory()
    rows = [RelatedRoleFactory(role=role, nearness=n / 10) for n in range(1, RELATED_SHOWN + 2)]
    RelatedRoleFactory(role=role, other=DraftFactory(), nearness=1)
    group = RoleSkillFactory(role=rows[-1].other).skill.group

    found = page_of(role).related

    assert [near for near, _ in found] == rows[:0:-1]
    assert found[0][1].mix == [MixRow(group, 1)]


def test_related_roles_stand_in_the_order_of_the_share_beside_them():
    role = RoleFactory()
    nearer = RelatedRoleFactory(role=role, nearness=0.9, share=0.3)
    more = RelatedRoleFactory(role=role, nearness=0.5, share=0.7)

    assert [near for near, _ in page_of(role).related] == [more, nearer]


def test_page_says_how_much_is_not_translated_rounded_up():
    role = RoleFactory(title="Lead", summary="Leads", summary_fi="")
    for _ in range(98):
        QuestionFactory(role=role)

    page = page_of(role, "fi")

    assert (page.missing_texts, page.texts) == (1, 198)
    assert page.untranslated_percent == 1
    assert page_of(role, "pl").untranslated_percent == 0


def test_shared_words_that_are_not_translated_count_too():
    role = ResponsibilityFactory(area__title_pl="").role

    assert page_of(role, "pl").missing_texts == 1


def test_texts_of_shared_words_that_stand_on_other_pages_do_not_count():
    role = RoleSkillFactory(skill__description="Hears others", skill__description_pl="").role
    ToolUseFactory(role=role, category__description="For tickets", category__description_pl="")
    shown = RoleMetricFactory(role=role, metric__definition="How long", metric__definition_pl="")

    page = page_of(role, "pl")

    assert page.missing_texts == 1
    assert page.role.all_of("role_metrics") == [shown]


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (290, 1), (310, 2), (1000, 5)])
def test_reading_takes_a_minute_for_two_hundred_words_and_at_least_one(words, minutes):
    texts = [Text("word " * (words - 1), "en", "en"), Text("word", "pl", "en")]

    assert reading_minutes(texts) == minutes


def test_reading_time_counts_the_texts_that_are_shown():
    role = RoleFactory(title_pl="", introduction_fi="sana " * 1000)

    assert page_of(role, "pl").reading_minutes == 5


def test_titles_stand_by_language_the_one_that_is_used_first():
    role = RoleFactory(title="Lead", title_nb="")
    AlternativeTitleFactory(role=role, language="fi", title="Vetäjä")
    AlternativeTitleFactory(role=role, language="fi", title="Vetaja", shown=False)

    found = [(tongue.name, tongue.titles) for tongue in page_of(role).titles]

    assert found == [
        ("English", ["Lead en"]),
        ("Suomi", ["Lead fi", "Vetäjä"]),
        ("Polski", ["Lead pl"]),
    ]


def test_other_names_are_in_the_language_of_the_title():
    role = RoleFactory(title="Lead", title_pl="", source_language="fi")
    for number in range(4):
        AlternativeTitleFactory(role=role, language="fi", title=f"Vetäjä {number}", order=number)
    AlternativeTitleFactory(role=role, language="pl", title="Lider")

    with translation.override("pl"):
        assert page_of(role, "pl").also_called == ["Vetäjä 0", "Vetäjä 1", "Vetäjä 2"]


def test_sources_are_those_of_the_role_and_its_items_once_each():
    role = RoleFactory()
    article, other = SourceFactory(), SourceFactory()
    cite(role, article, "introduction")
    cite(ResponsibilityFactory(role=role), article)
    cite(RoleSkillFactory(role=role), other)
    cite(ResponsibilityFactory(), SourceFactory())

    assert page_of(role).citations.sources == [article, other]


@pytest.mark.parametrize(
    ("kinds", "is_imported"),
    [((), False), (("data-set",), True), (("article",), False), (("data-set", "article"), False)],
)
def test_role_is_imported_if_all_its_sources_are_data_sets(kinds, is_imported):
    role = RoleFactory()
    for kind in kinds:
        cite(role, SourceFactory(kind=kind))

    assert page_of(role).is_imported is is_imported


@pytest.mark.parametrize(("is_told", "has_outdated"), [(True, True), (False, False)])
def test_readers_are_told_of_outdated_texts_if_that_is_set(settings, is_told, has_outdated):
    settings.TELL_OUTDATED = is_told
    role = RoleFactory(title="Host", source_language="fi")
    item = QuestionFactory(role=role, source_language="fi")
    assert not page_of(role, "nb").has_outdated

    write(item, question_fi="Miksi?")

    assert page_of(role, "nb").has_outdated is has_outdated
    assert not page_of(role, "fi").has_outdated
