"""The columns of each kind of content as a table: every one of them is named here.

Texts have a column for each language (`title_fi`), never one of the active language: a table with a
bare `title` would overwrite whichever language its editor sees.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s

from core.models import Content
from roles.models import ResponsibilityArea, Role, RoleFamily
from skills.models import Metric, Skill, SkillGroup, Tool, ToolCategory
from translations.texts import text_columns

VERSION = "version"  # the column that tells what a row was when it was exported


@dataclass(frozen=True)
class Layout:
    """A kind of content as a table, a row each, found by its slug."""

    model: type[Content]
    plain: tuple[str, ...]
    texts: tuple[str, ...]
    shown: tuple[str, ...] = ()  # are exported only: elsewhere there is more to changing them
    key: str = "slug"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns in their order, without that of the version."""
        return (self.key, *self.shown, *self.plain, *text_columns(*self.texts))

    @cached_property
    def joined(self) -> list[str]:
        """The columns that hold the slug of another object."""
        options = self.model._meta
        return [name for name in (*self.shown, *self.plain) if options.get_field(name).is_relation]

    @cached_property
    def scheme(self) -> str:
        """Changes with the columns: versions of another scheme say nothing of these."""
        return blake2s(",".join(self.columns).encode(), digest_size=3).hexdigest()


LAYOUTS: dict[type[Content], Layout] = {
    layout.model: layout
    for layout in (
        Layout(
            Role,
            plain=("family", "stage", "replaced_by", "reviewed_on", "review_on", "source_language"),
            texts=(
                *("title", "summary", "introduction", "experience", "growth", "pay_note"),
                "conclusion",
            ),
            shown=("status",),
        ),
        Layout(
            RoleFamily,
            plain=("parent", "hue", "order", "source_language"),
            texts=("title", "description"),
        ),
        Layout(ResponsibilityArea, plain=("order", "source_language"), texts=("title",)),
        Layout(SkillGroup, plain=("order", "source_language"), texts=("title",)),
        Layout(
            Skill,
            plain=("group", "kind", "reuse", "is_retired", "replaced_by", "source_language"),
            texts=("title", "description"),
        ),
        Layout(ToolCategory, plain=("order", "source_language"), texts=("title", "description")),
        Layout(Tool, plain=("name",), texts=()),
        Layout(
            Metric,
            plain=("abbreviation", "unit", "rise", "order", "source_language"),
            texts=("title", "definition"),
        ),
    )
}
