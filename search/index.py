"""Writing the index: an object anew, or all of it beside the one that is read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db import DEFAULT_DB_ALIAS

from search.analysis import Analyser, analyser, tokens
from search.analysis.languages import language
from search.engines import Engine, engine
from search.models import NUMBER_BITS, Passage, Term, ids_of, object_number
from search.passages import NAMING, Draft, drafts_of

LONGEST_TITLE = 63  # words that count for the rank of a passage
TEXT_RANK = 128  # what stands on the page of an object comes after all that name an object
LONGEST_TEXT = 400  # words of a text that are indexed
PARAMETERS = 900


class Writer:
    """Writes passages of one generation.

    `known` says how often keys are there, where that is not for the index to say: while it is being
    built. `terms` collects what is added, to be written at the end.
    """

    def __init__(
        self,
        generation: int,
        using: str = DEFAULT_DB_ALIAS,
        known: Mapping[str, int] | None = None,
        terms: Counter[tuple[str, bool]] | None = None,
    ) -> None:
        self.generation = generation
        self.using = using
        self.engine: Engine = engine(using)
        self.analyser: Analyser = analyser()
        self.known = known
        self.terms = terms
        self._words: dict[tuple[str, str], str] = {}

    def write(self, kind: str, pks: Collection[int]) -> None:
        """Brings the passages of some objects up to date. Writes only what differs."""
        numbers = [object_number(kind, pk) for pk in pks]
        first, beyond = ids_of(self.generation)
        there = Passage.objects.using(self.using).filter(
            object__in=numbers, id__gte=first, id__lt=beyond
        )
        old = {passage.id: passage for passage in there}
        new = {
            passage.id: passage
            for pk, drafts in drafts_of(kind, pks).items()
            for passage in self._passages(object_number(kind, pk), drafts)
        }
        gone = [p for id, p in old.items() if id not in new or _differ(p, new[id])]
        come = [p for id, p in new.items() if id not in old or _differ(p, old[id])]
        self._remove(gone)
        self._add(come)

    def _add(self, passages: list[Passage]) -> None:
        Passage.objects.using(self.using).bulk_create(passages, batch_size=500)
        self.engine.index(self.generation, passages)
        self._count(passages, 1)

    def _remove(self, passages: list[Passage]) -> None:
        self.engine.remove(self.generation, passages)
        for ids in batched([passage.id for passage in passages]):
            Passage.objects.using(self.using).filter(id__in=ids).delete()
        self._count(passages, -1)

    def _count(self, passages: Iterable[Passage], sign: int) -> None:
        counts = terms_of(passages)
        if self.terms is not None and sign > 0:
            self.terms.update(counts)
        elif counts:
            add_terms(self.engine, self.generation, counts, sign)

    def _passages(self, number: int, drafts: Iterable[Draft]) -> list[Passage]:
        return [self._passage(number, n, draft) for n, draft in enumerate(drafts)]

    def _passage(self, number: int, n: int, draft: Draft) -> Passage:
        words = self._analysed(draft.title, draft.language)
        rank = min(len(words), LONGEST_TITLE) or LONGEST_TITLE
        if draft.section not in NAMING:
            rank += TEXT_RANK
        bits = (self.generation << 8 | rank) << 36 | number
        return Passage(
            id=bits << NUMBER_BITS | n,
            object=number,
            language=draft.language,
            section=draft.section,
            anchor=draft.anchor,
            title=draft.title,
            text=draft.text,
            words=" ".join(words),
            body=self._body(f"{draft.about} {draft.text}", draft.language),
        )

    def _analysed(self, title: str, code: str) -> list[str]:
        found = (self._word(token.text, code) for token in tokens(title)[:LONGEST_TITLE])
        return [word for word in found if word]

    def _word(self, text: str, code: str) -> str:
        key = (text.lower(), code)
        if key not in self._words:
            if len(self._words) > 50_000:
                self._words.clear()
            counts = self._counts if language(code).has_compounds else None
            word = self.analyser.word(text, code, counts)
            self._words[key] = (
                f"{word.exact}:{','.join(word.stems)}:{','.join(word.parts)}" if word.exact else ""
            )
        return self._words[key]

    def _counts(self, keys: Collection[str]) -> Mapping[str, int]:
        return (
            self.known if self.known is not None else counts_of(self.generation, keys, self.using)
        )

    def _body(self, text: str, code: str) -> str:
        stems: dict[str, None] = {}
        for token in tokens(text)[:LONGEST_TEXT]:
            stems |= dict.fromkeys(self.analyser.stems(token.text.lower(), code))
        return " ".join(f"{code}1{stem}" for stem in stems)


def _differ(one: Passage, other: Passage) -> bool:
    names = ("language", "section", "anchor", "title", "text", "words", "body")
    return any(getattr(one, name) != getattr(other, name) for name in names)


def batched(items: list) -> Iterator[list]:
    """As many at a time as a statement takes parameters."""
    for start in range(0, len(items), PARAMETERS):
        yield items[start : start + PARAMETERS]


def terms_of(passages: Iterable[Passage]) -> Counter[tuple[str, bool]]:
    """In how many of the passages each key is; whether it is a word as it is written."""
    counts: Counter[tuple[str, bool]] = Counter()
    for passage in passages:
        terms = {(stem, False) for stem in passage.body.split()}
        for word in passage.words.split():
            exact, stems, parts = word.split(":")
            terms.add((exact, True))
            terms |= {(key, False) for key in f"{stems},{parts}".split(",") if key}
        counts.update(terms)
    return counts


def counts_of(generation: int, keys: Collection[str], using: str) -> dict[str, int]:
    """How many passages each of the keys is in; those that are in none are left out."""
    found: dict[str, int] = {}
    for some in batched(list(keys)):
        marks = ", ".join(["%s"] * len(some))
        sql = f"SELECT term, count FROM search_term WHERE generation = %s AND term IN ({marks})"  # noqa: S608
        found |= dict(engine(using).execute(sql, [generation, *some]))
    return found


def add_terms(
    where: Engine, generation: int, counts: Mapping[tuple[str, bool], int], sign: int
) -> None:
    """Counts keys of passages that come (1) or go (-1), and takes up or forgets their words."""
    words = {term for term, is_word in counts if is_word}
    before = counts_of(generation, words, where.using)
    if sign < 0:
        last = [word for word in words if before.get(word, 0) <= counts[word, True]]
        where.remove_words(generation, last)
    where.execute_many(
        "INSERT INTO search_term (term, generation, count, is_word) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (term, generation) DO UPDATE SET count = search_term.count + excluded.count",
        [(term, generation, sign * n, is_word) for (term, is_word), n in sorted(counts.items())],
    )
    if sign > 0:
        where.add_words(generation, sorted(words - before.keys()))
    else:
        gone = Term.objects.using(where.using).filter(generation=generation, count__lte=0)
        gone.delete()
