from hypothesis import given, settings

from documents.plain import as_plain
from tests.support.documents import SAMPLE, documents, texts


def test_a_document_as_text():
    assert as_plain(SAMPLE) == (
        "Kierownik lub kierowniczka zespołu / Team lead\n\n"
        "Opis stanowiska\n\n"
        "Työnantaja: Esimerkki Oy\n"
        "Palkka: 3\u00a0000–3\u00a0600 €\n"
        "Paikka / Place: Pariisi / Paris\n"
        "Helsinki\n\n"
        "Johtaa tiimiä. Hjelper kunder i rett tid.\n\n\n"
        "Vastuut / Responsibilities\n\n"
        "Współpraca\n\n"
        "• Zażółć gęślą jaźń\n"
        "   – Odpowiada za grafik\n"
        "   – Prowadzi rozmowy\n"
        "• Mittaa tyytyväisyyttä ≥ 90 % → raportti / Måler\n\n\n"
        "Checklist\n\n"
        "[ ] Read it\n"
        "   – Twice\n\n\n"
        "Notes\n\n" + ("_" * 60 + "\n\n") * 3 + ""
        "Źródło: przykład, CC BY 4.0\n\n"
        "30.11.2026\n\n"
        "Akt – https://example.org/a_b/ż(1)?x=1&y=2.\n"
    )


@settings(max_examples=50)
@given(documents())
def test_every_text_is_in_it_in_reading_order(document):
    plain, place = as_plain(document), 0

    for text in texts(document):
        place = plain.index(text.removesuffix(":").rstrip(" "), place)
