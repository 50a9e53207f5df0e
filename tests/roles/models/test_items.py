import pytest

from roles import models
from tests.support import factories
from tests.support.constraints import breaking
from tests.support.factories import DraftFactory, RoleFactory

pytestmark = pytest.mark.django_db

KEYED = [
    (factories.ResponsibilityFactory, "responsibility_key_is_unique_in_role"),
    (factories.PayRangeFactory, "pay_range_key_is_unique_in_role"),
    (factories.BestPracticeFactory, "best_practice_key_is_unique_in_role"),
    (factories.QuestionFactory, "question_key_is_unique_in_role"),
]
SHARED = [
    (factories.RoleSkillFactory, "skill", "role_has_a_skill_once"),
    (factories.ToolUseFactory, "category", "role_uses_a_tool_category_once"),
    (factories.RoleMetricFactory, "metric", "role_has_a_metric_once"),
]


@pytest.mark.parametrize(("factory", "constraint"), KEYED)
def test_key_of_an_item_is_unique_in_its_role(factory, constraint):
    role = RoleFactory()
    factory(role=role, key="leading")
    factory(key="leading")

    with breaking(factory._meta.model, constraint):
        factory(role=role, key="leading")


@pytest.mark.parametrize("factory", [factory for factory, _ in KEYED])
def test_item_is_named_by_role_and_key(factory):
    item = factory(role=RoleFactory(slug="lead"), key="leading")

    assert item.natural_key() == ("lead", "leading")
    assert type(item).objects.get_by_natural_key("lead", "leading") == item
    assert str(item) == "leading"


@pytest.mark.parametrize(("factory", "word", "constraint"), SHARED)
def test_role_has_a_shared_word_once(factory, word, constraint):
    item = factory()
    factory(**{word: getattr(item, word)})

    with breaking(factory._meta.model, constraint):
        factory(role=item.role, **{word: getattr(item, word)})


@pytest.mark.parametrize(("factory", "word", "constraint"), SHARED)
def test_use_of_a_shared_word_is_named_by_role_and_word(factory, word, constraint):
    item = factory(role__slug="lead", **{f"{word}__slug": "shared"})

    assert item.natural_key() == ("lead", "shared")
    assert type(item).objects.get_by_natural_key("lead", "shared") == item
    assert str(item) == getattr(item, word).title_en


def test_alternative_title_is_given_once_in_a_language():
    title = factories.AlternativeTitleFactory(language="fi", title="Vetäjä")
    factories.AlternativeTitleFactory(role=title.role, language="nb", title="Vetäjä")

    with breaking(models.AlternativeTitle, "alternative_title_is_given_once"):
        factories.AlternativeTitleFactory(role=title.role, language="fi", title="Vetäjä")


def test_alternative_title_is_named_by_role_language_and_itself():
    title = factories.AlternativeTitleFactory(role__slug="lead", language="fi", title="Vetäjä")

    assert title.natural_key() == ("lead", "fi", "Vetäjä")
    found = models.AlternativeTitle.objects.get_by_natural_key("lead", "fi", "Vetäjä")
    assert (found, str(found)) == (title, "Vetäjä")


@pytest.mark.parametrize(
    ("factory", "given", "anchor"),
    [
        (factories.ResponsibilityFactory, {"key": "leading"}, "responsibility-leading"),
        (factories.PayRangeFactory, {"key": "leading"}, "pay-leading"),
        (factories.BestPracticeFactory, {"key": "leading"}, "practice-leading"),
        (factories.QuestionFactory, {"key": "leading"}, "question-leading"),
        (factories.RoleSkillFactory, {"skill__slug": "leading"}, "skill-leading"),
        (factories.ToolUseFactory, {"category__slug": "leading"}, "tools-leading"),
        (factories.RoleMetricFactory, {"metric__slug": "leading"}, "metric-leading"),
    ],
)
def test_anchors_of_different_kinds_differ(factory, given, anchor):
    assert factory(**given).anchor == anchor


def test_pay_minimum_may_be_the_maximum_but_not_above_it():
    factories.PayRangeFactory(minimum=40_000, maximum=40_000)

    with breaking(models.PayRange, "pay_minimum_is_not_above_maximum"):
        factories.PayRangeFactory(minimum=40_001, maximum=40_000)


@pytest.mark.parametrize("currency", ["eur", "EU", "€", "E1R", ""])
def test_currency_is_three_capital_letters(currency):
    with breaking(models.PayRange, "pay_currency_is_three_capital_letters"):
        factories.PayRangeFactory(currency=currency)


def test_items_stand_in_order_and_then_as_they_were_written():
    role = RoleFactory()
    last, first, second = (factories.QuestionFactory(role=role, order=order) for order in (2, 1, 1))

    assert list(role.questions.all()) == [first, second, last]


def test_two_items_can_be_swapped_one_after_the_other():
    role = RoleFactory()
    first, second = (factories.QuestionFactory(role=role, order=order) for order in (1, 2))

    first.order, second.order = 2, 1
    first.save()
    second.save()

    assert list(role.questions.all()) == [second, first]


def test_items_of_drafts_are_not_visible():
    item = factories.ResponsibilityFactory()
    factories.ResponsibilityFactory(role=DraftFactory())

    assert list(models.Responsibility.visible()) == [item]


def test_requirement_is_essential_unless_useful_is_said():
    assert factories.RoleSkillFactory().is_essential
    assert not factories.RoleSkillFactory(requirement="useful").is_essential
