"""Collects the interface's texts, those of the Jinja2 templates too."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages
from django.template import engines
from django.utils.translation.template import templatize


def texts_as_code(path: Path) -> str:
    """The texts of a template as calls of gettext, which xgettext can read."""
    source = path.read_text()
    if path.resolve().is_relative_to(settings.DJANGO_TEMPLATES):
        return "\n".join(line.strip() for line in templatize(source).splitlines())
    jinja2: Any = engines["jinja2"]
    texts = jinja2.env.extract_translations(source)
    return "".join(f"{function}({_arguments(message)})\n" for _, function, message in texts)


def _arguments(message: str | tuple[str | None, ...]) -> str:
    texts = [message] if isinstance(message, str) else filter(None, message)
    return ", ".join(repr(text) for text in texts)


class TemplateFile(makemessages.BuildFile):
    """A file as xgettext is to read it."""

    def preprocess(self) -> None:
        if self.is_templatized:
            Path(self.work_path).write_text(texts_as_code(Path(self.path)))


class Command(makemessages.Command):
    build_file_class = TemplateFile
