"""Reading that costs little: queries compiled once, and rows without what no page shows.

A page is made of hundreds of rows that are read, shown and forgotten. Most of what Django spends on
them goes into compiling the same queries anew and into the ceremony of making an instance. What is
made here are instances of the models too, with their methods and with what `select_related` joins
to them; nobody is to save one. The columns that no page shows are left out: the keys that lists are
sorted by, and the base columns of translated fields, which repeat one language. A query that says
`only` reads just those columns, and the keys.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Self, TypeVar

from django.db import connections, router
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)
IsHidden = Callable[[type[Model], Field], bool]

_variant: Callable[[], str] = str
_hidden: list[IsHidden] = []


def register_variant(read: Callable[[], str]) -> None:
    """Registers what a compiled query depends on besides its database, e.g. the language."""
    global _variant
    _variant = read


def register_hidden(is_hidden: IsHidden) -> None:
    """Registers which columns of a model no page shows, so that prepared queries leave them out."""
    _hidden.append(is_hidden)


class QueryParam(Expression):
    """A value that is known only when a prepared query is run.

    `filter(role=Given("role"))`, or `filter(pk__in=Given("ids"))` for a list of any length.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "(%s)", [self]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """What is given for it: one value, or those of a list."""
        value = given[self.name]
        return value if isinstance(value, list) else [value]


class PreparedQuery(Generic[M]):
    """A query of a model that is compiled once for each language and database, and run many times.

    `questions = Prepared(Question, lambda found: found.filter(role=Given("role")))` is run as
    `questions(role=7)`.
    """

    def __init__(self, model: type[M], narrow: Callable[[QuerySet[M]], QuerySet[M]]) -> None:
        self._model = model
        self._narrow = narrow
        self._statements: dict[tuple[str, str], Statement] = {}

    def __call__(self, **given: Any) -> list[M]:
        key = _variant(), router.db_for_read(self._model)
        if (statement := self._statements.get(key)) is None:
            queryset = self._narrow(self._model._default_manager.all())
            statement = self._statements[key] = Statement.of(queryset, using=key[1])
        return statement.run(given)


def set_prefetched(instance: Model, relation: str, found: list[Any]) -> None:
    """Lets `instance.relation.all()` be what was found: a list, which is all that a page needs."""
    vars(instance).setdefault("_prefetched_objects_cache", {})[relation] = found


def set_prefetched_each(
    instances: Iterable[Model], relation: str, pairs: Iterable[tuple[Any, Any]]
) -> None:
    """The same for several instances at once, given pairs of a key and what belongs to it."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    for instance in instances:
        set_prefetched(instance, relation, found[instance.pk])


@dataclass(frozen=True, slots=True)
class RowPart:
    """The columns of a row that make one instance: the row's own, or one that is joined to it.

    `columns` are a slice of the row and begin with the key. `name` is the relation that leads here
    from the part with the number `joins_to`; the row's own part comes first and has neither.
    """

    model: type[Model]
    columns: slice
    names: tuple[str, ...]
    joins_to: int = 0
    name: str = ""

    def instance(self, row: Sequence[Any], using: str, joined: dict[str, Any]) -> Model:
        """The instance, as one that was read from the database `using`."""
        state = ModelState()
        state.__dict__ = {"adding": False, "db": using, "fields_cache": joined}
        made = self.model.__new__(self.model)
        made.__dict__ = dict(zip(self.names, row[self.columns], strict=True))
        made._state = state
        return made


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled query, and how its rows become instances.

    `pieces` are the SQL between its placeholders; `conversions` are what Django does to the value
    of a column, by its number; `more` are the names of what is computed, after all parts.
    """

    using: str
    pieces: list[str]
    params: tuple[Any, ...]
    conversions: list[tuple[int, tuple[list[Callable[..., Any]], Any]]]
    parts: list[RowPart]
    more: tuple[str, ...]

    @classmethod
    def of(cls, queryset: QuerySet, using: str) -> Self:
        """The statement of a QuerySet whose `select_related` follows foreign keys by name."""
        query = queryset.query.chain()
        more = tuple(query.annotation_select)
        names, is_defer = query.deferred_loading
        only = frozenset() if is_defer else frozenset(names)
        parts, columns = _parts(query.model, query.select_related or {}, only)
        query.set_values([*columns, *more])
        compiler = query.get_compiler(using)
        sql, params = compiler.as_sql()
        conversions = compiler.get_converters([selected[0] for selected in compiler.select])
        return cls(using, sql.split("%s"), params, list(conversions.items()), parts, more)

    def run(self, given: Mapping[str, Any]) -> list[Any]:
        """The rows as instances; what several rows are joined to is made once."""
        if len(self.parts) == 1 and not self.more:
            return [self.parts[0].instance(row, self.using, {}) for row in self._fetch(given)]
        seen: dict[tuple[int, Any], Model | None] = {}
        return [self._instance(row, seen) for row in self._fetch(given)]

    def _fetch(self, given: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(given))
            found = cursor.fetchall()
        if not self.conversions:
            return found
        converted = [list(row) for row in found]
        for column, (converters, expression) in self.conversions:
            for row in converted:
                for convert in converters:
                    row[column] = convert(row[column], expression, connection)
        return converted

    def _filled(self, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The SQL and its parameters, with what is given in its places.

        They have names, which Django rewrites for SQLite at once; nameless ones it looks for in all
        of the SQL, which takes longer than running it.
        """
        sql, params = [self.pieces[0]], {}
        for param, piece in zip(self.params, self.pieces[1:], strict=True):
            values = param.values(given) if isinstance(param, QueryParam) else [param]
            named = {f"p{number}": value for number, value in enumerate(values, len(params))}
            # A list of nothing has nothing in it, not even a value that is missing.
            sql += ", ".join(f"%({name})s" for name in named) or "NULL", piece
            params |= named
        return "".join(sql), params

    def _instance(self, row: Sequence[Any], seen: dict[tuple[int, Any], Model | None]) -> Model:
        joined: list[dict[str, Any]] = [{} for _ in self.parts]
        # From the far end, so that what is joined to an instance is there before it.
        for number in range(len(self.parts) - 1, 0, -1):
            part = self.parts[number]
            key = number, row[part.columns.start]
            if key not in seen:
                is_there = key[1] is not None
                seen[key] = part.instance(row, self.using, joined[number]) if is_there else None
            joined[part.joins_to][part.name] = seen[key]
        made = self.parts[0].instance(row, self.using, joined[0])
        if self.more:
            made.__dict__.update(zip(self.more, row[-len(self.more) :], strict=True))
        return made


def _parts(
    model: type[Model], joined: dict[str, Any], only: frozenset[str]
) -> tuple[list[RowPart], list[str]]:
    """The parts of a row, each after the one it joins to, and the names of all columns."""
    names = _wanted(model, only)
    parts, columns = [RowPart(model, slice(0, len(names)), names)], list(names)
    waiting = [(0, "", joined)]
    while waiting:
        number, prefix, joined = waiting.pop()
        for name, further in joined.items():
            model = parts[number].model._meta.get_field(name).related_model
            names = _wanted(model, only, f"{prefix}{name}__")
            place = slice(len(columns), len(columns) + len(names))
            waiting.append((len(parts), f"{prefix}{name}__", further))
            parts.append(RowPart(model, place, names, number, name))
            columns += [f"{prefix}{name}__{column}" for column in names]
    return parts, columns


def _wanted(model: type[Model], only: frozenset[str], prefix: str = "") -> tuple[str, ...]:
    """Those of `only` that are columns of a part, its key first; all that may be shown, if none."""
    named = {
        field.attname for field in model._meta.concrete_fields if f"{prefix}{field.name}" in only
    }
    key = model._meta.pk.attname
    return (key, *sorted(named - {key})) if named else shown_columns(model)


@cache
def shown_columns(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model that may be shown, its key first."""
    others = [
        field.attname
        for field in model._meta.concrete_fields
        if not (field.primary_key or any(is_hidden(model, field) for is_hidden in _hidden))
    ]
    return (model._meta.pk.attname, *others)
