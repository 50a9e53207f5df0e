import random
import re

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from translations.collation import ALPHABETS, LONGEST, first_letter, sort_key

# As the lists of each country print them; PostgreSQL's ICU agrees when the suite runs on it.
ORDERED = {
    "en": """24-hour desk, 3 customers, account, Account, Account manager, account-based,
        accountant, café, Cafeteria, co-operation, coop, naive, naïve, naïvely, Ødegaard, office,
        öffnen, resume, Resume, résumé, zebra""",
    "fi": """asiakas, Asiakas, asiakaspalvelija, asiakaspalvelu, asiakastuki, kehittäjä, kehys,
        tyyty väinen, tyytymätön, tyytyväinen, vaihe, vanha, video, walesi, über, yhteys, ylin,
        zeniitti, Åbo, åland, Äänekoski, ääni, öljy""",
    "nb": """avdeling, Avdeling, bedrift, drift, driftsleder, kø, kåre, løsning, låne, måned,
        zoologi, ägare, ærlig, Ærø, økonomi, Østfold, ånd, Aarhus, Ås""",
    "pl": """analiza, azot, ąę, cel, czas, ćwiczenie, dom, doświadczenie, działalność, ekspert, ęsi,
        klient, lider, Lider zespołu, liderka, lżej, łatwy, łączność, nowy, ńutka, obsługa, osoba,
        ósmy, staż, szef, środek, wsparcie, zadanie, zespół, zysk, źródło, żądanie""",
}
ORDERED = {language: re.split(r",\s+", words) for language, words in ORDERED.items()}
LANGUAGES = sorted(ALPHABETS)
ACCENTED = "éèüöäåæøłóñç -'&1"

in_any_language = st.sampled_from([*LANGUAGES, "xx"])


def in_order(texts, language):
    return sorted(texts, key=lambda text: sort_key(text, language))


def random_words(language, count=2000):
    letters = ALPHABETS[language] * 3 + ALPHABETS[language].upper() + ACCENTED
    source = random.Random(language)
    words = {"".join(source.choices(letters, k=source.randint(1, 8))) for _ in range(count)}
    # ICU reads the "aå" that no Norwegian word has as "aa" with a ring.
    return sorted(word for word in words if "aå" not in word.lower())


def as_icu_sorts(words, language):
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT word FROM unnest(%s::text[]) AS word ORDER BY word COLLATE "{language}-x-icu"',
            [list(words)],
        )
        return [word for (word,) in cursor]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stand_in_the_order_of_their_language(language):
    shuffled = random.Random(1).sample(ORDERED[language], len(ORDERED[language]))
    assert in_order(shuffled, language) == ORDERED[language]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_database_sorts_keys_as_icu_sorts_words(language):
    """PostgreSQL has ICU to ask; for SQLite the lists above say what it answers."""
    words = ORDERED[language]
    expected = words
    if connection.vendor == "postgresql":
        words = [*words, *random_words(language)]
        expected = as_icu_sorts(words, language)
    assert in_order(reversed(words), language) == expected


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("fi", "zeniitti", "åland"),
        ("fi", "åland", "ääni"),
        ("fi", "öisin", "øisin"),
        ("nb", "ærlig", "økonomi"),
        ("nb", "økonomi", "åpen"),
        ("nb", "Ås", "Aasen"),
        ("en", "Aas", "Ab"),
        ("pl", "czytać", "ćma"),
        ("pl", "lżej", "łatwo"),
        ("en", "łatwo", "lżej"),
    ],
)
def test_a_letter_has_its_own_place_in_its_own_language(language, before, after):
    assert sort_key(before, language) < sort_key(after, language)


def test_letters_decide_before_accents_and_accents_before_case():
    texts = ["resume", "Resume", "résumé", "Résumé", "resumed"]
    assert in_order(reversed(texts), "en") == texts


def test_spaces_come_before_digits_and_digits_before_letters():
    texts = ["team lead", "team-lead", "team1", "teamlead"]
    assert in_order(reversed(texts), "en") == texts


def test_other_scripts_come_after_the_alphabet():
    texts = ["Zürich", "Ωmega", "Київ"]
    assert in_order(reversed(texts), "fi") == texts


@pytest.mark.parametrize("same", ["Cafe\u0301", "Caf\u00ad\u00e9", "Ｃａｆé", "Caf\u200bé"])
def test_what_reads_alike_has_the_same_key(same):
    assert sort_key(same, "fi") == sort_key("Café", "fi")


def test_an_unknown_language_sorts_as_english_does():
    assert sort_key("Østfold łódź", "xx") == sort_key("Østfold łódź", "en")


@given(st.text(max_size=300), in_any_language)
def test_a_key_is_bytes_of_bounded_length(text, language):
    key = sort_key(text, language)
    assert isinstance(key, bytes)
    assert len(key) <= LONGEST


@given(st.data(), st.sampled_from(LANGUAGES))
def test_a_text_stands_before_what_goes_on_from_it(data, language):
    words = st.text(ALPHABETS[language] + ALPHABETS[language].upper() + " -1", max_size=40)
    start, more = data.draw(words), data.draw(words)
    assert sort_key(start, language) <= sort_key(start + more, language)


@given(st.data(), st.sampled_from(LANGUAGES))
def test_case_decides_only_between_equal_words(data, language):
    words = st.text(ALPHABETS[language], min_size=1, max_size=20)
    first, second = data.draw(words), data.draw(words)
    if sort_key(first, language) < sort_key(second, language):
        assert sort_key(first.upper(), language) < sort_key(second, language)
    else:
        assert sort_key(second, language) <= sort_key(first.upper(), language)


@pytest.mark.parametrize(
    ("text", "language", "letter"),
    [
        ("asiakas", "fi", "A"),
        ("äänestys", "fi", "Ä"),
        ("Århus", "fi", "Å"),
        ("økonomi", "fi", "Ö"),
        ("über", "fi", "Y"),
        ("økonomi", "nb", "Ø"),
        ("Aasen", "nb", "Å"),
        ("ägare", "nb", "Æ"),
        ("økonomi", "en", "O"),
        ("łączność", "pl", "Ł"),
        ("łączność", "en", "L"),
        ("żądanie", "pl", "Ż"),
        ("Éclair", "pl", "E"),
        ("ßtraße", "en", "S"),
        ("24/7-tuki", "fi", "#"),
        ("«Drift»", "nb", "#"),
        ("Київ", "pl", "#"),
        ("", "en", "#"),
    ],
)
def test_a_text_is_listed_under_a_letter_of_its_language(text, language, letter):
    assert first_letter(text, language) == letter


@given(st.text(max_size=30), in_any_language)
def test_every_text_has_a_letter_to_be_listed_under(text, language):
    alphabet = ALPHABETS.get(language, ALPHABETS["en"])
    assert first_letter(text, language) in {*alphabet.upper(), "#"}
