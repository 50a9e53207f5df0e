"""Sample data of the gallery, which shows every component of the pages in each of its states.

None of it is in the database: what templates read of an object of the content is here as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Self

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from core.content_cache import pin_content_version
from core.options import Option
from roles.forms import BrowseForm
from roles.overlap import Met
from sources.models import Source
from sources.references import Reference
from translations.alphabetical import Letter
from translations.texts import Text

GROUPS = ("Customers", "Communication", "Data", "Leadership", "Processes", "Technology")
NO_TEXT = Text("", "en", "en")


@dataclass(frozen=True)
class SampleItem:
    """An object of the content with a title, in English unless its language is named."""

    title: Text
    summary: Text = NO_TEXT
    slug: str = "sample"

    @property
    def t(self) -> Self:
        return self

    def shown_text(self, name: str, language: str | None = None) -> Text:
        text: Text = getattr(self, name)
        return text

    def get_absolute_url(self) -> str:
        return "#main"


@dataclass(frozen=True)
class SampleFamily(SampleItem):
    """A family of roles, which gives its roles their hue."""

    hue: str = "violet"


@dataclass(frozen=True)
class SampleRow:
    """A group of skills in a mix, and how many of them a role takes."""

    group: SampleItem
    count: int


@dataclass(frozen=True)
class SampleRole(SampleItem):
    """A role as lists show it."""

    pk: int = 0
    family: SampleFamily = field(default_factory=lambda: SampleFamily(text("Leading service")))
    stage: str = ""
    skill_count: int = 0
    mix: Sequence[SampleRow] = ()

    def get_stage_display(self) -> str:
        return self.stage


@dataclass(frozen=True)
class SamplePosition(SampleItem):
    """A job on a ladder, and the role whose page it has."""

    role_id: int | None = None


@dataclass(frozen=True)
class SampleStep:
    """A step of a ladder."""

    stage: str
    visible_positions: list[SamplePosition]
    is_here: bool = False

    def get_stage_display(self) -> str:
        return self.stage


def text(value: str, language: str = "en", wanted: str = "en") -> Text:
    """A text for readers of English, unless another language is wanted."""
    return Text(value, language, wanted)


def mix(*counts: int) -> list[SampleRow]:
    """A mix with so many skills of each group."""
    return [
        SampleRow(SampleItem(text(name)), count) for name, count in zip(GROUPS, counts, strict=True)
    ]


def gallery() -> dict[str, Any]:
    """What the gallery's template shows."""
    roles = _roles()
    return {
        "form": BrowseForm(QueryDict("stage=nonsense&colour=blue")),
        "role": roles[0],
        "roles": roles,
        "mixes": {role.pk: role.mix for role in roles},
        "compared": {roles[0].slug},
        "ladder_steps": _steps(),
        "letters": _letters(),
        "unknown": SimpleNamespace(
            missing=["nobody", "no-one"],
            retired=[
                SimpleNamespace(role=roles[1], successor=roles[0]),
                SimpleNamespace(role=roles[2], successor=None),
            ],
        ),
        "unknown_source": Source(language="fi", title="Lähde ilman osoitetta", publisher="X"),
        "references": _references(),
        "fallback": SampleItem(text("Asiakaspalvelun vetäjä", "fi")),
        "filter_options": [
            Option("on", "On", 12, is_on=True),
            Option("off", "Off", 3),
            Option("none", "None", 0),
            Option("sub", "Asiakaspalvelu", 1, label_language="fi", depth=1),
        ],
        "plain_options": [Option("one", "One of several"), Option("other", "Another", is_on=True)],
        "product_options": [Option("zendesk", "Zendesk")],
        "met": Met(skills=9, all_skills=12, share=0.8, is_brief=False),
        "met_of_brief": Met(skills=1, all_skills=3, share=0.3, is_brief=True),
        "pay": SimpleNamespace(start=20, width=45, grid=[0, 25, 50, 75, 100]),
    }


def _roles() -> list[SampleRole]:
    teal = SampleFamily(text("Support operations"), hue="teal")
    return [
        SampleRole(
            text("Customer support team lead"),
            text("Leads a team that answers customers, and develops how it works."),
            "sample-lead",
            pk=1,
            stage="Lead",
            skill_count=12,
            mix=mix(5, 4, 1, 3, 2, 0),
        ),
        SampleRole(text("Specialist"), slug="sample-specialist", pk=2, family=teal, skill_count=1),
        SampleRole(
            text("Asiakaspalvelun tiiminvetäjä", "fi"),
            text("Rooli, jonka tekstit ovat vielä suomeksi.", "fi"),
            "sample-untranslated",
            pk=3,
            family=teal,
            skill_count=30,
            mix=mix(1, 2, 3, 4, 5, 9),
        ),
    ]


def _steps() -> list[SampleStep]:
    agent, senior, lead, trainer = (
        SamplePosition(text(title), role_id=pk)
        for title, pk in (("Agent", None), ("Senior agent", None), ("Lead", 1), ("Trainer", None))
    )
    return [
        SampleStep("Entry", [agent]),
        SampleStep("", [senior, trainer]),
        SampleStep("Lead", [lead], is_here=True),
    ]


def _letters() -> list[Letter]:
    return [Letter("A", True, False), Letter("B", True, True), Letter("C", False, False)]


def _references() -> list[Reference]:
    day = datetime(2026, 3, 1, tzinfo=UTC).date()
    article = Source(
        slug="sample-article",
        title="What a team lead does",
        publisher="Example Press",
        language="en",
        address="https://example.org/",
        published_on=day,
    )
    lists = [
        Source(
            slug=f"sample-{code}", title="Occupations", publisher="Example Office", language=code
        )
        for code in ("en", "fi")
    ]
    lists[0].licence = "CC BY 4.0"
    return [Reference(article.title, [article]), Reference("Occupations", lists)]


def components(request: HttpRequest) -> HttpResponse:
    """The gallery of components; 404 unless DEBUG is set."""
    if not settings.DEBUG:
        raise Http404
    with pin_content_version():
        return render(request, "gallery.html", gallery())
