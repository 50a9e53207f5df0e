"""Documents as plain text, for forms that take nothing else."""

from collections.abc import Iterator

from documents.outline import Block, Bullets, Document, Facts, Heading, Line, Notes, Paragraph

RULE = "_" * 60


def as_plain(document: Document) -> str:
    """The document as text: paragraphs with empty lines between, signs before what is listed."""
    head = filter(None, [document.title, document.subtitle])
    paragraphs = [
        *map(_text, head),
        *map(_block, document.blocks),
        *map(_text, document.footer),
    ]
    return "\n\n".join(paragraphs) + "\n"


def without_colon(label: str) -> str:
    """A label that may have been typed with the colon that it is given here."""
    return label.removesuffix(":").rstrip(" ")


def _block(block: Block) -> str:
    match block:
        case Heading(line, level):
            return f"\n{_text(line)}" if level == 1 else _text(line)
        case Paragraph(lines):
            return " ".join(map(_text, lines))
        case Bullets():
            return "\n".join(_bullets(block))
        case Facts(rows):
            return "\n".join(_fact(label, value) for label, value in rows)
        case Notes(lines):
            return "\n\n".join([RULE] * lines)


def _bullets(bullets: Bullets) -> Iterator[str]:
    sign = "[ ]" if bullets.boxes else "•"
    for item in bullets.items:
        yield f"{sign} {_text(item.line)}"
        for line in item.more:
            yield f"   – {_text(line)}"


def _fact(label: Line, value: Line) -> str:
    return f"{without_colon(_text(label))}: {_text(value)}" if label else _text(value)


def _text(line: Line) -> str:
    return f"{line.text} / {line.also.text}" if line.also else line.text
