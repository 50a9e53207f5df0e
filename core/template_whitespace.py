"""Line breaks of a template are layout of its source, not of the page.

A run of whitespace with a line break in it is dropped beside a statement or a block-level tag, at
the inner edges of an element and between two tags; between words, values and inline elements it is
one space. Where a space is needed that would be dropped, `{{ " " }}` writes it. Runs without a line
break stay; so does all that stands in `<pre>`, `<textarea>`, `<script>`, `<style>` and in
`{% trans %}`. This happens once, when a template is compiled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_BLOCK_LEVEL = """
address article aside base blockquote body br caption col colgroup dd details dialog div dl dt
fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li link main
meta nav ol optgroup option p pre search section summary table tbody td template tfoot th thead
title tr ul
"""
BLOCK_LEVEL = frozenset(_BLOCK_LEVEL.split())
VERBATIM = frozenset(("pre", "textarea", "script", "style"))
PIECES = re.compile(r"\s*\n\s*|</?[\w:-]*|<[!?]|>|[\"']")
RIGHT_TAG = re.compile(r"(</?)([\w:-]*)|<[!?]")


@dataclass(frozen=True)
class Edge:
    """What stands on one side of a run of whitespace."""

    is_text: bool = False  # words or a value
    is_tag: bool = False
    opens: bool = False
    closes: bool = False
    name: str = ""

    @property
    def is_block_level(self) -> bool:
        """A tag whose name is not known yet is that of a heading."""
        return self.is_tag and (self.name in BLOCK_LEVEL or not self.name)


TEXT = Edge(is_text=True)
STATEMENT = Edge()


class LineBreaks(Extension):
    """Jinja2 extension that drops or collapses the line breaks of templates."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template with less whitespace in them."""
        tokens = list(stream)
        scanner, is_translated = Scanner(), False
        for at, token in enumerate(tokens):
            if token.type == "block_begin":
                is_translated = _is_translated(tokens[at + 1], is_translated)
            if token.type != "data" or is_translated:
                yield token
            else:
                text = scanner.collapse(token.value, _left(tokens, at), _right(tokens, at))
                yield Token(token.lineno, "data", text)


def _is_translated(statement: Token, was_translated: bool) -> bool:
    """Whether what comes after a statement is a text to translate."""
    return statement.value == "trans" or (was_translated and statement.value != "endtrans")


def _left(tokens: list[Token], at: int) -> Edge:
    if at and tokens[at - 1].type == "variable_end":
        return STATEMENT if _is_literal_space(tokens[at - 3 : at]) else TEXT
    is_text = at > 1 and tokens[at - 1].type == "block_end" and tokens[at - 2].value == "endtrans"
    return TEXT if is_text else STATEMENT


def _right(tokens: list[Token], at: int) -> Edge:
    after = tokens[at + 1 : at + 4]
    if after and after[0].type == "variable_begin":
        return STATEMENT if _is_literal_space(after) else TEXT
    is_text = len(after) > 1 and after[0].type == "block_begin" and after[1].value == "trans"
    return TEXT if is_text else STATEMENT


def _is_literal_space(tokens: list[Token]) -> bool:
    """Whether a value is `{{ " " }}`."""
    return [(token.type, token.value) for token in tokens][1:2] == [("string", " ")]


class Scanner:
    """Reads the markup of one template, piece by piece, and collapses its line breaks.

    A tag may begin in one piece and end in a later one, with values and statements in between.
    """

    def __init__(self) -> None:
        self._tag: Edge | None = None  # the tag that the scanner is in
        self._quote = ""  # the quotation mark of the attribute that it is in
        self._verbatim = ""  # the element whose text is left alone

    def collapse(self, text: str, left: Edge, right: Edge) -> str:
        """A piece of markup with its line breaks dropped or made spaces."""
        written, position = [], 0
        for match in PIECES.finditer(text):
            piece, start, end = match[0], match.start(), match.end()
            if start > position:
                left = TEXT
            written.append(text[position:start])
            position = end
            if "\n" in piece:
                written.append(self._whitespace(piece, left, _edge_at(text, end, right)))
            else:
                written.append(piece)
                left = self._after(piece, text[start - 1 : start])
        return "".join([*written, text[position:]])

    def _whitespace(self, run: str, left: Edge, right: Edge) -> str:
        if self._verbatim and not self._tag:
            return run
        if self._tag:
            # `<a{% if … %} class="…"{% endif %}` over several lines has one space, too.
            return "" if right in (STATEMENT, END_OF_TAG) else " "
        return " " if _is_space(left, right) else ""

    def _after(self, piece: str, before: str) -> Edge:
        """Moves on over a tag's beginning or end, or a quotation mark."""
        if self._tag is None:
            is_tag = piece[0] == "<" and (not self._verbatim or piece == f"</{self._verbatim}")
            self._tag = _tag(piece) if is_tag else None
        elif self._quote:
            self._quote = "" if piece == self._quote else self._quote
        elif piece in ('"', "'"):
            self._quote = piece
        elif piece == ">":
            return self._leave_tag(is_void=before == "/")
        return TEXT

    def _leave_tag(self, is_void: bool) -> Edge:
        tag, self._tag = self._tag or TEXT, None
        is_void = is_void or tag.name in ("input", "img")
        self._verbatim = tag.name if tag.opens and tag.name in VERBATIM else ""
        return replace(tag, opens=False) if is_void else tag


END_OF_TAG = Edge(name=">")


def _edge_at(text: str, position: int, right: Edge) -> Edge:
    """What begins at a position of a piece, or what follows it at its end."""
    if position == len(text):
        return right
    if text[position] == ">" or text.startswith("/>", position):
        return END_OF_TAG
    match = RIGHT_TAG.match(text, position)
    return _tag(match[0]) if match else TEXT


def _tag(piece: str) -> Edge:
    name = piece.lstrip("</!?")
    closes = piece.startswith("</")
    return Edge(is_tag=True, opens=not closes, closes=closes, name=name)


def _is_space(left: Edge, right: Edge) -> bool:
    """Whether a line break between two things is a space that a reader sees."""
    if STATEMENT in (left, right) or left.is_block_level or right.is_block_level:
        return False
    if left.opens or right.closes:
        return False
    return not (left.is_tag and right.is_tag)
