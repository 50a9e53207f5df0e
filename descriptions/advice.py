"""Advice beside the form. It never keeps anybody from going on, and each piece has its reason.

What can change while somebody types is computed by the script of the page, too, which shows and
hides what stands here (`static/js/description.js`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis.polish_titles import single_gender
from descriptions.choices import MOST_IN_A_LIST, MOST_MUST
from descriptions.draft import Draft
from descriptions.outlines import HEADINGS
from documents.printable import unprintable
from translations.languages import language_name

LONGEST_LINE = 1_000  # characters
# Lists whose length the advice is about; must-have skills have advice of their own.
OWN = ("offer", "apply")
COUNTED = ("duties", "nice", "tools", "metrics", "practices", "offer", "apply")
LISTED = {
    "description": ("duties", "nice", "tools", "metrics", "offer", "apply"),
    "interview": (),
    "onboarding": ("duties", "tools", "metrics", "practices"),
}
_FORMULA = re.compile(r"^=(?=[\w(+-])")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_NEUTRAL = re.compile(r"osob\w*\b", re.IGNORECASE)


@dataclass(frozen=True)
class Law:
    """Where a piece of advice on law comes from: its name, since when it is so, and its text."""

    name: str | Promise
    day: date
    address: str


PAY_LAW = Law(
    gettext_lazy("Directive (EU) 2023/970, Article 5"),
    date(2023, 5, 10),
    "https://eur-lex.europa.eu/eli/dir/2023/970/oj",
)
TITLE_LAW = Law(
    gettext_lazy("Polish Labour Code, Article 18³ᶜᵃ"),
    date(2025, 12, 24),
    "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20250000807",
)


@dataclass(frozen=True)
class Advice:
    """A piece of advice, its reason, and whether it applies now."""

    name: str
    text: str
    reason: str
    applies: bool
    law: Law | None = None


def advice_on(draft: Draft) -> list[Advice]:
    """All that can be advised on a draft; what does not apply waits for the script of the page."""
    return [
        *_on_what_is_gone(draft),
        *_on_words(draft),
        _on_pay(draft),
        _on_title(draft),
        *_on_must(draft),
        *(_on_length(draft, name) for name in COUNTED),
        _on_languages(draft),
    ]


def _on_what_is_gone(draft: Draft) -> Iterator[Advice]:
    """Chosen items and other wordings of items that the role does not have, or no longer."""
    yield Advice(
        "gone",
        _("Some of the chosen items are not in this role and have been left out."),
        _(
            "The role may have been edited since you chose the items. All your other choices "
            "are unchanged."
        ),
        bool(draft.arrangement.unknown),
    )
    yield Advice(
        "orphans",
        _("One of the items you have reworded is not in this role."),
        _("Your text is kept at the end of the form. Copy it to where you need it."),
        bool(draft.orphans),
    )


def _on_words(draft: Draft) -> Iterator[Advice]:
    texts = [typed.text for typed in draft.own]
    lines = [line for text in texts for line in text.splitlines()]
    yield Advice(
        "invisible",
        _("Characters that cannot be printed have been removed from your text."),
        _(
            "Documents cannot contain unprintable characters. The rest of your text is as you "
            "entered it."
        ),
        draft.own.has_invisible,
    )
    missing = unprintable("".join(lines))
    yield Advice(
        "fonts",
        _("A PDF cannot show these characters: %(signs)s.") % {"signs": " ".join(missing)},
        _("All other formats show the characters as you entered them."),
        bool(missing),
    )
    yield Advice(
        "long",
        _("A line of your text is longer than 1,000 characters."),
        _(
            "The whole line is kept, but it will be easier to read if you split it into "
            "several lines."
        ),
        any(len(line) > LONGEST_LINE for line in lines),
    )
    yield Advice(
        "html",
        _("Your text contains HTML tags."),
        _(
            "Remove the tags: they do not format anything, and the document shows them as you "
            "entered them."
        ),
        any(map(_TAG.search, texts)),
    )
    yield Advice(
        "formula",
        _("A line of your text begins with “=”, so a spreadsheet might treat it as a formula."),
        _("In the document, the line stays as you entered it, and nothing is calculated."),
        any(map(_FORMULA.match, lines)),
    )


def _on_pay(draft: Draft) -> Advice:
    """Norway has no such rule."""
    has_rule = any(code != "nb" for code in draft.languages)
    return Advice(
        "pay",
        _("Enter the pay or a pay range."),
        _(
            "Employers in the EU must state the initial pay or its range in the advert, or "
            "tell applicants before the interview."
        ),
        _is_description(draft) and has_rule and draft.fact("pay") is None,
        PAY_LAW,
    )


def _on_title(draft: Draft) -> Advice:
    titles = [title.value for title in draft.titles if title.wanted == title.language == "pl"]
    return Advice(
        "title",
        _("Choose a Polish job title that has both gender forms or does not indicate gender."),
        _(
            "Since 24 December 2025, job adverts in Poland have had to use gender-neutral job "
            "titles: either both gender forms (“specjalista / specjalistka”) or wording that "
            "does not indicate gender (“osoba na stanowisku…”)."
        ),
        _is_description(draft) and any(not is_neutral(title) for title in titles),
        TITLE_LAW,
    )


def is_neutral(title: str) -> bool:
    """Whether a Polish title names people of both genders or of none."""
    return bool(_NEUTRAL.match(title)) or not single_gender(title)


def _on_must(draft: Draft) -> Iterator[Advice]:
    number = len(draft.items("must"))
    has_skills = _is_description(draft) and "skills" in draft.choices.parts
    yield Advice(
        "must-none",
        _("Include at least one must-have skill."),
        _("If no must-have skill is listed, applicants cannot tell what the job calls for."),
        _is_description(draft) and (number == 0 or "skills" not in draft.choices.parts),
    )
    yield Advice(
        "must-many",
        _("Include no more than 10 must-have skills."),
        _("In a longer list, readers cannot tell what matters most."),
        has_skills and number > MOST_MUST,
    )


def _on_length(draft: Draft, name: str) -> Advice:
    part = "skills" if name == "nice" else name
    is_in = name in LISTED[draft.choices.kind] and (
        not _is_description(draft) or part in draft.choices.parts
    )
    if name in OWN:
        numbers = [len(draft.paragraphs(name))]
    else:
        items = draft.items(name)
        numbers = [len(items), *(len(item.more) for item in items)]
    return Advice(
        f"many-{name}",
        _("Shorten the list “%(list)s”.") % {"list": _(HEADINGS[name])},
        _("The list has more than 12 bullet points, and readers skim long lists."),
        is_in and max(numbers) > MOST_IN_A_LIST,
    )


def _on_languages(draft: Draft) -> Advice:
    """An item without a text in a language of the document, and without another wording in it."""
    missing = _missing_languages(draft)
    names = ", ".join(map(language_name, missing or draft.languages))
    return Advice(
        "language",
        _("Some of the chosen items have no text in these languages: %(languages)s.")
        % {"languages": names},
        _(
            "Items without a text in the document’s language are shown in another "
            "language. Reword them, or leave them out."
        ),
        bool(missing),
    )


def _missing_languages(draft: Draft) -> list[str]:
    chosen = [one for placed in draft.arrangement.lists.values() for one in placed if one.is_chosen]
    return [
        code
        for number, code in enumerate(draft.languages)
        if any(
            text.is_fallback and not draft.own.wording(placed.entry.key, code)
            for placed in chosen
            for text in (
                placed.entry.texts[number],
                *(piece.texts[number] for piece, is_on in placed.pieces if is_on),
            )
        )
    ]


def _is_description(draft: Draft) -> bool:
    return draft.choices.kind == "description"
