from datetime import date

import pytest

from search.models import Miss, Synonym, Term, fold_phrase
from tests.support.constraints import breaking

pytestmark = pytest.mark.django_db


def test_phrases_that_differ_in_writing_only_are_the_same():
    assert (
        fold_phrase("  Kundestøtte, LEDER! ")
        == fold_phrase("kundestotte leder")
        == "kundestotte leder"
    )


def test_synonym_is_given_once():
    Synonym.objects.create(language="en", phrase="HR", meaning="human resources")

    with breaking(Synonym, "synonym_is_given_once"):
        Synonym.objects.create(language="en", phrase="HR", meaning="human resources")


def test_miss_is_counted_in_one_row():
    Miss.objects.create(language="en", key="x", text="X", last_day=date(2026, 11, 1))

    with breaking(Miss, "miss_is_counted_in_one_row"):
        Miss.objects.create(language="en", key="x", text="x", last_day=date(2026, 11, 2))


def test_term_is_counted_once():
    Term.objects.create(generation=0, term="lead", count=1)
    Term.objects.create(generation=1, term="lead", count=1)

    with breaking(Term, "term_is_counted_once"):
        Term.objects.create(generation=0, term="lead", count=2)
