"""The vocabulary that roles share: skills, tools and their categories, metrics."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _

from api.answers import answer, next_address
from api.forms import (
    MetricForm,
    MetricListForm,
    SkillForm,
    SkillListForm,
    ToolCategoryForm,
    ToolCategoryListForm,
    ToolForm,
    ToolListForm,
)
from api.problems import refused
from api.schemas import (
    ListAnswer,
    ListedMetricData,
    ListedSkillData,
    ListedTermData,
    ListedToolData,
    MetricData,
    MetricValues,
    ObjectAnswer,
    OtherTitles,
    PartAnswer,
    SkillData,
    TermFields,
    ToolCategoryData,
    ToolData,
    UseData,
)
from api.service import reads
from api.strict import StrictForm
from api.writer import Writer, chosen, identifiers
from core.prepared import prefetched
from pagecache.decorators import name_subjects
from skills.listed import ListedSkill, listed_skills
from skills.listing import SkillChoice, SkillList
from skills.models import Metric, Skill, SkillGroup, SkillTitle, Tool, ToolCategory
from skills.uses import Uses, first_uses
from skills.vocabulary import Term, Traits, tools_by_category, vocabulary
from sources.citations import citations_of
from sources.identifiers import identifiers_of
from translations.alphabetical import cursor_after
from translations.languages import language_codes


@reads(
    "/skills",
    SkillListForm,
    PartAnswer[ListedSkillData],
    summary=_("Skills, with filters"),
)
def skills(request: HttpRequest, form: SkillListForm) -> HttpResponse:
    """The skills that published roles take, from A to Z, sixty at a time."""
    choice = SkillChoice(**{name: form.chosen[name] for name in form.accepted})
    skill_list = SkillList(choice, form.language)
    for name, slug in skill_list.unknown:
        form.ignore(name, slug)
    if form.refusals:
        raise refused(form.refusals)
    ids, has_more, total = skill_list.part(form.chosen["cursor"])
    cursor = cursor_after(Skill, ids[-1], form.language) if has_more else None
    groups = {group.pk: group for group in skill_list.groups.values()}
    data = _listed_skills(Writer.of(request, form), ids, groups)
    return answer(
        request,
        form,
        [chosen(skill, form.chosen["fields"]) for skill in data],
        total=total,
        next=next_address(request, form, cursor),
    )


def _listed_skills(
    writer: Writer, ids: list[int], groups: dict[int, SkillGroup]
) -> list[ListedSkillData]:
    by_language = {
        code: {skill.pk: skill for skill in listed_skills(code).get_many(ids)}
        for code in writer.languages
    }
    traits = vocabulary(Skill).traits
    return [
        _listed_skill(
            writer, {code: by_language[code][pk] for code in by_language}, traits[pk], groups
        )
        for pk in ids
        if all(pk in skills for skills in by_language.values())
    ]


def _listed_skill(
    writer: Writer,
    by_language: dict[str, ListedSkill],
    traits: Traits,
    groups: dict[int, SkillGroup],
) -> ListedSkillData:
    skill = next(iter(by_language.values()))
    group, kind, reuse = traits
    return ListedSkillData(
        slug=skill.slug,
        **writer.places_of(Skill._meta.label_lower, skill.slug),
        title=writer.texts(lambda code: by_language[code].title),
        roles=skill.role_count,
        group=writer.optional_term(groups.get(group or 0)),
        kind=kind or None,
        reuse=reuse or None,
    )


@reads(
    "/skills/{slug}",
    SkillForm,
    ObjectAnswer[SkillData],
    summary=_("A skill and what it means in each role"),
)
def skill(request: HttpRequest, form: SkillForm, slug: str) -> HttpResponse:
    """A skill with the first fifty roles that take it. `/roles?skill=` has all of them."""
    found = get_object_or_404(Skill.objects.select_related("group"), slug=slug)
    writer = Writer.of(request, form)
    data = SkillData(
        **_term(writer, found, first_uses(found, "role_skills")),
        title=writer.text(found, "title"),
        description=writer.text(found, "description"),
        kind=found.kind or None,
        reuse=found.reuse or None,
        group=writer.optional_term(found.group),
        other_titles=_other_titles(found),
        is_retired=found.is_retired,
    )
    return name_subjects(answer(request, form, chosen(data, form.chosen["fields"])), found)


def _other_titles(skill: Skill) -> list[OtherTitles]:
    """Its other titles that readers are shown, by language."""
    titles = [*SkillTitle.objects.filter(skill=skill, shown=True)]
    by_language = {
        code: [title.title for title in titles if title.language == code]
        for code in language_codes()
    }
    return [
        OtherTitles(language=code, titles=of_language)
        for code, of_language in by_language.items()
        if of_language
    ]


@reads(
    "/tool-categories",
    ToolCategoryListForm,
    ListAnswer[ListedTermData],
    summary=_("Tool categories"),
)
def tool_categories(request: HttpRequest, form: ToolCategoryListForm) -> HttpResponse:
    """The categories of tools that published roles use."""
    counts = vocabulary(ToolCategory).role_counts
    found = ToolCategory.objects.filter(pk__in=counts)
    return _list(request, form, found, lambda writer, category: ListedTermData(
        slug=category.slug,
        **writer.places(category),
        title=writer.text(category, "title"),
        roles=counts[category.pk],
    ))  # fmt: skip


@reads(
    "/tool-categories/{slug}",
    ToolCategoryForm,
    ObjectAnswer[ToolCategoryData],
    summary=_("A tool category and what it is used for in each role"),
)
def tool_category(request: HttpRequest, form: ToolCategoryForm, slug: str) -> HttpResponse:
    """A category with the first fifty roles that use it."""
    found = get_object_or_404(ToolCategory, slug=slug)
    uses, writer = first_uses(found, "tool_uses"), Writer.of(request, form)
    prefetch_related_objects(uses, "tools")
    data = ToolCategoryData(
        **_term(writer, found, uses),
        title=writer.text(found, "title"),
        description=writer.text(found, "description"),
    )
    return name_subjects(answer(request, form, chosen(data, form.chosen["fields"])), found)


@reads("/tools", ToolListForm, ListAnswer[ListedToolData], summary=_("Tools"))
def tools(request: HttpRequest, form: ToolListForm) -> HttpResponse:
    """The products that published roles name, from A to Z."""
    by_category, counts = tools_by_category(), vocabulary(Tool).role_counts
    categories = {category.pk: category for category in ToolCategory.objects.all()}
    found = Tool.objects.filter(pk__in=counts).in_reading_order(form.language)
    return _list(request, form, found, lambda writer, tool: ListedToolData(
        slug=tool.slug,
        **writer.places(tool),
        name=tool.name,
        categories=[
            writer.term(category)
            for pk, category in categories.items()
            if tool.pk in by_category.get(pk, ())
        ],
        roles=counts[tool.pk],
    ))  # fmt: skip


@reads(
    "/tools/{slug}",
    ToolForm,
    ObjectAnswer[ToolData],
    summary=_("A tool and what it is used for in each role"),
)
def tool(request: HttpRequest, form: ToolForm, slug: str) -> HttpResponse:
    """A product with the first fifty roles that use it."""
    found = get_object_or_404(Tool, slug=slug)
    writer = Writer.of(request, form)
    data = ToolData(
        **_term(writer, found, first_uses(found, "tool_uses", "category")), name=found.name
    )
    return name_subjects(answer(request, form, chosen(data, form.chosen["fields"])), found)


@reads("/metrics", MetricListForm, ListAnswer[ListedMetricData], summary=_("Metrics"))
def metrics(request: HttpRequest, form: MetricListForm) -> HttpResponse:
    """The metrics that published roles are measured by, from A to Z."""
    counts = vocabulary(Metric).role_counts
    found = Metric.objects.filter(pk__in=counts).in_reading_order(form.language)
    return _list(request, form, found, lambda writer, metric: ListedMetricData(
        slug=metric.slug,
        **writer.places(metric),
        title=writer.text(metric, "title"),
        **_metric_values(writer, metric),
        roles=counts[metric.pk],
    ))  # fmt: skip


@reads(
    "/metrics/{slug}",
    MetricForm,
    ObjectAnswer[MetricData],
    summary=_("A metric and the roles that use it"),
)
def metric(request: HttpRequest, form: MetricForm, slug: str) -> HttpResponse:
    """A metric with the first fifty roles that are measured by it."""
    found = get_object_or_404(Metric, slug=slug)
    writer = Writer.of(request, form)
    data = MetricData(
        **_term(writer, found, first_uses(found, "role_metrics")),
        title=writer.text(found, "title"),
        **_metric_values(writer, found),
    )
    return name_subjects(answer(request, form, chosen(data, form.chosen["fields"])), found)


def _metric_values(writer: Writer, metric: Metric) -> MetricValues:
    return MetricValues(
        abbreviation=metric.abbreviation,
        unit=metric.unit,
        rise=metric.rise,
        definition=writer.text(metric, "definition"),
    )


def _list(
    request: HttpRequest,
    form: StrictForm,
    items: Iterable[Any],
    write: Callable[[Writer, Any], Mapping[str, Any]],
) -> HttpResponse:
    """The answer with all items of a kind."""
    writer = Writer.of(request, form)
    data = [chosen(write(writer, item), form.chosen["fields"]) for item in items]
    return answer(request, form, data, total=len(data))


def _term(writer: Writer, term: Term, uses: Uses) -> TermFields:
    """What all terms have: their uses by roles, and their sources."""
    citations = citations_of([term, *uses])
    shown = len({use.role_id for use in uses})
    return TermFields(
        slug=term.slug,
        **writer.places(term),
        identifiers=identifiers(identifiers_of(term)),
        roles=vocabulary(type(term)).role_counts.get(term.pk, shown),
        uses=[_use(writer, use) for use in uses],
        sources=writer.sources(citations.sources),
    )


def _use(writer: Writer, use: Any) -> UseData:
    """What a role says of a term. `text` is what it means there, or is used for."""
    field = "purpose" if hasattr(use, "category_id") else "context"
    data = UseData(role=writer.term(use.role), text=writer.text(use, field))
    if hasattr(use, "requirement"):
        data |= {"requirement": use.requirement, "lines": writer.lines(use, "points")}
    if hasattr(use, "category_id"):
        data["category"] = writer.term(use.category)
    if (tools := prefetched(use, "tools")) is not None:
        data["tools"] = [writer.product(tool) for tool in tools]
    return data
