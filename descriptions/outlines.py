"""The three documents that a draft becomes: description, interview guide, onboarding checklist."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_noop as _

from descriptions.choices import Placed
from descriptions.draft import Draft
from descriptions.own import FACTS
from documents.outline import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Item,
    Line,
    Notes,
    Paragraph,
)

NOTE_LINES = 4
# What documents are called, and the headings in them: ids of messages.
TITLES = {
    "description": _("Job description"),
    "interview": _("Interview guide"),
    "onboarding": _("Onboarding checklist"),
}
HEADINGS = {
    "about": _("About the job"),
    "duties": _("Responsibilities"),
    "skills": _("Skills"),
    "must": _("Must-have skills"),
    "nice": _("Nice-to-have skills"),
    "experience": _("Experience required"),
    "tools": _("Tools"),
    "metrics": _("Metrics"),
    "growth": _("Career growth"),
    "offer": _("What we offer"),
    "apply": _("How to apply"),
    "practices": _("Best practices"),
}
FACT_LABELS = {
    "employer": _("Employer"),
    "place": _("Place of work"),
    "contract": _("Type of contract"),
    "pay": _("Pay"),
}
LABELS = {"title": _("Job title"), **FACT_LABELS, **HEADINGS}  # of all that is typed
# All that an interviewer is told to ask: the same of every responsibility, and of every skill.
FRAMES = {
    "duties": _(
        "Tell us about similar work that you have done. What was your part in it, and what was "
        "the result?"
    ),
    "skills": _(
        "Tell us about a situation in which you needed this skill. What did you do, and what was "
        "the result?"
    ),
}
CHECKED = ("duties", "tools", "metrics", "practices")


def outline(draft: Draft, footer: Sequence[Line], day: date) -> Document:
    """The document that is chosen."""
    kind = draft.choices.kind
    title, *others = draft.titles
    also = [Line(text.value, text.language) for text in others if text.value != title.value]
    return Document(
        title=Line(title.value, title.language, also[0] if also else None),
        subtitle=draft.spoken(TITLES[kind]),
        blocks=tuple(_BLOCKS[kind](draft)),
        footer=tuple(footer),
        date=day,
    )


def _description(draft: Draft) -> Iterator[Block]:
    rows = [(draft.spoken(FACT_LABELS[name]), draft.fact(name)) for name in FACTS]
    yield Facts(tuple((label, value) for label, value in rows if value))
    for part in draft.choices.parts:
        yield from _part(draft, part)


def _part(draft: Draft, part: str) -> Iterator[Block]:
    if part == "skills":
        yield from _list(draft, "must")
        yield from _list(draft, "nice")
    elif part in ("duties", "tools", "metrics"):
        yield from _list(draft, part)
    else:
        yield Heading(draft.spoken(HEADINGS[part]))
        yield from _lines(draft.paragraphs(part), is_list=part == "offer")


def _lines(lines: Sequence[Line], *, is_list: bool) -> Iterator[Block]:
    """Lines as paragraphs; what an employer offers as a list, unless it is a single line."""
    if is_list and len(lines) > 1:
        yield Bullets(tuple(map(Item, lines)))
    else:
        for line in lines:
            yield Paragraph((line,))


def _list(draft: Draft, name: str, *, boxes: bool = False) -> Iterator[Block]:
    yield Heading(draft.spoken(HEADINGS[name]))
    yield Bullets(tuple(draft.items(name)), boxes)


def _interview(draft: Draft) -> Iterator[Block]:
    """A heading for each chosen responsibility and skill, what it means, and room for notes."""
    yield from _asked(draft, "duties", draft.chosen("duties"), draft.own_items("duties"))
    skills = [*draft.chosen("must"), *draft.chosen("nice")]
    own = [*draft.own_items("must"), *draft.own_items("nice")]
    yield from _asked(draft, "skills", skills, own)


def _asked(
    draft: Draft, name: str, chosen: Sequence[Placed], own: Sequence[Item]
) -> Iterator[Block]:
    yield Heading(draft.spoken(HEADINGS[name]))
    for placed in chosen:
        first, *rest = draft.lines(placed)
        is_reworded = draft.own.has_wording(placed.entry.key)
        yield from _question(
            draft, name, first, rest if is_reworded else draft.meaning(placed.entry)
        )
    for item in own:
        yield from _question(draft, name, item.line, [])


def _question(draft: Draft, name: str, title: Line, meaning: Sequence[Line]) -> Iterator[Block]:
    yield Heading(title, level=2)
    for line in meaning:
        yield Paragraph((line,))
    yield Paragraph((draft.spoken(FRAMES[name]),))
    yield Notes(NOTE_LINES)


def _onboarding(draft: Draft) -> Iterator[Block]:
    for name in CHECKED:
        yield from _list(draft, name, boxes=True)


_BLOCKS: dict[str, Callable[[Draft], Iterator[Block]]] = {
    "description": _description,
    "interview": _interview,
    "onboarding": _onboarding,
}
