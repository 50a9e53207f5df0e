"""The arrays that tell how alike titles are spelt, made with NumPy.

Groups of letters stand within words, so titles are alike as far as their words are: a query looks
up the words that share groups with its own, then the titles that have these words. There are far
fewer words than titles.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from search.closest.features import folded_words, letter_groups
from search.closest.sparse import Array, Floats, Sparse, narrow, numbered, rarity


def spelling(titles: Sequence[str]) -> dict[str, Array]:
    """For titles by number:

    - `groups` (sorted), the `group_rarity` of each, and its words: `group_words` from
      `group_starts[n]` on;
    - the titles of each word: `word_titles` from `word_starts[n]` on, and the length of its vector
      of groups (`word_lengths`), each of which counts by its rarity;
    - `title_lengths`: the length of each title's vector of groups, each as often as it comes times
      its rarity.
    """
    in_titles = [folded_words(title) for title in titles]
    words = sorted({word for several in in_titles for word in several})
    groups_of_words = [letter_groups.__wrapped__(word) for word in words]
    groups, places = numbered(list(chain(*groups_of_words)))
    sizes = [len(several) for several in groups_of_words]
    shape = (len(words), len(groups))
    word_groups = Sparse.summed(np.repeat(np.arange(len(words)), sizes), places, None, shape)
    title_words = _title_words(in_titles, words)
    rare, lengths = _weighed(title_words, word_groups)
    by_group, by_word = word_groups.turned(), title_words.turned()
    return {
        "groups": groups,
        "group_rarity": rare,
        "group_starts": by_group.starts.astype(np.uint32),
        "group_words": narrow(by_group.columns, len(words)),
        "word_lengths": word_groups.with_values(rare[word_groups.columns]).lengths(),
        "word_starts": by_word.starts.astype(np.uint32),
        "word_titles": narrow(by_word.columns, len(titles)),
        "title_lengths": lengths,
    }


def _title_words(in_titles: Sequence[Sequence[str]], words: Sequence[str]) -> Sparse:
    """How often each title has each word. A word that comes twice is two rows of `word_titles`."""
    places = {word: place for place, word in enumerate(words)}
    columns = np.array([places[word] for several in in_titles for word in several], np.int64)
    rows = np.repeat(np.arange(len(in_titles)), [len(several) for several in in_titles])
    starts = np.searchsorted(rows, np.arange(len(in_titles) + 1))
    return Sparse(starts, columns, np.ones(len(columns), np.float32), len(words))


def _weighed(title_words: Sparse, word_groups: Sparse) -> tuple[Floats, Floats]:
    """The rarity of each group, and the length of each title."""
    sizes = np.diff(word_groups.starts)[title_words.columns]
    rows = np.repeat(title_words.rows, sizes)
    # The groups of each word of each title: from the word's start on, as many as it has.
    offsets = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    columns = word_groups.columns[
        np.repeat(word_groups.starts[title_words.columns], sizes) + offsets
    ]
    matrix = Sparse.summed(rows, columns, None, (title_words.height, word_groups.width))
    rare = rarity(matrix.counts(), title_words.height)
    return rare, matrix.with_values(matrix.values * rare[matrix.columns]).lengths()
