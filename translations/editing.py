"""Forms in which translators write texts in their own languages, and nothing else."""

from collections.abc import Container
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist

from accounts.models import User
from core.editing import ContentForm

TRANSLATE = "accounts.translate_content"


def may_translate(user: User) -> bool:
    """Whether someone may write texts in the languages that are theirs."""
    return bool(user.languages) and user.has_perm(TRANSLATE)


class TranslatedForm(ContentForm):
    """A form in which a translator may write the texts in their own languages."""

    def may_write(self, name: str) -> bool:
        return self.language_of(name) in self._writable_languages

    @cached_property
    def _writable_languages(self) -> Container[str | None]:
        return self.user.languages if may_translate(self.user) else ()

    def language_of(self, name: str) -> str | None:
        """The language of the text in a field; None if the field holds no text of the object."""
        try:
            return language_of(self._meta.model._meta.get_field(name))
        except FieldDoesNotExist:  # a question of the form itself
            return None


class OtherTitleForm(TranslatedForm):
    """The form of a title whose language is chosen beside it."""

    def language_of(self, name: str) -> str | None:
        return self.instance.language if name in ("title", "shown") else None


def language_of(field: object) -> str | None:
    """The language of one of modeltranslation's columns; None for any other field of a model."""
    return getattr(field, "language", None) if hasattr(field, "translated_field") else None
