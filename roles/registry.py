"""The registry of the kinds of items on a role's page.

`roles/kinds.py` registers the kinds of this package; a `kinds.py` in an upper package registers its
own. All that is the same for every kind is derived from here: what is read for a page, its
sections, the forms in admin, the passages that search indexes, the rows of a comparison.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:  # the model of roles asks for its kinds of items
    from roles.models import Role
    from roles.models.items import Ordered

GENERIC_TEMPLATE = "roles/sections/items.html"


@dataclass(frozen=True, eq=False, kw_only=True)
class ItemKind:
    """A kind of items, e.g. responsibilities.

    `section` is the anchor of its section on the page, `place` sorts the sections. Headings are
    message ids (`gettext_noop`). `title` names the field that is an item's title: "" if there is
    none, "skill.title" if it is that of its term. All other translated fields are its texts.
    """

    model: "type[Ordered]"
    section: str
    heading: str
    place: int
    title: str = "title"
    # The relations that are joined when items are read, each with the columns that the page shows:
    # the one to the vocabulary term first, then what is joined to the term. Texts that the page
    # does not show are not read: they would count as missing where they are not translated.
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    # The many-to-many relations that the page shows, each with what joins and sorts the rows of its
    # table.
    many: Mapping[str, Callable[[QuerySet[Any]], QuerySet[Any]]] = field(default_factory=dict)
    template: str = GENERIC_TEMPLATE
    # Computes what the template shows, by default all items. There is no section if it is false.
    content: "Callable[[Role], Any] | None" = None
    # The number beside the heading, given the content.
    count: Callable[[Any], int] = len
    # The fields of the form in admin; if not given, all.
    admin_fields: tuple[str | tuple[str, ...], ...] = ()
    is_compared: bool = True
    # The heading of its section in a comparison, if it is not that of the page.
    compare_heading: str = ""
    # The heading of a comparison's row of the items that no other role has.
    others_heading: str = ""

    @cached_property
    def relation(self) -> str:
        """The name of the relation from a role to its items."""
        options: Any = self.model._meta  # of a model with a role
        return str(options.get_field("role").remote_field.get_accessor_name())

    @cached_property
    def term(self) -> str:
        """The relation from an item to the vocabulary term it is about, e.g. "area", or ""."""
        return next(iter(self.joined), "")

    @cached_property
    def title_term(self) -> type[Model] | None:
        """The model of the term whose title is that of its items; None if they have their own."""
        if not self.term or not self.title.startswith(f"{self.term}."):
            return None
        options: Any = self.model._meta
        term: type[Model] = options.get_field(self.term).related_model
        return term

    @cached_property
    def joined_path(self) -> str | None:
        """The longest path of joined relations, as `select_related` takes it."""
        return max(self.joined, key=len, default=None)

    @cached_property
    def own_title(self) -> str:
        """The translated field of the item itself that is its title, or ""."""
        return self.title if self.title in self.model.translated_fields() else ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its translated fields besides the title, in the order of the model."""
        translated = {*self.model.translated_fields()} - {self.title}
        return tuple(item.name for item in self.model._meta.fields if item.name in translated)

    @cached_property
    def label(self) -> str:
        """The field that stands for an item where there is little room: its title or a text."""
        return self.own_title or next(iter(self.texts), "")

    def titled(self, item: Any) -> tuple[Any, str]:
        """The object that has the title of an item, and the name of the field."""
        owner, _, name = self.title.rpartition(".")
        return (getattr(item, owner) if owner else item), name

    def content_of(self, role: "Role") -> Any:
        """What the section of a role's page shows."""
        return self.content(role) if self.content else role.all_of(self.relation)


_kinds: list[ItemKind] = []


def register_kind(kind: ItemKind) -> ItemKind:
    """Adds a kind. Its section stands where its `place` says, all else after earlier kinds."""
    _kinds.append(kind)
    return kind


@cache
def item_kinds() -> tuple[ItemKind, ...]:
    """All kinds, those of this package first. To be called when all models are loaded."""
    import_module("roles.kinds")
    autodiscover_modules("kinds")
    return tuple(_kinds)


@cache
def kinds_by_model() -> dict[type[Model], ItemKind]:
    return {kind.model: kind for kind in item_kinds()}


@cache
def kinds_by_relation() -> dict[str, ItemKind]:
    return {kind.relation: kind for kind in item_kinds()}


@cache
def kinds_by_place() -> tuple[ItemKind, ...]:
    """All kinds in the order of their sections on the page."""
    return tuple(sorted(item_kinds(), key=lambda kind: kind.place))


def terms_of(role: "Role") -> Iterator[tuple[type[Model], QuerySet[Any, Any]]]:
    """The terms whose titles a role's page shows as those of its items: model, primary keys."""
    for kind in item_kinds():
        if kind.title_term:
            items: Any = kind.model._default_manager  # of a model with a role
            yield kind.title_term, items.filter(role=role).order_by().values(kind.term)
