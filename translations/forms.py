"""Form fields that depend on a language."""

from functools import cache

from django import forms

from translations.collation import initials


@cache
def letter_field(language: str) -> forms.ChoiceField:
    """A letter of a language's A to Z, as a capital."""
    letters = [(letter, letter) for letter in initials(language)]
    return forms.ChoiceField(choices=letters, required=False, initial="")
