"""Translations in tests: writing texts, and the states that they have then."""

from translations.states import read_states


def write(item, **texts):
    """Saves texts as a form does."""
    for name, text in texts.items():
        setattr(item, name, text)
    item.save(update_fields=[*texts])


def state(item, name="title", language="nb", owner=None):
    return read_states(owner or item).of_field(item, name)[language]


def states(item, name="title", owner=None):
    of_field = read_states(owner or item).of_field(item, name)
    return {code: found.state for code, found in of_field.by_language.items()}
