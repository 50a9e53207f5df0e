"""Questions: what is asked, about what, and the passage that answers it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from careers.models import CareerStep
from roles.models import (
    BestPractice,
    PayRange,
    Question,
    Responsibility,
    Role,
    RoleMetric,
    RoleSkill,
    ToolUse,
)
from search.analysis import analyser, fold, plain, tokens
from search.analysis.languages import language as row_of
from search.hits import Found, Key, Shown, title_of
from search.models import NUMBER_BITS, Passage, ids_of, object_number, object_of
from search.passages import ROLE_TEXTS, TITLE
from search.ranking import Scored
from search.results import Answer, Hit
from sources.citations import citations_of
from translations.languages import fallback_languages, language_codes
from translations.models import TranslatedContent

# How sure one has to be what a question is about, and that it is one that is answered.
SURE = 0.72
# So many of the hits may answer, if they fit nearly as well as the best.
LOOKED_AT, AS_WELL = 10, 0.15
SAME_QUESTION = 0.75

# The words that make a question of a query, folded, in each language.
ASKING = {
    "en": "what which who whose how why where when",
    "fi": "mita mika mitka minka millainen millaisia miten kuinka paljonko kuka miksi missa mihin",
    "nb": "hva hvilke hvilken hvilket hvordan hvor hvem hvorfor",
    "pl": "co jak jaki jaka jakie jakich ile kto kim czym gdzie dlaczego czy",
}
# What is asked for, by the section of the page that answers, in each language: any form will do.
ASPECTS = {
    "pay": {
        "en": "earn earns pay paid salary salaries wage wages",
        "fi": "tienaa tienata ansaitsee ansaita ansiot palkka palkkaus palkkaa",
        "nb": "tjener tjene lønn lønnen betalt",
        "pl": "zarabia zarabiać zarobki pensja płaca wynagrodzenie",
    },
    "responsibilities": {
        "en": "do does responsibilities responsibility responsible duties tasks",
        "fi": "tekee tehdä tehtävä tehtävät vastuu vastuut vastuulla työtehtävät",
        "nb": "gjør gjøre ansvar ansvarsområder oppgaver arbeidsoppgaver",
        "pl": "robi robić obowiązki zadania odpowiada odpowiedzialność",
    },
    "skills": {
        "en": "skill skills abilities need needs know require requires",
        "fi": "taito taidot taitoja osaaminen osaamista osata tarvitsee vaaditaan",
        "nb": "ferdighet ferdigheter kompetanse kunne trenger kreves",
        "pl": "umiejętność umiejętności kompetencje potrzebuje wymaga musi",
    },
    "tools": {
        "en": "tool tools software uses use",
        "fi": "työkalu työkalut ohjelmistot ohjelmia käyttää",
        "nb": "verktøy programmer bruker",
        "pl": "narzędzie narzędzia używa oprogramowanie",
    },
    "metrics": {
        "en": "measured metrics metric kpi kpis",
        "fi": "mitataan mittari mittarit",
        "nb": "måles måltall nøkkeltall",
        "pl": "mierzy mierzona wskaźniki mierniki",
    },
    "career": {
        "en": "become career advance promotion",
        "fi": "tulla pääsee ura urapolku edetä",
        "nb": "blir bli karriere karrierevei",
        "pl": "zostać kariera awans",
    },
}
# Where one item alone is no answer; how many are shown together.
TOGETHER, LINES = ("pay", "tools", "metrics", "skills"), 6
ITEMS: dict[str, type[TranslatedContent]] = {
    "pay": PayRange,
    "responsibilities": Responsibility,
    "skills": RoleSkill,
    "tools": ToolUse,
    "metrics": RoleMetric,
    "career": CareerStep,
    "practices": BestPractice,
    "questions": Question,
}


@dataclass(frozen=True)
class Asked:
    """A query that may be a question: about what, and which section answers it, if one does.

    `is_question` says that it is put as one; else a word in it only might ask for something.
    """

    about: str
    aspect: str
    is_question: bool


def asked(text: str) -> Asked | None:
    """What a query asks; nothing if nothing in it asks, or nothing is left that it is about."""
    words = [token.text for token in tokens(text)]
    asks = [fold(word) in _asking() for word in words]
    aspects = [_aspect_of(word) for word in words]
    is_question = any(asks) or text.rstrip().endswith("?")
    if not is_question and not any(aspects):
        return None
    read = zip(words, asks, aspects, strict=True)
    left = [word for word, is_asking, aspect in read if not (is_asking or aspect)]
    about = " ".join(word for word in left if not _is_small(word)) and " ".join(_trimmed(left))
    if not about:
        return None
    return Asked(about, next(filter(None, reversed(aspects)), ""), is_question)


def _trimmed(words: Sequence[str]) -> Sequence[str]:
    """Without the small words at both ends: “a team lead of”."""
    start, end = 0, len(words)
    while start < end and _is_small(words[start]):
        start += 1
    while end > start and _is_small(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_small(word: str) -> bool:
    return any(fold(word) in row_of(code).small_words for code in language_codes())


@cache
def _asking() -> frozenset[str]:
    return frozenset(word for words in ASKING.values() for word in words.split())


def _aspect_of(word: str) -> str:
    """The section that a word asks for, whatever its form."""
    for code in language_codes():
        if aspect := _aspects(code).get(_key(word, code)):
            return aspect
    return ""


@cache
def _aspects(code: str) -> dict[str, str]:
    return {
        _key(word, code): section
        for section, words in ASPECTS.items()
        for word in words.get(code, "").split()
    }


def _key(word: str, code: str) -> str:
    """The last stem of a word: that of its folded form."""
    return (analyser().stems(plain(word), code) or ("",))[-1]


def _together(passages: Sequence[Passage]) -> Passage:
    """The items of a section as one passage, a line each, that leads to the section."""
    items = [passage for passage in passages if passage.anchor != passage.section]
    first = (items or passages)[0]
    lines = [": ".join(filter(None, (p.title, p.text.replace("\n", ", ")))) for p in items]
    text = "\n".join(lines[:LINES]) or first.text
    return Passage(
        id=first.id,
        object=first.object,
        language=first.language,
        section=first.section,
        anchor=first.section,
        text=text,
    )


def _place(passage: Passage) -> tuple[bool, bool, int]:
    """The summary before items, items before the texts around them, as on the page."""
    is_around = passage.anchor == passage.section
    return passage.section != TITLE, is_around, passage.id & (1 << NUMBER_BITS) - 1


def _says(passages: Sequence[Passage], aspect: str) -> bool:
    return any(passage.section == aspect for passage in passages)


class Answers:
    """Finds the passage that answers, for one page language."""

    def __init__(self, shown: Shown, generation: int, using: str) -> None:
        self.shown = shown
        self.language = shown.language
        self.generation = generation
        self.using = using

    def same_question(self, found: Sequence[Found]) -> Answer | None:
        """A question of the content that is the query, or nearly."""
        best = found[0].passages[0] if found else None
        if best and best.passage.section == "questions" and best.score >= SAME_QUESTION:
            return self._answer(found[0].key, best)
        return None

    def by_section(self, found: Sequence[Found], aspect: str) -> Answer | None:
        """What the best role says of what is asked for; of those that fit nearly as well, one that
        says it in a section of its own comes first. Where none does, a summary may answer."""
        good = [one for one in found[:LOOKED_AT] if one.key[0] == "role" and one.score >= SURE]
        roles = {one.key: one.score for one in good if one.score >= good[0].score - AS_WELL}
        if not roles or not aspect:
            return None
        said = self._in_section([*roles], aspect)
        answering = [key for key in roles if key in said]
        if not answering:
            return None
        key = next((key for key in answering if _says(said[key], aspect)), answering[0])
        passage = _together(said[key]) if aspect in TOGETHER else said[key][0]
        return self._answer(key, Scored(passage, roles[key]))

    def _in_section(self, keys: Sequence[Key], aspect: str) -> dict[Key, list[Passage]]:
        """The passages of a section of roles, in the page's language or the next best."""
        first, beyond = ids_of(self.generation)
        # What somebody does, the summary says best.
        sections = (TITLE, aspect) if aspect == "responsibilities" else (aspect,)
        numbers = [object_number(*key) for key in keys]
        there = Passage.objects.using(self.using).filter(
            section__in=sections, object__in=numbers, id__gte=first, id__lt=beyond
        )
        order = {code: n for n, code in enumerate(fallback_languages(self.language))}
        said: dict[Key, list[Passage]] = defaultdict(list)
        for one in sorted(
            there.exclude(text=""), key=lambda p: (order.get(p.language, 9), _place(p))
        ):
            several = said[object_of(one.id)]
            if not several or several[0].language == one.language:
                several.append(one)
        return said

    def _answer(self, key: Key, scored: Scored) -> Answer | None:
        passage = scored.passage
        role = Role.objects.published().select_related("family").filter(pk=key[1]).first()
        if role is None:
            return None
        title = title_of(role, self.language)
        address = reverse("role", args=[role.slug])
        shown = self.shown.whole(scored, title, address)
        marked = self.shown.marker.segments(title.value, title.language)
        hit = Hit("role", role, title, marked, shown, address=address)
        return Answer(passage.title or title.value, hit, self._sources(role, passage))

    def _sources(self, role: Role, passage: Passage) -> tuple[TranslatedContent, ...]:
        """What the passage rests on: the sources of the item, or of a text of the role."""
        if passage.section in TOGETHER and passage.anchor == passage.section:
            items = list(ITEMS[passage.section].objects.filter(role=role))
            return tuple(citations_of(items).sources)
        if passage.anchor == passage.section or not passage.anchor:
            fields = [name for name, section in ROLE_TEXTS.items() if section == passage.section]
            citations = citations_of([role])
            return tuple(s for name in fields or ["summary"] for s in citations.of(role, name))
        items = ITEMS[passage.section].objects.filter(role=role)
        item = next((item for item in items if item.anchor == passage.anchor), None)
        return tuple(citations_of([item]).of(item)) if item else ()
