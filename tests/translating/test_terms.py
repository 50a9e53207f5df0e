from translating.terms import Glossary, Occurrence, entries_of, is_abbreviation, title_forms


def glossary(*titles: str, language: str = "en", names: tuple[str, ...] = ()) -> Glossary:
    return Glossary(
        language,
        [
            entry
            for pk, title in enumerate((*titles, *names), 1)
            for entry in entries_of(("skill", pk), title, is_name=title in names)
        ],
    )


def found(terms: Glossary, text: str) -> list[str]:
    return [text[one.start : one.end] for one in terms.find(text)]


def test_terms_are_found_in_any_inflected_form():
    english = glossary("Customer satisfaction", "Team lead")
    finnish = glossary("Asiakastuen tiiminvetäjä", "Empatia", language="fi")

    assert found(english, "Team leads raise customer satisfaction.") == [
        "Team leads", "customer satisfaction"
    ]  # fmt: skip
    assert found(finnish, "Asiakastuen tiiminvetäjältä kysytään empatiaa.") == [
        "Asiakastuen tiiminvetäjältä", "empatiaa"
    ]  # fmt: skip


def test_words_that_are_derived_are_other_words():
    assert found(glossary("Team leadership"), "The team leader leads.") == []
    assert found(glossary("Teamledelse", language="nb"), "Teamlederen leder.") == []
    assert found(glossary("Economics", "Training"), "Economic growth trains.") == []


def test_longest_term_is_found():
    terms = glossary("Customer service", "Service", "Customer service manager")

    assert found(terms, "Customer service managers of a service") == [
        "Customer service managers", "service"
    ]  # fmt: skip


def test_all_objects_that_are_called_so_are_named():
    terms = glossary("Project management", "Project management")

    assert terms.find("Project-management tools") == [
        Occurrence(0, 18, (("skill", 1), ("skill", 2)), is_name=False)
    ]


def test_words_of_a_term_stand_together_in_a_sentence():
    terms = glossary("Problem solving")

    assert found(terms, "A problem. Solving it") == []
    assert found(terms, "problem\nsolving") == []
    assert found(terms, "problem-solving skills") == ["problem-solving"]


def test_names_are_found_only_as_they_are_written():
    terms = glossary(names=("Front", "Google Analytics"))

    assert found(terms, "Front and Google Analytics") == ["Front", "Google Analytics"]
    assert found(terms, "in front of google analytics") == []


def test_abbreviations_in_brackets_are_terms_alone():
    terms = glossary("Customer relationship management (CRM)", "Salt (software)")

    assert found(terms, "CRM is customer relationship management.") == [
        "CRM", "customer relationship management"
    ]  # fmt: skip
    assert found(terms, "crm software and salts") == ["salts"]


def test_polish_titles_are_found_in_either_gender():
    assert title_forms("Lider / liderka zespołu wsparcia (BOK)") == [
        "Lider / liderka zespołu wsparcia",
        "BOK",
        "Lider zespołu wsparcia",
        "liderka zespołu wsparcia",
    ]
    assert title_forms("Kierownik operacyjny / kierowniczka operacyjna ds. klienta")[1:] == [
        "Kierownik operacyjny ds. klienta",
        "kierowniczka operacyjna ds. klienta",
    ]
    terms = glossary("Lider / liderka zespołu", language="pl")
    assert found(terms, "Szukamy liderki zespołu lub lidera zespołu.") == [
        "liderki zespołu", "lidera zespołu"
    ]  # fmt: skip


def test_glossary_changes_without_being_made_anew():
    old = glossary("Empathy", "Patience")
    new = old.replacing({("skill", 1)}, entries_of(("skill", 1), "Kindness", is_name=False))

    assert found(new, "Empathy, kindness, patience") == ["kindness", "patience"]
    assert found(old, "Empathy, kindness, patience") == ["Empathy", "patience"]


def test_titles_without_letters_are_no_terms():
    assert found(glossary("–", ""), "– and –") == []


def test_abbreviations_have_two_capitals():
    assert [*filter(is_abbreviation, ["CRM", "eNPS", "B2B", "Sales", "two words", "ŁÓDŹ"])] == [
        "CRM", "eNPS", "B2B", "ŁÓDŹ"
    ]  # fmt: skip
