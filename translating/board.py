"""The translators' board: what there is to translate, object by object and language by language."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, cast

from django.db.models import Count, Exists, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from core.editing import may_edit
from roles.models import Role
from roles.registry import terms_of
from translating.forms import STATES, BoardForm
from translating.models import CountedVersion, TranslationWork
from translating.names import names_of, title_of
from translating.work import changed_since, owner_models
from translations.editing import may_translate
from translations.interface import grouped
from translations.languages import active_language, language_codes, native_name
from translations.models import TranslatedContent
from translations.texts import Text

PER_PAGE = 50
# The fields by which rows are sorted, each before the key.
ORDERS = {"": "-urgency", "words": "-words", "changed": "-changed_at", "title": "sort_key"}
# The counts of texts, each with that of their words.
WORDS_OF = {"missing": "missing_words", "outdated": "outdated_words", "drafts": "draft_words"}
Work = QuerySet[TranslationWork]
_work: Any = TranslationWork._default_manager


def languages_of(user: User) -> list[str]:
    """The languages whose work somebody is shown: their own ones, or all for an editor."""
    codes = language_codes()
    if may_edit(user, Role):
        own = user.languages if may_translate(user) else []
        return sorted(codes, key=lambda code: code not in own)
    return [code for code in codes if code in user.languages] if may_translate(user) else []


def visible_kinds(user: User) -> list[str]:
    """The labels of the kinds of objects that somebody may see in admin."""
    return [
        model._meta.label_lower
        for model in owner_models()
        if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
        or may_edit(user, model)
    ]


def translating_address(label: str, pk: int, language: str) -> str:
    """The page where an object is translated into a language."""
    name = f"admin:{label.replace('.', '_')}_translate"
    return f"{reverse(name, args=[pk])}?language={language}"


def outdated_texts(model: Any) -> dict[str, int]:
    """How many translations of a model's objects are outdated, by language; as counted last."""
    found = _work.filter(model=model._meta.label_lower, outdated__gt=0)
    counted = dict(found.values_list("language").annotate(sum=Sum("outdated")).order_by())
    return {code: counted[code] for code in language_codes() if code in counted}


class ToDo(NamedTuple):
    """How many texts are in a state, and how many words these have in the source."""

    state: str
    texts: str
    words: str


@dataclass(frozen=True)
class BoardCell:
    """What there is to do of an object in one language."""

    language: str
    address: str
    to_do: list[ToDo]


@dataclass(frozen=True)
class BoardLine:
    """An object of the board."""

    kind: str
    name: Text
    address: str
    cells: list[BoardCell]


@dataclass(frozen=True)
class KindCount:
    """How many objects of a kind there are to work on."""

    label: str
    name: str
    count: str


class Board:
    """A page of the board for somebody, as a form asks for it."""

    def __init__(self, user: User, form: BoardForm, per_page: int = PER_PAGE) -> None:
        self.languages = languages_of(user)
        self.form = form
        self.visible_kinds = visible_kinds(user)
        self.language = form.value("language") or self._usual_language()
        form.show_language(self.language)
        self._per_page = per_page

    def _usual_language(self) -> str:
        """That of the interface, or the person's first; before others one with something to do."""
        active = active_language()
        codes = sorted(self.languages, key=lambda code: code != active)
        asked = {code: Exists(self._work_in(code)) for code in codes}
        there = CountedVersion.objects.values(**asked).first() or {}  # of its one row
        return next((code for code in codes if there.get(code)), codes[0])

    def _work_in(self, language: str) -> Work:
        return cast(Work, _work.filter(language=language, model__in=self.visible_kinds))

    # What is asked for

    @cached_property
    def _of_all_kinds(self) -> Work:
        return self._work_in(self.language).filter(*self._conditions())

    @cached_property
    def _sums(self) -> dict[str, dict[str, int]]:
        """The numbers of objects, texts and words, by kind."""
        names = [name for pair in WORDS_OF.items() for name in pair]
        sums = {name: Sum(name) for name in names}
        rows: Any = (
            self._of_all_kinds.values("model").annotate(count=Count("pk"), **sums).order_by()
        )
        return {row.pop("model"): row for row in rows}

    @cached_property
    def _found(self) -> Work:
        kind = self.form.value("kind")
        return self._of_all_kinds.filter(model=kind) if kind else self._of_all_kinds

    def _conditions(self) -> Iterable[Q]:
        value = self.form.value
        if state := value("state"):
            yield Q(**{f"{state}__gt": 0})
        if role := value("role"):
            yield _of_role(role)
        if family := value("family"):
            roles = Role.objects.filter(family__path__startswith=family.path)
            yield _of(Role, roles.values("pk"))
        if since := value("since"):
            yield changed_since(since)

    # What is shown

    @cached_property
    def kinds(self) -> list[KindCount]:
        """The kinds of which there is something to do."""
        return [
            KindCount(label, name, grouped(self._sums[label]["count"]))
            for model in owner_models()
            if (label := model._meta.label_lower) in self._sums
            for name in [capfirst(str(model._meta.verbose_name_plural))]
        ]

    @cached_property
    def totals(self) -> list[ToDo]:
        """The sums of all that is found."""
        kind = self.form.value("kind")
        found = [sums for label, sums in self._sums.items() if kind in (None, "", label)]
        names = [name for pair in WORDS_OF.items() for name in pair]
        return self._to_do({name: sum(sums[name] for sums in found) for name in names})

    @cached_property
    def _page(self) -> list[TranslationWork]:
        """The rows of the page, and one more if there are any."""
        order = ORDERS[self.form.value("sort") or ""]
        found = self._found.order_by(order, "pk")
        if order == "-changed_at":
            found = found.filter(changed_at__isnull=False)
        if after := self.form.value("after"):
            found = _standing_after(found, order, after)
        return [*found[: self._per_page + 1]]

    @property
    def has_more(self) -> bool:
        return len(self._page) > self._per_page

    @property
    def last(self) -> int:
        """The key of the last row of the page, after which the next page begins."""
        return self._page[self._per_page - 1].pk

    @property
    def next_address(self) -> str:
        """Where what is to be done next is done; "" if there is nothing."""
        if not self._page:
            return ""
        first = self._page[0]
        return translating_address(first.model, first.object_id, self.language)

    @cached_property
    def lines(self) -> list[BoardLine]:
        rows = self._page[: self._per_page]
        names = names_of((row.model, row.object_id) for row in rows)
        cells = self._cells(rows)
        return [
            self._line(row, names[key], cells.get(key, {}))
            for row in rows
            if (key := (row.model, row.object_id)) in names
        ]

    def _line(
        self, row: TranslationWork, item: TranslatedContent, works: dict[str, TranslationWork]
    ) -> BoardLine:
        kind = capfirst(str(item._meta.verbose_name))
        addresses = [translating_address(row.model, row.object_id, code) for code in self.languages]
        cells = [
            BoardCell(
                native_name(code), address, self._to_do(vars(works[code])) if code in works else []
            )
            for code, address in zip(self.languages, addresses, strict=True)
        ]
        address = addresses[self.languages.index(self.language)]
        return BoardLine(kind, title_of(item), address, cells)

    def _to_do(self, counts: Mapping[str, Any]) -> list[ToDo]:
        return [
            ToDo(label, grouped(counts[state]), self._words % {"words": grouped(counts[words])})
            for state, label in self._states.items()
            if counts[state] and (words := WORDS_OF[state])
        ]

    @cached_property
    def _states(self) -> dict[str, str]:
        """The names of the states, looked up once."""
        return {state: str(label) for state, label in STATES.items() if state}

    @cached_property
    def _words(self) -> str:
        return _("words: %(words)s")

    def _cells(
        self, rows: Collection[TranslationWork]
    ) -> dict[tuple[str, int], dict[str, TranslationWork]]:
        """The work on the objects of rows in all of the person's languages."""
        found: dict[tuple[str, int], dict[str, TranslationWork]] = defaultdict(dict)
        for work in _work.filter(
            object_id__in={row.object_id for row in rows},
            model__in={row.model for row in rows},
            language__in=self.languages,
        ):
            found[work.model, work.object_id][work.language] = work
        return found

    @property
    def language_name(self) -> str:
        return native_name(self.language)

    @property
    def headings(self) -> list[tuple[str, str]]:
        return [(code, native_name(code)) for code in self.languages]


def _of(model: Any, pks: Any) -> Q:
    return Q(model=model._meta.label_lower, object_id__in=pks)


def _of_role(role: Role) -> Q:
    """A role, and the terms of the vocabulary that its page shows."""
    found = _of(Role, [role.pk])
    for model, pks in terms_of(role):
        found |= _of(model, pks)
    return found


def _standing_after(found: Work, order: str, pk: int) -> Work:
    """The rows after one; all if it is gone by now."""
    name, is_falling = order.removeprefix("-"), order.startswith("-")
    value = _work.filter(pk=pk).values_list(name, flat=True).first()
    if value is None:
        return found
    beyond = f"{name}__{'lt' if is_falling else 'gt'}"
    return found.filter(Q(**{beyond: value}) | Q(**{name: value}, pk__gt=pk))
