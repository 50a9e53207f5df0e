"""Rebuilds the whole index beside the one that is read, then swaps the two."""

from collections import Counter
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, transaction

from analysis import analyser, normalise, version, words
from analysis.languages import language
from core.bulk import relaxed_gc
from core.models import Content, content_models
from core.signals import content_changed
from search.engines import engine
from search.ids import Generation
from search.index import IndexWriter, TermCounts, update_term_counts
from search.models import Passage, Pending, State, Term
from search.passages import INDEXED_KINDS, pks_after
from translations.languages import language_codes
from translations.models import OtherTitle, TranslatedContent

OBJECTS_PER_TRANSACTION = 500
TERMS_PER_TRANSACTION = 20_000


def lock_state(using: str = DEFAULT_DB_ALIAS) -> State:
    """The state of the index, locked until the end of the transaction around the call."""
    states = State.objects.using(using)
    if (state := states.select_for_update().filter(pk=1).first()) is None:
        # Another process may make it at the same time.
        states.bulk_create([State(pk=1)], ignore_conflicts=True)
        state = states.select_for_update().get(pk=1)
    return state


def has_pending_changes(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether something has changed that is not indexed yet."""
    return Pending.objects.using(using).exists()


@relaxed_gc()
def rebuild(using: str = DEFAULT_DB_ALIAS) -> int:
    """Rebuilds the index and returns the number of its passages.

    Until the end the live generation is read, and both are kept up to date with what changes.
    Memory is bounded: no more than OBJECTS_PER_TRANSACTION objects are read at a time.
    """
    generation, last_pending = _begin(using)
    term_counts = TermCounts()
    writer = IndexWriter(
        generation, using, split_counts=count_compound_parts(using), term_counts=term_counts
    )
    for kind in INDEXED_KINDS:
        for pks in _batches(kind):
            with transaction.atomic(using=using):
                lock_state(using)
                writer.write(kind, pks)
    _write_term_counts(generation, term_counts, using)
    return _finish(generation, last_pending, using)


def _begin(using: str) -> tuple[Generation, int]:
    """The generation to build, and the primary key of the last pending change before."""
    with transaction.atomic(using=using):
        state = lock_state(using)
        generation = Generation(1 - state.live)
        state.building = None
        state.save(using=using)
    _clear(generation, using)
    with transaction.atomic(using=using):
        state = lock_state(using)
        state.building = generation
        state.save(using=using)
        last = Pending.objects.using(using).order_by("pk").last()
    return generation, last.pk if last else 0


def _finish(generation: Generation, last_pending: int, using: str) -> int:
    with transaction.atomic(using=using):
        state = lock_state(using)
        # Not earlier: if the rebuild is killed, the pending rows tell that it has to be repeated.
        Pending.objects.using(using).filter(pk__lte=last_pending).delete()
        state.size = Passage.objects.using(using).in_generation(generation).count()
        state.live, state.building, state.version = generation, None, version()
        state.save(using=using)
        # Pages of results that were made from the old index are stale.
        content_changed.send(sender=Passage, using=using)
    _clear(Generation(1 - generation), using)
    return state.size


def _clear(generation: Generation, using: str) -> None:
    with transaction.atomic(using=using):
        engine(using).clear(generation)
        Term.objects.using(using).filter(generation=generation).delete()
        Passage.objects.using(using).in_generation(generation).delete()


def _batches(kind: str) -> Iterator[list[int]]:
    last = 0
    while pks := pks_after(kind, last, OBJECTS_PER_TRANSACTION):
        yield pks
        last = pks[-1]


def _write_term_counts(generation: Generation, term_counts: TermCounts, using: str) -> None:
    items = sorted(term_counts.counts.items())
    for start in range(0, len(items), TERMS_PER_TRANSACTION):
        counts = Counter(dict(items[start : start + TERMS_PER_TRANSACTION]))
        with transaction.atomic(using=using):
            lock_state(using)
            batch = TermCounts(counts, term_counts.words & counts.keys())
            update_term_counts(engine(using), generation, batch)


def count_compound_parts(using: str = DEFAULT_DB_ALIAS) -> Counter[str]:
    """How often titles contain each part key, in the languages that write compounds as one word."""
    counts: Counter[str] = Counter()
    for code in language_codes():
        if language(code).has_compounds:
            for title in _titles(code, using):
                for word in words(title):
                    counts.update(analyser().word(normalise(word), code).parts)
    return counts


def _titles(code: str, using: str) -> Iterator[str]:
    for model in content_models():
        if issubclass(model, TranslatedContent) and "title" in model.translated_fields():
            yield from _values(model, f"title_{code}", using)
        elif issubclass(model, OtherTitle):
            yield from _values(model, "title", using, language=code)


def _values(model: type[Content], field: str, using: str, **filters: str) -> Iterator[str]:
    rows = model._base_manager.using(using).filter(**{f"{field}__gt": ""}, **filters)
    return rows.order_by().values_list(field, flat=True).iterator(chunk_size=2000)


def is_current(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the index was built by this version of the analysis and no rebuild is pending."""
    is_built = State.objects.using(using).filter(version=version()).exists()
    return is_built and not Pending.objects.using(using).filter(object__isnull=True).exists()
