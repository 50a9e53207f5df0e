"""What a role's page shows besides the role itself: sections, skill mix, related roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import F

from core.files import text_bytes
from core.made_of import note
from core.prepared import PreparedQuery, QueryParam
from roles.changes import ChangedDay, changed_days
from roles.details import read_details
from roles.listed import ListedRole, listed_roles
from roles.models import RelatedRole, Role, RoleSkill
from roles.pay import PayTable, pay_tables
from roles.registry import ItemKind, kinds_by_place
from roles.related import RELATED_SHOWN
from skills.mix import MixRow, mix_of
from skills.models import SkillGroup, SkillKind
from sources.citations import Citations, citations_of
from sources.models import SourceKind
from translations.interface import gettext as _
from translations.languages import native_name
from translations.models import ReviewState, TextState
from translations.texts import Text, exact_text, texts_of

WORDS_A_MINUTE = 200
# The texts of the role itself, in the order in which they are read.
OWN_TEXTS = ("summary", "introduction", "experience", "growth", "pay_note", "conclusion")
# Some classified roles take hundreds of skills: of those only the first are not folded up.
SKILLS_UNFOLDED = 40
SKILLS_FOLDED_FROM = 60
_find_neighbours = PreparedQuery(
    RelatedRole,
    lambda _: (
        RelatedRole.objects.filter(role=QueryParam("role"))
        .order_by("-nearness", "other")
        .with_needs()
        .annotate(status=F("other__status"))
    ),
)
_find_outdated = PreparedQuery(
    TextState,
    lambda states: (
        states.filter(owner_model=Role._meta.label_lower, owner_id=QueryParam("role"))
        .filter(language=QueryParam("language"), state=ReviewState.OUTDATED, is_current=True)
        .only("pk")
    ),
)


@dataclass(frozen=True)
class PageSection:
    """A section of the page: its anchor, its heading, the number beside it, and what it shows.

    A section of items has their kind; only sections with content are shown.
    """

    id: str
    title: str
    count: int
    content: Any
    template: str
    kind: ItemKind | None = None


@dataclass(frozen=True)
class LanguageTitles:
    """The titles of a role in one language, the main title first."""

    code: str
    titles: list[str]

    @property
    def name(self) -> str:
        return native_name(self.code)


@dataclass(frozen=True)
class RolePage:
    """A role in one language, with what its page needs besides.

    `texts` is the number of its texts, `missing_texts` how many of them are in another language.
    """

    role: Role
    mix: list[MixRow]
    related: list[tuple[RelatedRole, ListedRole]]
    citations: Citations
    missing_texts: int
    texts: int
    reading_minutes: int
    changes: list[ChangedDay]
    has_outdated: bool  # a translation is older than its source, and readers are told
    text_bytes: int  # about how much text its files have

    @property
    def untranslated_percent(self) -> int:
        """The share of texts that are not in the reader's language, rounded up: 0 is none."""
        return ceil(100 * self.missing_texts / self.texts) if self.texts else 0

    @cached_property
    def sections(self) -> list[PageSection]:
        """The sections that have content, in the order of the page."""
        role, references = self.role, self.citations.references
        title_count = sum(len(titles.titles) for titles in self.titles)
        sections = [
            _section("in-short", _("In brief"), 0, role.t.introduction or role.t.experience),
            *(_items_section(kind, role) for kind in kinds_by_place()),
            _section("conclusion", _("Conclusion"), 0, role.t.conclusion),
            _section("titles", _("Titles"), title_count, True),
            _section("related", _("Related roles"), len(self.related), self.related),
            _section("sources", _("Sources"), len(references), references),
            _section("changes", _("What changed"), 0, self.changes),
        ]
        return [section for section in sections if section.content]

    @property
    def is_imported(self) -> bool:
        """Whether all its sources are data sets."""
        kinds = {reference.source.kind for reference in self.citations.references}
        return kinds == {SourceKind.DATA_SET}

    @property
    def row_count(self) -> int:
        """How many rows its files have: one for each text of its own, and one for each item."""
        own_texts = sum(bool(self.role.shown_text(name)) for name in OWN_TEXTS)
        return own_texts + len(self.role.items) - 1

    @property
    def has_brief_related(self) -> bool:
        """Whether a share of its related roles rests on a briefly described role."""
        return any(near.met.percent is None for near, _ in self.related)

    @property
    def also_called(self) -> list[str]:
        """Its first alternative titles in the language of the page's title."""
        return self.role.shown_titles[self.role.t.title.language][:3]

    @cached_property
    def titles(self) -> list[LanguageTitles]:
        """Its titles in each language that it has any in."""
        titles_by_language = {
            code: list(filter(None, [exact_text(self.role, "title", code), *alternatives]))
            for code, alternatives in self.role.shown_titles.items()
        }
        return [
            LanguageTitles(code, titles) for code, titles in titles_by_language.items() if titles
        ]

    @cached_property
    def skills_by_group(self) -> list[tuple[SkillGroup | str, list[RoleSkill]]]:
        """Its skills by group, in the role's order; then those without a group by kind, the
        essential ones first."""
        groups: dict[SkillGroup | str, list[RoleSkill]] = {row.group: [] for row in self.mix}
        groups |= {SkillKind.COMPETENCE: [], SkillKind.KNOWLEDGE: [], "": []}
        for item in self.role.all_of("role_skills"):
            groups.setdefault(item.skill.group or item.skill.kind, []).append(item)
        for kind in (*SkillKind, ""):
            groups[kind].sort(key=lambda item: not item.is_essential)
        return [(group, items) for group, items in groups.items() if items]

    @staticmethod
    def split_folded(items: list[RoleSkill]) -> tuple[list[RoleSkill], list[RoleSkill]]:
        """The skills of a group that are shown at once, and those that are folded up."""
        unfolded = len(items) if len(items) < SKILLS_FOLDED_FROM else SKILLS_UNFOLDED
        return items[:unfolded], items[unfolded:]

    @cached_property
    def pay_tables(self) -> list[PayTable]:
        return pay_tables(self.role.all_of("pay_ranges"))


def role_page(role: Role, language: str) -> RolePage:
    """The page of a role. Fourteen queries at most, however many items it has, and two for related
    roles that are not cached."""
    read_details(role)
    # The nearest ones, in the order of the share that is shown beside them.
    rows = sorted(_nearest(role.pk), key=lambda row: -row.share)
    neighbours = {row.other_id: row for row in rows}
    related = listed_roles(language).get_many(neighbours)
    items = role.items
    own_texts = texts_of(items, language)
    texts = [*own_texts, *texts_of(role.vocabulary, language)]
    citations = citations_of(items)
    return RolePage(
        role=role,
        mix=mix_of(item.skill.group_id for item in role.all_of("role_skills")),
        related=[(neighbours[other.pk], other) for other in related],
        citations=citations,
        missing_texts=sum(text.language != text.wanted for text in texts),
        texts=len(texts),
        reading_minutes=reading_minutes(own_texts),
        changes=changed_days(role, language),
        has_outdated=settings.TELL_OUTDATED and _has_outdated(role, language),
        text_bytes=text_bytes(
            chain((text.value for text in texts), citations.titles, [role.slug] * len(items))
        ),
    )


def _has_outdated(role: Role, language: str) -> bool:
    return bool(_find_outdated(role=role.pk, language=language))


def _nearest(role_id: int) -> list[RelatedRole]:
    """The nearest published roles. The page hangs on all that are stored: another may be published
    next."""
    stored: list[Any] = _find_neighbours(role=role_id)
    note(Role._meta.label_lower, [row.other_id for row in stored])
    published = [row for row in stored if row.status == Role.Status.PUBLISHED]
    return published[:RELATED_SHOWN]


def _section(id: str, title: str, count: int, content: Any) -> PageSection:
    return PageSection(id, title, count, content, f"roles/sections/{id}.html")


def _items_section(kind: ItemKind, role: Role) -> PageSection:
    content = kind.content_of(role)
    count = kind.count(content)
    return PageSection(kind.section, _(kind.heading), count, content, kind.template, kind)


def reading_minutes(texts: Iterable[Text]) -> int:
    """How long reading the texts takes, in whole minutes, at least one."""
    # Words by what stands between them, which is counted in a tenth of the time.
    words = sum(text.value.count(" ") + text.value.count("\n") + 1 for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))
