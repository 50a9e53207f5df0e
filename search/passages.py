"""What can be found: everything that readers see, cut into the places where it stands.

A text counts in the languages it is written in; where it falls back to another one, nothing is
indexed twice. What readers do not see (drafts, retired roles and skills) has no passages.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from babel.numbers import format_decimal
from django.db.models import Model, Q, QuerySet

from careers.models import Position
from core.prepared import PreparedQuery, QueryParam, set_prefetched_each
from roles.models import PayRange, Role, RoleFamily, RoleSkill, ToolUse
from roles.models.role import ITEMS
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.languages import language_activated, language_codes
from translations.models import TranslatedContent
from translations.texts import exact_text, has_text_somewhere

# Sections that name an object; in all others something that stands on its page does.
TITLE, OTHER_TITLE, HIDDEN_TITLE = "title", "other-title", "hidden-title"
NAMING = (TITLE, OTHER_TITLE, HIDDEN_TITLE)


@dataclass(frozen=True)
class Draft:
    """A passage before it is analysed. `about` is the title of what it belongs to."""

    section: str
    language: str
    title: str = ""
    text: str = ""
    anchor: str = ""
    about: str = ""


Drafts = Iterable[Draft]


def joined(*texts: str) -> str:
    """Texts one below the other."""
    return "\n".join(text for text in texts if text)


def _titled(item: TranslatedContent, text: str = "") -> Iterator[Draft]:
    """The title of an object in each language, with its text in that language."""
    for code in language_codes():
        title, body = exact_text(item, "title", code), text and exact_text(item, text, code)
        if title or body:
            yield Draft(TITLE, code, title, body)


def _others(titles: Iterable[Model], anchor: str = "") -> Iterator[Draft]:
    for other in titles:
        section = OTHER_TITLE if other.shown else HIDDEN_TITLE
        yield Draft(section, other.language, other.title, anchor=anchor if other.shown else "")


def _in_section(
    section: str, role: Role, items: Iterable[TranslatedContent], title: str, *texts: str
) -> Iterator[Draft]:
    """Items of a role; `title` and `texts` name fields, "skill.title" one of what it points to."""
    for item in items:
        for code in language_codes():
            body = joined(*(_text(item, name, code) for name in texts))
            heading = _text(item, title, code)
            if heading or body:
                about = exact_text(role, "title", code)
                yield Draft(section, code, heading, body, item.anchor, about)


def _text(item: TranslatedContent, name: str, code: str) -> str:
    if not name:
        return ""
    owner, _, field = name.rpartition(".")
    return exact_text(getattr(item, owner) if owner else item, field, code)


def _role(role: Role) -> Drafts:
    return chain(
        _titled(role, "summary"),
        _others(role.alternative_titles.all(), "titles"),
        _role_texts(role),
        _in_section(
            "responsibilities",
            role,
            role.responsibilities.all(),
            "title",
            "description",
            "tasks",
        ),
        _in_section("skills", role, role.role_skills.all(), "skill.title", "context", "points"),
        _tool_uses(role),
        _in_section("metrics", role, role.role_metrics.all(), "metric.title", "context"),
        _pay(role),
        _in_section("practices", role, role.best_practices.all(), "title", "description", "points"),
        _in_section("questions", role, role.questions.all(), "question", "answer"),
        _in_section("career", role, role.career_steps.all(), "", "advice"),
    )


# The texts of a role itself, and the section of its page that each stands in.
ROLE_TEXTS = {
    "introduction": "in-short",
    "experience": "in-short",
    "growth": "career",
    "pay_note": "pay",
    "conclusion": "conclusion",
}


def _role_texts(role: Role) -> Iterator[Draft]:
    for name, section in ROLE_TEXTS.items():
        for code in language_codes():
            if text := exact_text(role, name, code):
                about = exact_text(role, "title", code)
                yield Draft(section, code, "", text, section, about)


def _tool_uses(role: Role) -> Iterator[Draft]:
    for use in role.tool_uses.all():
        names = ", ".join(tool.name for tool in use.tools.all())
        for code in language_codes():
            title, purpose = (
                exact_text(use.category, "title", code),
                exact_text(use, "purpose", code),
            )
            if title or purpose:
                text, about = joined(purpose, names), exact_text(role, "title", code)
                yield Draft("tools", code, title, text, use.anchor, about)


def _pay(role: Role) -> Iterator[Draft]:
    for pay in role.pay_ranges.all():
        for code in language_codes():
            if place := exact_text(pay, "place", code):
                text = joined(exact_text(pay, "audience", code), _amounts(pay, code))
                yield Draft("pay", code, place, text, pay.anchor, exact_text(role, "title", code))


def _amounts(pay: PayRange, code: str) -> str:
    """“35,000–50,000 EUR a year”, as the language writes it."""
    least, most = (format_decimal(n, locale=code) for n in (pay.minimum, pay.maximum))
    with language_activated(code):
        return f"{least}–{most} {pay.currency} {pay.get_period_display()}"


def _skill(skill: Skill) -> Drafts:
    return chain(_titled(skill, "description"), _others(skill.other_titles.all()))


def _tool(tool: Tool) -> Drafts:
    return [Draft(TITLE, "", tool.name)]


def _metric(metric: Metric) -> Drafts:
    short = [Draft(OTHER_TITLE, "", metric.abbreviation)] if metric.abbreviation else []
    return chain(_titled(metric, "definition"), short)


def _positions() -> QuerySet:
    """Those that have no page of a role, where they would be found already."""
    on_ladders = Position.objects.filter(career_steps__role__status=Role.Status.PUBLISHED)
    return on_ladders.filter(role__isnull=True).distinct()


@dataclass(frozen=True)
class Kind:
    """A kind of object that is found: which of it there are, and what of each.

    `parts` are the relations to what belongs to it, each with what is joined to that, if anything.
    """

    model: type[TranslatedContent]
    objects: Callable[[], QuerySet]
    drafts: Callable[[TranslatedContent], Drafts]
    parts: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def read(self) -> PreparedQuery:
        return PreparedQuery(self.model, lambda _: self.objects().filter(pk__in=QueryParam("pks")))

    @cached_property
    def read_parts(self) -> dict[str, tuple[str, PreparedQuery]]:
        """For each of the parts the column that says whose it is, and what reads them."""
        return {name: self._part(name, joined) for name, joined in self.parts.items()}

    def _part(self, name: str, joined: str | None) -> tuple[str, PreparedQuery]:
        owner = self.model._meta.get_field(name).field
        model, given = owner.model, {f"{owner.name}__in": QueryParam("pks")}
        # Of the skills of a whole classification, few say more here than on their own page.
        said = has_text_somewhere("context") | has_text_somewhere("points")
        seen = said if model is RoleSkill else Q()
        return owner.attname, PreparedQuery(
            model, lambda items: items.filter(seen, **given).select_related(joined)
        )


KINDS = {
    "role": Kind(
        Role,
        lambda: Role.objects.published(),
        _role,
        {"alternative_titles": None, **ITEMS, "career_steps": None},
    ),
    "skill": Kind(
        Skill,
        lambda: Skill.objects.filter(is_retired=False),
        _skill,
        {"other_titles": None},
    ),
    "tool": Kind(Tool, lambda: Tool.objects.all(), _tool),
    "category": Kind(
        ToolCategory,
        lambda: ToolCategory.objects.all(),
        lambda category: _titled(category, "description"),
    ),
    "metric": Kind(Metric, lambda: Metric.objects.all(), _metric),
    "position": Kind(Position, _positions, _titled),
    "family": Kind(
        RoleFamily,
        lambda: RoleFamily.objects.all(),
        lambda family: _titled(family, "description"),
    ),
}
_tools_named = PreparedQuery(
    ToolUse.tools.through,
    lambda found: (
        found.filter(tooluse__role__in=QueryParam("pks"))
        .select_related("tool")
        .order_by("tool__slug")
    ),
)


def drafts_of(kind: str, pks: Iterable[int]) -> dict[int, list[Draft]]:
    """The passages of objects by primary key; nothing for those that readers do not see.

    A fixed number of queries, however many objects.
    """
    pks = sorted(pks)
    found = KINDS[kind].read(pks=pks)
    for relation, (owner, read) in KINDS[kind].read_parts.items():
        set_prefetched_each(found, relation, ((getattr(one, owner), one) for one in read(pks=pks)))
    if kind == "role":
        uses = [use for role in found for use in role.tool_uses.all()]
        set_prefetched_each(
            uses, "tools", ((named.tooluse_id, named.tool) for named in _tools_named(pks=pks))
        )
    return {item.pk: list(KINDS[kind].drafts(item)) for item in found}


def pks_after(kind: str, last: int, size: int) -> list[int]:
    """The next primary keys of a kind, in their order: for walking over all of them."""
    found = KINDS[kind].objects().filter(pk__gt=last)
    return list(found.order_by("pk").values_list("pk", flat=True)[:size])
