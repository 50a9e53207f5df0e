"""Builds an index. Imports NumPy, so only a process that builds imports this module."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.replicas import PRIMARY
from search.closest import file
from search.closest.current import current_stamp, index_path
from search.closest.features import main_stems, title_key
from search.closest.lock import build_lock
from search.closest.meaning import meaning
from search.closest.rows import OTHER, Title, TitleRows, read_rows
from search.closest.sparse import Array, narrow
from search.closest.spelling import spelling
from translations.languages import language_codes

OTHER_TITLE = 0.97  # what the spelling of another title than the first is worth


def build_current(only_if_old: bool = False) -> str:
    """Builds the index of what is in the database, and returns what has been done."""
    path = index_path()
    if path is None:
        return "No index of closest titles is kept here."
    with build_lock(path) as lock:
        if lock is None:
            return "Another process is building the index of closest titles."
        began, stamp = time.time(), current_stamp()  # read first: later changes are not missed
        if only_if_old and file.read_stamp(path) == stamp:
            return "The index of closest titles is up to date."
        rows = read_rows(PRIMARY)
        build(path, stamp, rows)
        lock.write(began, time.time() - began)
    return f"The index of closest titles has {len(rows.titles)} titles."


def build(path: Path, stamp: str, rows: TitleRows) -> None:
    """Writes the index of some rows."""
    arrays = arrays_of(rows)
    views = {name: np.ascontiguousarray(a).ravel().data for name, a in arrays.items()}
    file.write(path, stamp, views)


def arrays_of(rows: TitleRows) -> dict[str, Array]:
    """All arrays of an index. Rows of `spelling` are the titles of roles, then those of families.

    `roles` are primary keys; everywhere else a role is its place among them.
    """
    roles = sorted({title.role for title in rows.titles})
    places = {role: place for place, role in enumerate(roles)}
    uses = [use for use in rows.uses if use.role in places]
    families = sorted({number for _role, number in rows.families})
    texts = [title.text for title in rows.titles] + [rows.texts[n][1] for n in families]
    codes = [title.language for title in rows.titles] + [rows.texts[n][0] for n in families]
    spelt = spelling(texts)
    worth = [OTHER_TITLE if title.kind == OTHER else 1.0 for title in rows.titles]
    worth += [1.0] * len(families)
    return {
        "roles": np.array(roles, np.int64),
        "title_roles": narrow(np.array([places[t.role] for t in rows.titles], int), len(roles)),
        "title_languages": np.array([_number(code) for code in codes], np.uint8),
        "title_worth": (np.array(worth) / spelt.pop("title_lengths")).astype(np.float32),
        **_family_roles(rows.families, families, places),
        **spelt,
        **meaning(rows.texts, uses, places),
        **_whole_titles(rows.titles, places),
    }


def _number(code: str) -> int:
    """The number of a language among those of the site."""
    return [*language_codes()].index(code)


def _family_roles(
    pairs: Sequence[tuple[int, int]], families: Sequence[int], places: dict[int, int]
) -> dict[str, Array]:
    """The roles of each title of a family: `family_roles` from `family_starts[n]` on."""
    ordered = sorted((number, places[role]) for role, number in pairs if role in places)
    numbers = np.array([number for number, _place in ordered], np.int64)
    starts = np.searchsorted(numbers, np.array([*families, 2**31], np.int64))
    roles = np.array([place for _number, place in ordered], np.int64)
    return {
        "family_starts": starts.astype(np.uint32),
        "family_roles": narrow(roles, len(places)),
    }


def _whole_titles(titles: Sequence[Title], places: dict[int, int]) -> dict[str, Array]:
    """What tells whether a whole title stands in a query:

    - `whole_keys` (sorted): the number of each title by its stems, and its role: `whole_roles`;
    - `whole_stems` (sorted), and how many titles have each: `whole_counts`.
    """
    pairs, counts = set(), dict[int, int]()
    for title in titles:
        found = main_stems(title.text, title.language)
        for stem in set(found):
            counts[stem] = counts.get(stem, 0) + 1
        if found:
            pairs.add((title_key(found), places[title.role]))
    ordered = sorted(pairs)
    return {
        "whole_keys": np.array([key for key, _role in ordered], np.uint32),
        "whole_roles": narrow(np.array([role for _key, role in ordered], int), len(places)),
        "whole_stems": np.array(sorted(counts), np.uint32),
        "whole_counts": np.array([counts[stem] for stem in sorted(counts)], np.uint32),
    }
