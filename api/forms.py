"""The query parameters of the API: those of the pages' forms, but for what only pages show."""

from dataclasses import replace

from api import schemas
from api.items import RoleData
from api.strict import NumberField, StrictForm
from careers.compare import MAX_ROLES
from careers.find import MAX_PAGES
from careers.forms import CompareForm, FindForm, MoveForm
from core.forms import ListField
from roles.forms import SLUG, BrowseForm
from search.forms import LAST_PAGE, SearchForm, TextForm
from search.results import SearchRequest
from skills.forms import SkillsForm

LARGEST_VERSION = 2**63 - 1


def names_of(answer: type) -> tuple[str, ...]:
    """The fields of an answer that can be chosen: all but the name, which is always sent."""
    return tuple(name for name in answer.__annotations__ if name != "slug")


class TextsForm(StrictForm):
    """What has nothing to choose but the language."""


class RolesForm(StrictForm, BrowseForm):
    """Roles, narrowed and sorted as on their page."""

    accepted = ("text", "family", "stage", "skill", "tool", "sort")
    field_names = names_of(schemas.ListedRoleData)
    has_cursor = True


class OneRoleForm(StrictForm):
    """One role."""

    field_names = names_of(RoleData)


class FamiliesForm(StrictForm):
    """All families of roles."""

    field_names = names_of(schemas.FamilyData)


class SkillListForm(StrictForm, SkillsForm):
    """Skills, narrowed as on their page."""

    accepted = SkillsForm.filters
    field_names = names_of(schemas.ListedSkillData)
    has_cursor = True


class SkillForm(StrictForm):
    """One skill."""

    field_names = names_of(schemas.SkillData)


class ToolListForm(StrictForm):
    """All tools."""

    field_names = names_of(schemas.ListedToolData)


class ToolForm(StrictForm):
    """One tool."""

    field_names = names_of(schemas.ToolData)


class ToolCategoryListForm(StrictForm):
    """All categories of tools."""

    field_names = names_of(schemas.ListedTermData)


class ToolCategoryForm(StrictForm):
    """One category of tools."""

    field_names = names_of(schemas.ToolCategoryData)


class MetricListForm(StrictForm):
    """All metrics."""

    field_names = names_of(schemas.ListedMetricData)


class MetricForm(StrictForm):
    """One metric."""

    field_names = names_of(schemas.MetricData)


class PositionsForm(StrictForm):
    """All positions, from a cursor on."""

    field_names = names_of(schemas.ListedPositionData)
    has_cursor = True


class PositionForm(StrictForm):
    """One position."""

    field_names = names_of(schemas.PositionData)


class CompareRolesForm(StrictForm, CompareForm):
    """Two to four roles side by side."""

    accepted = ("role", "show")
    needed = ("role",)

    def declare(self) -> None:
        super().declare()
        self.fields["role"] = ListField(SLUG, at_most=MAX_ROLES)


class PlanMoveForm(StrictForm, MoveForm):
    """A move from a role, or from skills, to a role."""

    accepted = ("from", "to", "skill", "tool")
    needed = ("to",)


class FindRolesForm(StrictForm, FindForm):
    """Skills and tools that somebody knows, and the role that they are in."""

    accepted = ("skill", "tool", "role")

    def declare(self) -> None:
        super().declare()
        self.fields["page"] = NumberField(1, MAX_PAGES, initial=1)


class SearchTextForm(StrictForm, SearchForm):
    """A text to search for. The language of the results is called otherwise than on the page."""

    accepted = ("q", "kind", "family", "stage", "group", "sort")
    needed = ("q",)

    def declare(self) -> None:
        super().declare()
        self.fields["text_lang"] = SearchForm.base_fields["lang"]
        self.fields["page"] = NumberField(1, LAST_PAGE, initial=1)

    def request(self, language: str) -> SearchRequest:
        wanted = tuple(self.chosen["text_lang"])
        return replace(super().request(language), text_languages=wanted)


class SuggestForm(StrictForm, TextForm):
    """What has been typed so far."""

    accepted = ("q",)
    needed = ("q",)


class ChangesForm(StrictForm):
    """What has changed since a version."""

    needed = ("since",)

    def declare(self) -> None:
        super().declare()
        self.fields["since"] = NumberField(0, LARGEST_VERSION, initial=0)
