"""The whole index: built beside the one that is read, then read in its place."""

from collections import Counter
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, transaction

from core.bulk import relaxed_gc
from core.models import content_models
from core.signals import content_changed
from search.analysis import analyser, plain, version, words
from search.analysis.languages import language
from search.engines import engine
from search.index import Terms, Writer, add_terms
from search.models import Passage, Pending, State, Term, ids_of
from search.passages import KINDS, pks_after
from translations.languages import language_codes
from translations.models import OtherTitle, TranslatedContent

CHUNK = 500  # objects that are written in one transaction
TERMS = 20_000  # keys that are written in one transaction


@transaction.atomic
def locked_state(using: str = DEFAULT_DB_ALIAS) -> State:
    """The state of the index, for the transaction around this to change it alone."""
    states = State.objects.using(using)
    states.bulk_create([State(pk=1)], ignore_conflicts=True)
    return states.select_for_update().get(pk=1)


@relaxed_gc()
def rebuild(using: str = DEFAULT_DB_ALIAS) -> int:
    """Builds the index anew and says how many passages it has.

    Until it is ready the old one is read and kept up to date, and so is what is there of the new
    one. What is read while it is built is no more than a chunk at a time.
    """
    generation, noted = _begin(using)
    terms = Terms()
    writer = Writer(generation, using, known=words_of_compounds(using), terms=terms)
    for kind in KINDS:
        for pks in _chunks(kind):
            with transaction.atomic(using=using):
                locked_state(using)
                writer.write(kind, pks)
    _write_terms(generation, terms, using)
    return _end(generation, noted, using)


def _begin(using: str) -> tuple[int, int]:
    """The generation that is built, and the last change that was noted before."""
    with transaction.atomic(using=using):
        state = locked_state(using)
        generation = 1 - state.live
        state.building = None
        state.save(using=using)
    _clear(generation, using)
    with transaction.atomic(using=using):
        state = locked_state(using)
        state.building = generation
        state.save(using=using)
        last = Pending.objects.using(using).order_by("pk").last()
    return generation, last.pk if last else 0


def _end(generation: int, noted: int, using: str) -> int:
    with transaction.atomic(using=using):
        state = locked_state(using)
        # Not before: if this is killed on the way, the notes say that something is left to do.
        Pending.objects.using(using).filter(pk__lte=noted).delete()
        first, beyond = ids_of(generation)
        state.size = Passage.objects.using(using).filter(id__gte=first, id__lt=beyond).count()
        state.live, state.building, state.version = generation, None, version()
        state.save(using=using)
        # What was made of the old index is old now.
        content_changed.send(sender=Passage, using=using)
    _clear(1 - generation, using)
    return state.size


def _clear(generation: int, using: str) -> None:
    first, beyond = ids_of(generation)
    with transaction.atomic(using=using):
        engine(using).clear(generation)
        Term.objects.using(using).filter(generation=generation).delete()
        Passage.objects.using(using).filter(id__gte=first, id__lt=beyond).delete()


def _chunks(kind: str) -> Iterator[list[int]]:
    last = 0
    while pks := pks_after(kind, last, CHUNK):
        yield pks
        last = pks[-1]


def _write_terms(generation: int, terms: Terms, using: str) -> None:
    several = sorted(terms.counts.items())
    for start in range(0, len(several), TERMS):
        counts = Counter(dict(several[start : start + TERMS]))
        with transaction.atomic(using=using):
            locked_state(using)
            some = Terms(counts, terms.words & counts.keys())
            add_terms(engine(using), generation, some, 1)


def words_of_compounds(using: str = DEFAULT_DB_ALIAS) -> Counter[str]:
    """How often titles hold each stem, as a part of a compound or alone, in the languages that
    write compounds as one word."""
    counts: Counter[str] = Counter()
    for code in language_codes():
        if language(code).has_compounds:
            for title in _titles(code, using):
                for word in words(title):
                    counts.update(analyser().word(plain(word), code).parts)
    return counts


def _titles(code: str, using: str) -> Iterator[str]:
    for model in content_models():
        if "title" in model.translated_fields():
            yield from _values(model, f"title_{code}", using)
        elif issubclass(model, OtherTitle):
            yield from _values(model, "title", using, language=code)


def _values(
    model: type[TranslatedContent], field: str, using: str, **narrowed: str
) -> Iterator[str]:
    rows = model._base_manager.using(using).filter(**{f"{field}__gt": ""}, **narrowed)
    return rows.order_by().values_list(field, flat=True).iterator(chunk_size=2000)


def is_current(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether there is an index that was made by this analysis, and of all that there is."""
    is_made = State.objects.using(using).filter(version=version()).exists()
    return is_made and not Pending.objects.using(using).filter(object__isnull=True).exists()
