"""Parses questions, and finds the passages that answer them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from analysis import analyser, fold, is_name, is_small, normalise, tokenise
from roles.models import Role
from roles.registry import item_kinds
from search.hits import HitBuilder, SearchHits, title_of
from search.ids import Generation, ObjectKey, object_key, pack_object, position_in_object
from search.models import Candidate, Passage
from search.passages import ROLE_TEXTS, TITLE
from search.ranking import ScoredPassage
from search.results import DirectAnswer, Hit
from sources.citations import citations_of
from translations.languages import fallback_languages, language_codes
from translations.models import TranslatedContent

# The least scores of a role that answers, and of a question of the content that is the same.
MIN_ROLE_SCORE, MIN_QUESTION_SCORE = 0.72, 0.75
# Hits that may answer, and how much less than the best one they may score.
MAX_CANDIDATES, MAX_SCORE_LAG = 10, 0.15

# Question words, folded, by language.
QUESTION_WORDS = {
    "en": "what which who whose how why where when",
    "fi": (
        "mita mika mitka minka millainen millaisia miten kuinka paljon paljonko kuka miksi missa "
        "mihin"
    ),
    "nb": "hva hvilke hvilken hvilket hvordan hvor hvem hvorfor",
    "pl": "co jak jaki jaka jakie jakich ile kto kim czym gdzie dlaczego czy",
}
# Words that ask for a section of a role page, by section and language, in any form.
SECTION_WORDS = {
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
        "nb": "verktøy bruker",
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
# Words that say that a role is meant, in any form.
WORK_WORDS = {
    "en": "job vacancy occupation profession work",
    "fi": "työ työpaikka ammatti työtehtävä",
    "nb": "jobb stilling yrke arbeid",
    "pl": "praca zawód stanowisko oferta",
}
# Sections whose items answer together, so many of them.
MERGED_SECTIONS, MAX_LINES = ("pay", "tools", "metrics", "skills"), 6


@dataclass(frozen=True)
class ParsedQuestion:
    """A query that may be a question: its topic, and the section that answers it, or "".

    `is_question` tells a question by its form; otherwise a word only suggests a section.
    """

    topic: str
    section: str
    is_question: bool


def parse_question(text: str) -> ParsedQuestion | None:
    """The question that a query asks; None without a word that asks, or without a topic."""
    tokens = tokenise(text)
    asking = [fold(token.text) in _question_words() for token in tokens]
    sections = [_section_of(token.text) for token in tokens]
    is_question = any(asking) or text.rstrip().endswith("?")
    if not (is_question or any(sections) or any(_means_work(token.text) for token in tokens)):
        return None
    parsed = zip(tokens, asking, sections, strict=True)
    rest = [token for token, is_asking, section in parsed if not (is_asking or section)]
    if not is_question:  # “sairaanhoitajan työ”
        rest = [token for token in rest if not _means_work(token.text)]
    if all(_is_small(token.text) and not is_name(token, tokens, text) for token in rest):
        return None
    topic = " ".join(token.text for token in rest)
    return ParsedQuestion(topic, next(filter(None, reversed(sections)), ""), is_question)


def says_little(text: str, language: str) -> bool:
    """Whether there are only small words and words that ask: “how much is it”, but not “OR”."""
    words = [token.text for token in tokenise(text)]
    if len(words) == 1 and words[0].isupper():
        return False
    return all(is_small(word, language) or fold(word) in _question_words() for word in words)


def _is_small(word: str) -> bool:
    return any(is_small(word, code) for code in language_codes())


def _means_work(word: str) -> bool:
    """Whether a word says that a role is meant, in any form and language: “job”."""
    return any(_stem(word, code) in _work_stems(code) for code in language_codes())


@cache
def _work_stems(code: str) -> frozenset[str]:
    return frozenset(_stem(word, code) for word in WORK_WORDS.get(code, "").split())


@cache
def _question_words() -> frozenset[str]:
    return frozenset(word for words in QUESTION_WORDS.values() for word in words.split())


def _section_of(word: str) -> str:
    """The section that a word asks for in any form and language, or ""."""
    for code in language_codes():
        if section := _sections_by_stem(code).get(_stem(word, code)):
            return section
    return ""


@cache
def _sections_by_stem(code: str) -> dict[str, str]:
    return {
        _stem(word, code): section
        for section, words in SECTION_WORDS.items()
        for word in words.get(code, "").split()
    }


def _stem(word: str, code: str) -> str:
    """The last stem of a word: that of its folded form."""
    return (analyser().stems(normalise(word), code) or ("",))[-1]


def _merge_items(passages: Sequence[Passage]) -> Passage:
    """The items of a section as one passage with a line each, at the anchor of the section."""
    items = [passage for passage in passages if passage.anchor != passage.section]
    first = (items or passages)[0]
    lines = [": ".join(filter(None, (p.title, p.text.replace("\n", ", ")))) for p in items]
    text = "\n".join(lines[:MAX_LINES]) or first.text
    return Passage(
        id=first.id,
        object=first.object,
        language=first.language,
        section=first.section,
        anchor=first.section,
        text=text,
    )


def _page_order(passage: Passage) -> tuple[bool, bool, int]:
    """Sorts the summary before items, items before the texts around them, then by position."""
    is_around_items = passage.anchor == passage.section
    return passage.section != TITLE, is_around_items, position_in_object(passage.id)


class AnswerFinder:
    """Finds the passage that answers a question, for one page language."""

    def __init__(self, hit_builder: HitBuilder, generation: Generation, using: str) -> None:
        self.hit_builder = hit_builder
        self.language = hit_builder.language
        self.generation = generation
        self.using = using

    def from_same_question(self, groups: Sequence[SearchHits]) -> DirectAnswer | None:
        """The answer of the content to the same question, if the best hit is one."""
        best = groups[0].passages[0] if groups else None
        is_same = best and best.passage.section == "questions" and best.score >= MIN_QUESTION_SCORE
        if not (best and is_same):
            return None
        texts = self.hit_builder.read_texts([best.passage.id])
        return self._answer(groups[0].key, best, texts.get(best.passage.id, ""))

    def from_section(self, groups: Sequence[SearchHits], section: str) -> DirectAnswer | None:
        """The passage of a section of the best role, or of one that scores nearly as well.

        A role that has the section goes before one whose summary has to answer.
        """
        candidates = [group for group in groups[:MAX_CANDIDATES] if group.key[0] == "role"]
        good = [group for group in candidates if group.score >= MIN_ROLE_SCORE]
        roles = {
            group.key: group.score for group in good if group.score >= good[0].score - MAX_SCORE_LAG
        }
        if not roles or not section:
            return None
        passages = self._read_passages([*roles], section)
        answering = [key for key in roles if key in passages]
        if not answering:
            return None
        with_section = (key for key in answering if _has_section(passages[key], section))
        key = next(with_section, answering[0])
        is_merged = section in MERGED_SECTIONS
        passage = _merge_items(passages[key]) if is_merged else passages[key][0]
        return self._answer(key, ScoredPassage(passage.candidate, roles[key]), passage.text)

    def _read_passages(
        self, keys: Sequence[ObjectKey], section: str
    ) -> dict[ObjectKey, list[Passage]]:
        """The passages that may answer, by role, in the page's language or the next best."""
        # Responsibilities are best answered by the summary.
        sections = (TITLE, section) if section == "responsibilities" else (section,)
        in_generation = Passage.objects.using(self.using).in_generation(self.generation)
        object_ids = [pack_object(*key) for key in keys]
        rows = in_generation.filter(section__in=sections, object__in=object_ids).exclude(text="")
        order = {code: n for n, code in enumerate(fallback_languages(self.language))}
        passages: dict[ObjectKey, list[Passage]] = defaultdict(list)
        for row in sorted(rows, key=lambda p: (order.get(p.language, len(order)), _page_order(p))):
            of_role = passages[object_key(row.id)]
            if not of_role or of_role[0].language == row.language:
                of_role.append(row)
        return passages

    def _answer(self, key: ObjectKey, scored: ScoredPassage, text: str) -> DirectAnswer | None:
        passage = scored.passage
        role = Role.objects.published().select_related("family").filter(pk=key[1]).first()
        if role is None:
            return None
        title = title_of(role, self.language)
        address = reverse("role", args=[role.slug])
        hit_passage = self.hit_builder.whole_passage(scored, title, address, text)
        marked = self.hit_builder.marker.segments(title.value, title.language)
        hit = Hit("role", role, title, marked, hit_passage, address=address)
        return DirectAnswer(passage.title or title.value, hit, self._sources(role, passage))

    def _sources(self, role: Role, passage: Candidate) -> tuple[TranslatedContent, ...]:
        """The sources that the items of a merged section, a text of the role, or an item cites."""
        is_section = passage.anchor == passage.section
        if is_section and passage.section in MERGED_SECTIONS:
            return tuple(citations_of(_items(role, passage.section)).sources)
        if is_section or not passage.anchor:
            fields = [name for name, section in ROLE_TEXTS.items() if section == passage.section]
            citations = citations_of([role])
            return tuple(s for name in fields or ["summary"] for s in citations.of(role, name))
        items = _items(role, passage.section)
        item = next((item for item in items if item.anchor == passage.anchor), None)
        return tuple(citations_of([item]).of(item)) if item else ()


def _has_section(passages: Sequence[Passage], section: str) -> bool:
    return any(passage.section == section for passage in passages)


def _items(role: Role, section: str) -> Collection[Any]:
    relation = next(kind.relation for kind in item_kinds() if kind.section == section)
    return role.all_of(relation)
