"""Prepared queries: compiled once, with rows that become instances cheaply. For reading only.

A page is made of hundreds of rows that are read, shown and forgotten. Most of what Django spends on
them goes into compiling the same queries again and into making instances. The instances made here
have their methods and what `select_related` joins to them, but are not to be saved. Columns that
no page shows (`register_hidden`) are left out. A query with `only` reads its columns and the keys.
`PreparedRows` makes no instances.

Leans on parts of Django that its documentation does not describe; a test names the missing one when
a release changes them, and pyproject.toml keeps Django below the next minor version:

- `Query.chain`, `Query.annotation_select`, `Query.deferred_loading`, `Query.select_related`,
  `Query.set_values`, `Query.get_compiler`
- `SQLCompiler.as_sql`, `SQLCompiler.select`, `SQLCompiler.get_converters`
- `ModelState` with `adding`, `db` and `fields_cache`
- `execute_wrappers` and `queries_logged` of a connection: whether somebody wants to know of queries
- `_prefetched_objects_cache`, in which an instance has its prefetched relations
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, ClassVar, Generic, Self, TypeVar, cast
from weakref import WeakSet

from django.db import connections, router
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.base import ModelState

from core.made_of import ingredients, not_collecting, note, note_query, note_unknown

M = TypeVar("M", bound=Model)
IsHidden = Callable[[type[Model], "Field[Any, Any]"], bool]
Row = Sequence[Any]
# What Django does to a value of a column: functions of value, expression and connection.
Converters = list[tuple[int, tuple[list[Callable[..., Any]], Any]]]

PREFETCHED = "_prefetched_objects_cache"
# What wraps the queries of a connection, if nobody but this module wants to know of them.
UNWATCHED: list[list[Callable[..., Any]]] = [[], [note_query]]
MAX_PARAMS = 20  # numbers of a list that are parameters of their own

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
    """A value that is given only when a prepared query is run.

    `filter(role=QueryParam("role"))`, or `filter(pk__in=QueryParam("ids"))` for a list of any
    length. One that is `packed` is a single parameter where the database has JSON for it: so the
    SQL is the same for each length, and prepared already, which takes longer than running it.
    SQLite then does not know the length, and may prefer another index. For lists of keys or texts
    in a condition that is not negated.
    """

    def __init__(self, name: str, packed: bool = False) -> None:
        super().__init__()
        self.name = name
        self._packed = packed

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "(%s)", [self]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Called by Django in place of `as_sql` where the database is SQLite."""
        if not self._packed:
            return self.as_sql(compiler, connection)
        return "(SELECT value FROM json_each(%s))", [PackedParam(self.name)]

    def value(self, arguments: Mapping[str, Any]) -> Any:
        """Its value among the arguments of a run."""
        return arguments[self.name]


@dataclass(frozen=True)
class PackedParam:
    """A list that is given when a prepared query is run, as JSON."""

    name: str

    def value(self, arguments: Mapping[str, Any]) -> str:
        """The list among the arguments of a run."""
        return json.dumps(arguments[self.name])


class PreparedQuery(Generic[M]):
    """A query of a model that is compiled once for each variant and database, and run many times.

    `skills = PreparedQuery(Skill, lambda skills: skills.filter(slug=QueryParam("slug")))` is run as
    `skills(slug="empathy")`.
    """

    registered: ClassVar[WeakSet["PreparedQuery[Any]"]] = WeakSet()

    def __init__(self, model: type[M], narrow: Callable[[Any], QuerySet[M]]) -> None:
        """`narrow` is given all objects, as the model's own kind of QuerySet."""
        self._model = model
        self.narrow = narrow
        self._statements: dict[tuple[str, str], Statement] = {}
        self.registered.add(self)

    def __call__(self, **arguments: Any) -> list[M]:
        key = _variant(), router.db_for_read(self._model)
        if (statement := self._statements.get(key)) is None:
            statement = self._statements[key] = self._compiled(using=key[1])
        return statement.run(arguments)

    def queryset(self) -> QuerySet[Any, Any]:
        """The query as Django knows it, with each QueryParam in its place."""
        return self.narrow(self._model._default_manager.all())

    def _compiled(self, using: str) -> "Statement":
        return Statement.of(self.queryset(), using)


class PreparedRows(PreparedQuery[Any]):
    """The same for the rows themselves, of the named columns; of its own ones if it is a union.

    `needs = PreparedRows(RoleSkill, lambda items: items.order_by("pk"), "role", "skill")`
    """

    def __init__(
        self, model: type[Model], narrow: Callable[[Any], QuerySet[Any, Any]], *columns: str
    ) -> None:
        super().__init__(model, narrow)
        self._columns = columns

    def queryset(self) -> QuerySet[Any, Any]:
        queryset = super().queryset()
        return queryset.values_list(*self._columns) if self._columns else queryset

    def _compiled(self, using: str) -> "Statement":
        return Statement.of_rows(self.queryset(), self._columns, using)


def set_prefetched(instance: Model, relation: str, items: list[Any]) -> None:
    """Makes `items` the result of `instance.relation.all()`: a list is all that a page needs."""
    vars(instance).setdefault(PREFETCHED, {})[relation] = items


def prefetched(instance: Model, relation: str) -> Sequence[Any] | None:
    """The prefetched objects of a relation, or None if it is not prefetched."""
    objects: Sequence[Any] | None = vars(instance).get(PREFETCHED, {}).get(relation)
    return objects


def loaded(instance: Model, name: str) -> Model | None:
    """What a foreign key leads to, if that is loaded already; else None."""
    joined: Model | None = instance._state.fields_cache.get(name)
    return joined


def set_prefetched_each(
    instances: Iterable[Model], relation: str, pairs: Iterable[tuple[Any, Any]]
) -> None:
    """`set_prefetched` for several instances, from pairs of an instance's key and an item."""
    items: dict[Any, list[Any]] = defaultdict(list)
    for key, item in pairs:
        items[key].append(item)
    for instance in instances:
        set_prefetched(instance, relation, items[instance.pk])


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

    def instance(self, row: Row, using: str, joined: dict[str, Any]) -> Model:
        """The instance, as one that was read from the database `using`."""
        # Attribute by attribute, which is quicker than a dictionary that Python has to take over.
        state = ModelState()
        state.adding, state.db, state.fields_cache = False, using, joined
        instance = self.model.__new__(self.model)
        instance._state = state
        instance.__dict__.update(zip(self.names, row[self.columns]))  # noqa: B905 (costs a quarter)
        return instance


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled query, and how its rows become instances.

    `sql` is that without lists, `driver_sql` the same as the database's driver takes it, `pieces`
    are what is between its placeholders; `annotations` are the names of what is computed, in the
    columns after all parts. One of rows has no parts.
    """

    using: str
    sql: str
    driver_sql: str
    pieces: list[str]
    params: tuple[Any, ...]
    converters: Converters
    parts: list[RowPart]
    annotations: tuple[str, ...]
    # What gives the key of an object, or of what it is a part of, of a row; each with a label.
    noted: tuple[tuple[str, Callable[[Row], Any]], ...]

    @classmethod
    def of(cls, queryset: QuerySet[Any], using: str) -> Self:
        """The statement of a QuerySet whose `select_related` follows foreign keys by name."""
        query = queryset.query.chain()
        annotations = tuple(query.annotation_select)
        names, is_defer = query.deferred_loading
        only = frozenset[str]() if is_defer else frozenset(names)
        joins = cast(dict[str, Any], query.select_related or {})
        parts, columns = _parts(queryset.model, joins, only)
        query.set_values([*columns, *annotations])
        return cls._compiled(query, using, parts, annotations)

    @classmethod
    def of_rows(cls, queryset: QuerySet[Any, Any], columns: Sequence[str], using: str) -> Self:
        """The statement of a QuerySet of rows with these columns, or its own if none are given."""
        query = queryset.query.chain()
        if columns:
            query.set_values(columns)
        return cls._compiled(query, using, [], ())

    @classmethod
    def _compiled(
        cls, query: Any, using: str, parts: list[RowPart], annotations: tuple[str, ...]
    ) -> Self:
        compiler = query.get_compiler(using)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([selected[0] for selected in compiler.select])
        noted = tuple(filter(None, map(_noted, parts)))
        return cls(
            using,
            sql,
            compiler.connection.driver_sql(sql),
            pieces_of(sql),
            params,
            list(converters.items()),
            parts,
            annotations,
            noted,
        )

    def run(self, arguments: Mapping[str, Any]) -> list[Any]:
        """The rows as instances; what several rows are joined to becomes one instance."""
        rows = self._fetch(arguments)
        if not self.parts:
            return rows
        if len(self.parts) == 1 and not self.annotations:
            return [self.parts[0].instance(row, self.using, {}) for row in rows]
        joined_instances: dict[tuple[int, Any], Model | None] = {}
        return [self._instance(row, joined_instances) for row in rows]

    def _fetch(self, arguments: Mapping[str, Any]) -> list[Row]:
        connection = connections[self.using]
        sql, params = self.filled(arguments)
        # Not translated again, and the same object, of which Python knows the hash.
        rows = read_rows(connection, sql, params, self.driver_sql if sql is self.sql else "")
        if ingredients() is not None:
            self._note(rows)
        if not self.converters:
            return rows
        converted = [list(row) for row in rows]
        for column, (converters, expression) in self.converters:
            for row in converted:
                for convert in converters:
                    row[column] = convert(row[column], expression, connection)
        return cast(list[Row], converted)

    def _note(self, rows: list[Row]) -> None:
        """Says of what objects a page that reads these rows is made."""
        if not self.parts:
            note_unknown()
        for label, key_of in self.noted:
            note(label, map(key_of, rows))

    def filled(self, arguments: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The SQL and its parameters, with the arguments in their places."""
        values = [
            param.value(arguments) if isinstance(param, QueryParam | PackedParam) else param
            for param in self.params
        ]
        has_lists = any(isinstance(value, list) for value in values)
        return self._with_lists(values) if has_lists else (self.sql, values)

    def _with_lists(self, values: Sequence[Any]) -> tuple[str, list[Any]]:
        """With a parameter for each value of a list. The numbers of a long one stand in the SQL."""
        sql, params = [self.pieces[0]], list[Any]()
        for value, piece in zip(values, self.pieces[1:], strict=True):
            listed = value if isinstance(value, list) else [value]
            if len(listed) > MAX_PARAMS and all(type(one) is int for one in listed):
                sql += ", ".join(map(str, listed)), piece
                continue
            # An empty list contains nothing, not even NULL: `IN (NULL)` is never true.
            sql += ", ".join(["%s"] * len(listed)) or "NULL", piece
            params += listed
        return "".join(sql), params

    def _instance(self, row: Row, joined_instances: dict[tuple[int, Any], Model | None]) -> Model:
        joined: list[dict[str, Any]] = [{} for _ in self.parts]
        # From the last part on, so that what is joined to an instance is made before it.
        for number in range(len(self.parts) - 1, 0, -1):
            part = self.parts[number]
            key = number, row[part.columns.start]
            if key not in joined_instances:
                is_null = key[1] is None
                joined_instances[key] = (
                    None if is_null else part.instance(row, self.using, joined[number])
                )
            joined[part.joins_to][part.name] = joined_instances[key]
        instance = self.parts[0].instance(row, self.using, joined[0])
        if self.annotations:
            computed = row[-len(self.annotations) :]
            instance.__dict__.update(zip(self.annotations, computed, strict=True))
        return instance


def read_rows(connection: Any, sql: str, params: Sequence[Any], driver_sql: str = "") -> list[Row]:
    """The rows of a query, of which the caller says what they are. `driver_sql` is the SQL as the
    database's driver takes it, if that is known.

    Our backends read them without a cursor of Django's, unless somebody wants to know of queries.
    """
    is_watched = connection.queries_logged or connection.execute_wrappers not in UNWATCHED
    if not is_watched:
        return cast(list[Row], connection.rows(driver_sql or connection.driver_sql(sql), params))
    with not_collecting(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cast(list[Row], cursor.fetchall())


def _noted(part: RowPart) -> tuple[str, Callable[[Row], Any]] | None:
    """What gives the key of what a page with a row is made of, for a part of it; and its label.

    None where a row says nothing: in tables between two models, whose rows belong to objects that
    are on the page anyway, as citations do.
    """
    owner = getattr(part.model, "part_of", None)
    if owner is None:
        return None
    if not owner:
        return part.model._meta.label_lower, itemgetter(part.columns.start)
    relation: Any = part.model._meta.get_field(owner)
    if not relation.concrete or relation.attname not in part.names:
        return None
    place = part.columns.start + part.names.index(relation.attname)
    return relation.related_model._meta.label_lower, itemgetter(place)


def pieces_of(sql: str) -> list[str]:
    """The SQL between its placeholders. A literal per cent sign stays doubled: `%%`."""
    return [piece.replace("\0", "%%") for piece in sql.replace("%%", "\0").split("%s")]


def _parts(
    model: type[Model], joins: dict[str, Any], only: frozenset[str]
) -> tuple[list[RowPart], list[str]]:
    """The parts of a row, each after the one it joins to, and the names of all columns."""
    names = _columns_of(model, only)
    parts, columns = [RowPart(model, slice(0, len(names)), names)], list(names)
    pending = [(0, "", joins)]
    while pending:
        number, prefix, joins = pending.pop()
        for name, further in joins.items():
            related = cast(type[Model], parts[number].model._meta.get_field(name).related_model)
            names = _columns_of(related, only, f"{prefix}{name}__")
            place = slice(len(columns), len(columns) + len(names))
            pending.append((len(parts), f"{prefix}{name}__", further))
            parts.append(RowPart(related, place, names, number, name))
            columns += [f"{prefix}{name}__{column}" for column in names]
    return parts, columns


def _columns_of(model: type[Model], only: frozenset[str], prefix: str = "") -> tuple[str, ...]:
    """The columns of a part, its key first: those in `only`, or all that are shown if none is."""
    named = {
        field.attname for field in model._meta.concrete_fields if f"{prefix}{field.name}" in only
    }
    key = model._meta.pk.attname
    return (key, *sorted(named - {key})) if named else shown_columns(model)


@cache
def shown_columns(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model that are not hidden, its key first."""
    columns = [
        field.attname
        for field in model._meta.concrete_fields
        if not (field.primary_key or any(is_hidden(model, field) for is_hidden in _hidden))
    ]
    return (model._meta.pk.attname, *columns)
