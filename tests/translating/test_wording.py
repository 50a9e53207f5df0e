import pytest

from translating.wording import Wording


@pytest.mark.parametrize(
    ("term", "language", "translation"),
    [
        ("Viestintä", "fi", "Viestintävälineillä pidetään yhteyttä."),
        ("Ongelmanratkaisutaidot", "fi", "Ongelmanratkaisu ja päätöksenteko"),
        ("Asiakaspalvelupäällikkö", "fi", "Asiakaspalvelupäälliköille maksetaan enemmän."),
        ("Empatia", "fi", "Kohtaa asiakkaat empaattisesti."),
        ("Data-analyysi", "fi", "On osattava analysoida dataa."),
        ("Teamledelse", "nb", "Ledelse av kundestøtteteamene"),
        ("Prosjektstyring", "nb", "Prosjektstyringsverktøy hjelper."),
        ("Opplæring", "nb", "Utvikle opplæringsmateriell"),
        ("Kommunikasjon", "nb", "Kommuniser klart med teamet."),
        ("Organisatoriske evner", "nb", "Evne til å organisere arbeidet"),
        ("Satysfakcja klienta", "pl", "Śledzenie wskaźników satysfakcji klientów"),
        ("Rozwiązywanie problemów", "pl", "Trzeba umieć rozwiązywać problemy."),
        ("Problem solving", "en", "The ability to solve problems"),
    ],
)
def test_wording_has_a_term_in_other_forms_and_compounds(term, language, translation):
    assert Wording(translation, language).has(term)


@pytest.mark.parametrize(
    ("term", "language", "translation"),
    [
        ("Asiakastyytyväisyys", "fi", "Asiakkaat ovat iloisia."),
        ("Asiakaspalvelupäällikkö", "fi", "Asiakaspalvelun johtaja"),
        ("Kundetilfredshet", "nb", "Kundene blir gladere."),
        ("Kundeservicekoordinator", "nb", "En kundeservicemedarbeider"),
        ("Teknisk kompetanse", "nb", "Teknisk kunnskap"),
        ("Czas odpowiedzi", "pl", "Jak długo klient czeka"),
        ("Customer satisfaction", "en", "Happier customers"),
        ("Training", "en", ""),
    ],
)
def test_wording_lacks_a_term_of_which_it_has_only_a_common_part(term, language, translation):
    assert not Wording(translation, language).has(term)


def test_term_without_a_word_that_tells_something_is_nowhere():
    assert not Wording("the and of", "en").has("–")
