"""Advice beside the form: what it is on, and why."""

import pytest

from descriptions.advice import PAY_LAW, TITLE_LAW, advice_on, is_neutral
from descriptions.choices import Pick
from tests.support.factories import ResponsibilityFactory

pytestmark = pytest.mark.usefixtures("lead")


def names(draft) -> list[str]:
    return [advice.name for advice in advice_on(draft) if advice.applies]


FILLED = {"own.en.pay": "3,000"}


def test_nothing_is_advised_where_all_is_well(draft_of):
    assert names(draft_of(FILLED)) == []


def test_every_piece_of_advice_has_a_reason(draft_of):
    advice = advice_on(draft_of())

    assert all(piece.text and piece.reason for piece in advice)
    assert len({piece.name for piece in advice}) == len(advice)
    laws = {piece.name: piece.law for piece in advice if piece.law}
    assert laws == {"pay": PAY_LAW, "title": TITLE_LAW}


@pytest.mark.parametrize(
    ("languages", "is_advised"), [("en", True), ("fi", True), ("nb", False), ("nb fi", True)]
)
def test_pay_is_asked_for_but_not_in_norwegian(draft_of, languages, is_advised):
    assert ("pay" in names(draft_of(languages=languages))) is is_advised
    assert "pay" not in names(draft_of({"own.fi.pay": "3 000 €"}, languages=languages))


@pytest.mark.parametrize("kind", ["interview", "onboarding"])
def test_other_documents_are_no_adverts(draft_of, kind):
    fields = {"own.pl.title": "Kierownik sprzedaży"}

    assert names(draft_of(fields, languages="pl", kind=kind)) == []


@pytest.mark.parametrize(
    ("title", "neutral"),
    [
        ("Kierownik sprzedaży", False),
        ("Kierowniczka sprzedaży", False),
        ("Kierownik / kierowniczka sprzedaży", True),
        ("Specjalista/ka ds. obsługi klienta", True),
        ("Osoba na stanowisku kierowniczym", True),
        ("osoba do obsługi klienta", True),
        ("Team leader", True),
    ],
)
def test_polish_title_names_both_genders_or_none(draft_of, title, neutral):
    assert is_neutral(title) is neutral
    fields = FILLED | {"own.pl.title": title}
    assert names(draft_of(fields, languages="pl")) == ([] if neutral else ["title"])
    assert names(draft_of(fields, languages="en")) == []


def test_must_have_skills_are_one_to_ten(draft_of):
    empathy = draft_of().material.lists["skills"][0].key
    many = "\n".join(f"Skill {number}" for number in range(10))

    assert names(draft_of(FILLED, lists={"must": ()})) == ["must-none"]
    assert names(draft_of(FILLED, parts=("about",))) == ["must-none"]
    assert names(draft_of(FILLED, lists={"must": (Pick(empathy),)})) == []
    assert names(draft_of(FILLED | {"own.en.must": many}, lists={"must": ()})) == []
    assert names(draft_of(FILLED | {"own.en.must": many})) == ["must-many"]


@pytest.mark.parametrize("name", ["duties", "nice", "tools", "metrics", "offer", "apply"])
def test_long_lists_are_told(draft_of, name):
    lines = "\n".join(f"Line {number}" for number in range(13))
    draft = draft_of(FILLED | {f"own.en.{name}": lines})

    assert names(draft) == [f"many-{name}"]
    [advice] = [piece for piece in advice_on(draft) if piece.applies]
    assert advice.text.startswith("Shorten the list “")


def test_long_list_below_an_item_is_told(lead, draft_of):
    ResponsibilityFactory(role=lead, tasks="\n".join(f"Task {n}" for n in range(13)))

    assert names(draft_of(FILLED)) == ["many-duties"]


def test_list_that_is_left_out_is_not_too_long(draft_of):
    lines = "\n".join(f"Line {number}" for number in range(13))

    assert names(draft_of(FILLED | {"own.en.tools": lines}, parts=("skills",))) == []


def test_missing_translation_is_told_until_it_is_reworded(lead, draft_of):
    ResponsibilityFactory(role=lead, key="new", title="New", title_fi="", title_nb="", title_pl="")
    fields = {"own.fi.pay": "3 000 €"}
    draft = draft_of(fields, languages="fi")

    [advice] = [piece for piece in advice_on(draft) if piece.applies]
    assert (advice.name, advice.text.endswith("Finnish.")) == ("language", True)
    key = draft.material.lists["duties"][-1].key
    assert names(draft_of(fields | {f"say.fi.{key}": "Uusi"}, languages="fi")) == []
    assert names(draft_of(fields, languages="fi", lists={"duties": ()})) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a" * 1_001, "long"),
        ("a\x00b", "invisible"),
        ("漢字", "fonts"),
        ("<b>bold</b>", "html"),
        ("=SUM(A1:A3)", "formula"),
        ("=-1", "formula"),
    ],
)
def test_odd_text_is_kept_and_told(draft_of, text, name):
    draft = draft_of(FILLED | {"own.en.apply": text})

    assert names(draft) == [name]
    assert draft.paragraphs("apply")[0].text == text.replace("\x00", "")


@pytest.mark.parametrize("text", ["a" * 1_000, "2 < 3 & 4 > 1", "+358 40 123", "- a", "a = b"])
def test_ordinary_text_is_not_told(draft_of, text):
    assert names(draft_of(FILLED | {"own.en.apply": text})) == []


def test_what_the_role_does_not_have_is_told(draft_of):
    draft = draft_of(FILLED | {"say.en.zzzzz": "Mine"}, lists={"duties": (Pick("qqqqq"),)})

    assert names(draft) == ["gone", "orphans"]
