"""Pages as outlines, which are written as Markdown: for assistants, and whoever likes plain texts.

A text in another language than the page's is marked with the name of its language.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from documents.outline import Block, Bullets, Document, Facts, Heading, Item, Line, Paragraph
from roles.page import RolePage
from roles.registry import ItemKind, kinds_by_place
from skills.models import Metric, Skill, Tool
from skills.vocabulary import Term
from sources.acknowledgements import credits
from sources.models import Source
from translations.coverage import Coverage, LanguageShare
from translations.interface import grouped, percent
from translations.languages import active_language, native_name
from translations.texts import Text


def document(
    title: Text | str, blocks: Iterable[Block], address: str, *, summary: Text | str = "",
    sources: Iterable[Source] = (), day: date | None = None,
) -> Document:  # fmt: skip
    """A page as a document. It ends with where it is, its sources, and licences."""
    footer = [_line(address), *map(_source, sources), *map(_line, credits(active_language()))]
    return Document(
        title=_line(title),
        subtitle=_line(summary),
        blocks=tuple(blocks),
        date=day or localdate(),
        footer=tuple(footer),
    )


def role_document(page: RolePage, address: str) -> Document:
    """A role with all that its page shows."""
    role = page.role
    return document(
        role.t.title,
        _role_blocks(page),
        address,
        summary=role.t.summary,
        sources=page.citations.sources,
        day=localdate(role.updated_at),
    )


def _role_blocks(page: RolePage) -> Iterator[Block]:
    role = page.role
    yield facts(
        (_("Also called"), ", ".join(page.also_called)),
        (_("Role family"), role.family.t.title),
        (_("Stage"), role.get_stage_display()),
        (_("Experience required"), role.t.experience),
    )
    yield from paragraphs(role.t.introduction)
    for kind in kinds_by_place():
        yield heading(_(kind.heading))
        yield Bullets(tuple(_item(kind, item) for item in role.all_of(kind.relation)))
    yield heading(capfirst(_("note on pay")))
    yield from paragraphs(role.t.pay_note)
    yield heading(_("Growth opportunities"))
    yield from paragraphs(role.t.growth)
    yield heading(_("Conclusion"))
    yield from paragraphs(role.t.conclusion)
    yield heading(_("Related roles"))
    yield bullets(other.title for _near, other in page.related)


def _item(kind: ItemKind, item: Any) -> Item:
    """An item of a role: its title, what is said of it, and its lines as a list of their own."""
    said = [item.shown_text(name) for name in kind.texts if name not in kind.model.line_texts]
    lines = [line for name in kind.model.line_texts for line in _lines(item.shown_text(name))]
    first = _title(kind, item), *_details(item), *map(marked, said)
    return Item(_line(": ".join(filter(None, first))), tuple(lines))


def _title(kind: ItemKind, item: Any) -> str:
    if not kind.title:
        return ""
    owner, name = kind.titled(item)
    return marked(owner.shown_text(name))


def _details(item: Any) -> Iterator[str]:
    """What is no text of an item: the requirement, pay, tools, positions."""
    for field in item._meta.concrete_fields:
        if field.choices and field.name != "source_language" and getattr(item, field.attname):
            yield str(getattr(item, f"get_{field.name}_display")())
    if hasattr(item, "minimum"):
        yield f"{item.minimum}–{item.maximum} {item.currency}"
    for relation in ("tools", "positions"):
        if hasattr(item, relation):
            others = getattr(item, f"visible_{relation}", item.all_of(relation))
            yield ", ".join(_name(other) for other in others)


def _name(item: Any) -> str:
    return item.name if isinstance(item, Tool) else marked(item.t.title)


def term_document(
    term: Term, uses: Iterable[Any], address: str, sources: Iterable[Source]
) -> Document:
    """A skill, a tool category, a tool or a metric, and what the first roles say of it."""
    return document(_term_title(term), _term_blocks(term, uses), address, sources=sources)


def _term_title(term: Term) -> Text | str:
    return term.name if isinstance(term, Tool) else term.t.title


def _term_blocks(term: Term, uses: Iterable[Any]) -> Iterator[Block]:
    if isinstance(term, Skill):
        yield facts(
            (_("Group"), term.group.t.title if term.group else ""),
            (_("Kind"), capfirst(term.get_kind_display())),
            (_("Scope of use"), capfirst(term.get_reuse_display())),
        )
    if isinstance(term, Metric):
        yield facts((_("How to read the metric"), capfirst(term.reading)))
        yield from paragraphs(term.t.definition)
    elif not isinstance(term, Tool):
        yield from paragraphs(term.t.description)
    yield heading(_("Roles"))
    yield Bullets(tuple(map(_use, uses)))


def _use(use: Any) -> Item:
    text = use.shown_text("purpose" if hasattr(use, "category_id") else "context")
    first = (marked(use.role.t.title), marked(text))
    points = _lines(use.shown_text("points")) if hasattr(use, "points") else ()
    return Item(_line(": ".join(filter(None, first))), tuple(points))


def coverage_document(coverage: Coverage, address: str) -> Document:
    """How many texts of each kind each language has."""
    kinds = [(capfirst(kind.name), kind.shares) for kind in coverage.kinds]
    items = (
        item(name, map(_share, shares))
        for name, shares in (*kinds, (_("All texts"), coverage.shares))
    )
    lead = _(
        "The table shows how many of the texts that exist in at least one language are "
        "available in each language. A text that is missing in one language is marked and "
        "shown in another."
    )
    blocks = [Bullets(tuple(items))]
    return document(_("Translation coverage"), blocks, address, summary=lead)


def _share(share: LanguageShare) -> str:
    translated = _("%(there)s of %(total)s, %(percent)s") % {
        "there": grouped(share.translated),
        "total": grouped(share.total),
        "percent": percent(share.percent),
    }
    drafts = _("drafts: %(count)s") % {"count": grouped(share.drafts)}
    outdated = _("outdated: %(count)s") % {"count": grouped(share.outdated)}
    more = [text for text, count in ((drafts, share.drafts), (outdated, share.outdated)) if count]
    return f"{share.name}: {' · '.join([translated, *more])}"


def heading(text: str, level: int = 1) -> Heading:
    return Heading(_line(text), level)


def paragraph(text: str) -> Paragraph:
    return Paragraph((_line(text),))


def item(text: str, more: Iterable[str] = ()) -> Item:
    """A bullet, and what is said below it."""
    return Item(_line(text), tuple(map(_line, more)))


def facts(*rows: tuple[str, Text | str]) -> Facts:
    return Facts(tuple((_line(label), _line(value)) for label, value in rows))


def bullets(texts: Iterable[Text | str]) -> Bullets:
    return Bullets(tuple(Item(_line(text)) for text in texts))


def paragraphs(text: Text) -> Iterator[Paragraph]:
    for line in _lines(text):
        yield Paragraph((line,))


def marked(text: Text | str) -> str:
    """A text; if it is a fallback, with the name of its language."""
    if isinstance(text, Text) and text and text.is_fallback:
        return f"{text} ({native_name(text.language)})"
    return str(text)


def _lines(text: Text) -> Iterator[Line]:
    for line in text.lines:
        yield Line(marked(Text(line, text.language, text.wanted)), text.language)


def _line(text: Text | str) -> Line:
    language = text.language if isinstance(text, Text) else active_language()
    return Line(marked(text), language)


def _source(source: Source) -> Line:
    said = (source.title, source.publisher, source.address)
    return Line(f"{_('Source')}: {', '.join(filter(None, said))}", source.language)
