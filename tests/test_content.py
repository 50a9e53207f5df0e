"""The reference content holds all that stands in the articles, in every language."""

from collections.abc import Iterable

import pytest

from careers.models import CareerStep, Position
from core.models import content_models
from roles.models import (
    BestPractice,
    PayRange,
    Question,
    Responsibility,
    Role,
    RoleMetric,
    RoleSkill,
    ToolUse,
)
from skills.models import Metric, Skill, Tool
from skills.vocabulary import vocabulary
from sources.citations import citations_of
from sources.models import Citation, Source
from tests.support.articles import ARTICLES, PRODUCTS, TITLES, Article
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.texts import exact_text

pytestmark = pytest.mark.usefixtures("content")

KINDS = {
    "responsibilities": "responsibilities",
    "role_skills": "skills",
    "best_practices": "best_practices",
    "questions": "questions",
}


class CitedRole:
    """A role as an article tells it: what of the content cites the article."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.article = ARTICLES[slug]
        self.role = Role.objects.get(slug=self.article.role)
        self.citations = citations_of(self.role.items)

    def items(self, relation: str) -> list[TranslatedContent]:
        items = getattr(self.role, relation).all()
        return [item for item in items if self._is_cited_by(item)]

    def texts(self) -> set[str]:
        return {f for f in self.role.translated_fields() if self._is_cited_by(self.role, f)}

    def _is_cited_by(self, item: TranslatedContent, field: str = "") -> bool:
        return any(source.slug == self.slug for source in self.citations.of(item, field))


def missing(slug: str) -> list[str]:
    """What stands in the article and not in the content, or the other way round."""
    cited = CitedRole(slug)
    article = cited.article
    return [
        *_wrong_counts(cited, article),
        *_differences("texts", cited.texts(), set(article.texts.split())),
        *_differences(
            "metrics",
            {item.metric.slug for item in cited.items("role_metrics")},
            set(article.metrics.split()),
        ),
        *_wrong_names("tools", _tools(cited), article.tool_groups),
        *_wrong_ladder(cited, article),
        *_wrong_names("moves", _other_moves(cited), article.other_moves),
        *_differences("pay", _pay(cited), set(article.pay)),
        *_missing_words(cited, article),
    ]


def _wrong_counts(cited: CitedRole, article: Article) -> Iterable[str]:
    for relation, name in KINDS.items():
        items, wanted = cited.items(relation), getattr(article, name)
        if len(items) != wanted:
            yield f"{relation}: {len(items)} instead of {wanted}"
        for item in items:
            for field in item.line_texts if relation in article.lines else ():
                for code in language_codes():
                    count = len(exact_text(item, field, code).splitlines())
                    if count != article.lines[relation]:
                        yield f"{item} has {count} {field} in {code}"


def _differences(name: str, found: set, wanted: set) -> Iterable[str]:
    if found != wanted:
        yield f"{name}: {found ^ wanted}"


def _tools(cited: CitedRole) -> dict[str, set[str]]:
    uses = cited.items("tool_uses")
    return {use.category.slug: {tool.slug for tool in use.tools.all()} for use in uses}


def _other_moves(cited: CitedRole) -> dict[str, set[str]]:
    steps = [step for step in cited.items("career_steps") if step.kind != "upward"]
    return {step.kind: {position.slug for position in step.positions.all()} for step in steps}


def _pay(cited: CitedRole) -> set[tuple[str, int, int]]:
    return {
        (pay.place_en.removesuffix(" area"), pay.minimum, pay.maximum)
        for pay in cited.items("pay_ranges")
        if (pay.currency, pay.period, pay.as_of) == ("USD", "year", None)
    }


def _wrong_names(kind: str, found: dict[str, set[str]], wanted: dict[str, str]) -> Iterable[str]:
    """Groups have to be the same; the names in one may be more, from another article."""
    yield from _differences(kind, set(found), set(wanted))
    for group, names in wanted.items():
        if lost := set(names.split()) - found.get(group, set()):
            yield f"{kind} in {group}: {lost}"


def _wrong_ladder(cited: CitedRole, article: Article) -> Iterable[str]:
    steps = [step for step in cited.items("career_steps") if step.kind == "upward"]
    if len(steps) != len(article.ladder):
        yield f"ladder: {len(steps)} steps instead of {len(article.ladder)}"
    for step, (stage, positions) in zip(steps, article.ladder, strict=False):
        lost = set(positions.split()) - {position.slug for position in step.positions.all()}
        if lost or (stage and step.stage != stage):
            yield f"ladder: {step}, {step.stage}, {lost}"


def _missing_words(cited: CitedRole, article: Article) -> Iterable[str]:
    answers = {item.key: item.answer_en.lower() for item in cited.items("questions")}
    for key, words in article.answers.items():
        for word in words.split(", "):
            if word not in answers.get(key, ""):
                yield f"{key} does not say “{word}”"


def untranslated() -> list[str]:
    """The texts that are there in some languages and not in others."""
    return [
        f"{model.__name__} {item}: {field}_{code}"
        for model in content_models()
        for item in model.objects.all()
        for field in model.translated_fields()
        for written in [
            [code for code in language_codes() if exact_text(item, field, code).strip()]
        ]
        for code in language_codes()
        if written and code not in written
    ]


@pytest.mark.parametrize("slug", ARTICLES)
def test_everything_in_the_article_is_there(slug):
    assert missing(slug) == []


def test_every_text_is_there_in_every_language():
    assert untranslated() == []


def test_languages_differ():
    """Nobody has put the English text into another language's column."""
    same = [
        f"{item}: {field}"
        for model in (Responsibility, RoleSkill, ToolUse, BestPractice, Question, CareerStep)
        for item in model.objects.all()
        for field in model.translated_fields()
        if (texts := [exact_text(item, field, code) for code in language_codes()])[0]
        and len(set(texts)) < len(texts)
    ]

    assert same == []


def test_nothing_is_there_that_no_article_tells():
    roles = {role.slug: role for role in Role.objects.all()}
    cited_roles = [CitedRole(slug) for slug in ARTICLES]

    assert set(roles) == {cited.article.role for cited in cited_roles}
    for slug, role in roles.items():
        told = [cited for cited in cited_roles if cited.article.role == slug]
        for relation in (*KINDS, "tool_uses", "role_metrics", "pay_ranges", "career_steps"):
            cited = {item.pk for cited in told for item in cited.items(relation)}
            assert cited == {item.pk for item in getattr(role, relation).all()}, relation
        tools = {tool.slug for use in role.tool_uses.all() for tool in use.tools.all()}
        assert tools == {
            name
            for cited in told
            for names in cited.article.tool_groups.values()
            for name in names.split()
        }


def test_every_product_is_one_tool_by_its_own_name():
    assert dict(Tool.objects.values_list("slug", "name")) == PRODUCTS


def test_every_text_of_a_role_cites_its_sources():
    for role in Role.objects.all():
        citations = citations_of(role.items)
        uncited = [
            field
            for field in role.translated_fields()
            if field != "title" and role.shown_text(field, "en") and not citations.of(role, field)
        ]
        assert uncited == [], role


def test_roles_are_called_as_the_labour_market_of_each_country_calls_them():
    found = {
        role.slug: [exact_text(role, "title", code) for code in language_codes()]
        for role in Role.objects.all()
    }

    assert found == TITLES


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize("slug", TITLES)
def test_role_has_other_names_in_every_language(slug, language):
    role = Role.objects.get(slug=slug)
    titles = role.alternative_titles.filter(language=language)

    shown = [title.title for title in titles if title.shown]
    assert len(shown) >= 3
    assert exact_text(role, "title", language) not in shown
    assert any(not title.shown for title in titles)


def test_names_that_an_article_gives_are_among_the_other_names():
    titles = Role.objects.get(slug="customer-service-manager").shown_titles["en"]

    assert {"Account manager", "Customer service representative"} <= set(titles)


def test_shared_things_are_one_object():
    zendesk = Tool.objects.get(slug="zendesk")
    communication = Skill.objects.get(slug="communication")

    assert vocabulary(Tool).role_counts[zendesk.pk] == 3
    assert vocabulary(Skill).role_counts[communication.pk] == 4
    contexts = {use.context_en for use in communication.role_skills.all()}
    assert len(contexts) == 4
    assert Metric.objects.filter(slug__endswith="response-time").count() == 2
    start = Position.objects.get(slug="customer-support-representative")
    assert start.career_steps.values("role").distinct().count() == 2


def test_every_role_is_a_position():
    positions = Position.objects.exclude(role=None).values_list("slug", "role__slug")

    assert sorted(positions) == sorted((slug, slug) for slug in TITLES)


def test_stage_is_the_one_that_an_article_gives():
    assert dict(Role.objects.values_list("slug", "stage")) == {
        "customer-support-team-lead": "lead",
        "customer-support-operations-manager": "manager",
        "customer-service-administrator": "",
        "customer-service-manager": "manager",  # on the administrator's career ladder
    }


def test_articles_are_the_sources():
    dates = {
        source.slug: (source.published_on, source.updated_on) for source in Source.objects.all()
    }

    assert {
        slug: tuple(str(day) if day else "" for day in days) for slug, days in dates.items()
    } == {
        "fi-customer-support-team-lead": ("2024-10-31", ""),
        "pl-customer-support-team-lead": ("", ""),
        "nb-customer-support-operations-manager": ("", ""),
        "fi-customer-service-administrator": ("2024-10-31", ""),
        "fi-customer-service-manager": ("2024-03-05", "2024-12-06"),
    }


LOSSES = {
    "a responsibility": lambda: Responsibility.objects.last().delete(),
    "a skill": lambda: RoleSkill.objects.last().delete(),
    "a best practice": lambda: BestPractice.objects.last().delete(),
    "a question": lambda: Question.objects.last().delete(),
    "a metric": lambda: RoleMetric.objects.last().delete(),
    "a group of tools": lambda: ToolUse.objects.last().delete(),
    "a tool": lambda: ToolUse.objects.last().tools.set([]),
    "a step": lambda: CareerStep.objects.filter(kind="upward").last().delete(),
    "a way to grow": lambda: CareerStep.objects.exclude(kind="upward").last().delete(),
    "a position": lambda: Position.objects.get(slug="sales").delete(),
    "a figure": lambda: PayRange.objects.filter(minimum=45_000).update(minimum=54_000),
    "a citation": lambda: Citation.objects.last().delete(),
    "a task": lambda: Responsibility.objects.filter(key="leading-the-team").update(
        tasks_pl="Jedno"
    ),
    "a word": lambda: Question.objects.filter(key="common-challenges").update(answer_en="None."),
    "a date that is made up": lambda: PayRange.objects.update(as_of="2026-01-01"),
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_loss_is_noticed(lose):
    lose()

    assert [problem for slug in ARTICLES for problem in missing(slug)] != []


def test_text_that_is_missing_in_one_language_is_noticed():
    Position.objects.filter(slug="sales").update(title_pl="")
    Skill.objects.filter(slug="empathy").update(description_nb=None)

    assert sorted(untranslated()) == [
        "Position Sales: title_pl",
        "Skill Empathy: description_nb",
    ]
