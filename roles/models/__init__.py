"""Roles and the items on their pages."""

from roles.models.addresses import FormerAddress
from roles.models.family import Hue, RoleFamily
from roles.models.items import (
    AlternativeTitle,
    BestPractice,
    PayRange,
    Question,
    Responsibility,
    ResponsibilityArea,
    RoleItem,
    RoleMetric,
    RoleSkill,
    ToolUse,
    unique_key,
)
from roles.models.related import NamedSkill, NeedCounts, RelatedRole
from roles.models.role import Role, Stage
from roles.models.views import RoleViews

__all__ = [
    "AlternativeTitle",
    "BestPractice",
    "FormerAddress",
    "Hue",
    "NamedSkill",
    "NeedCounts",
    "PayRange",
    "Question",
    "RelatedRole",
    "Responsibility",
    "ResponsibilityArea",
    "Role",
    "RoleFamily",
    "RoleItem",
    "RoleMetric",
    "RoleSkill",
    "RoleViews",
    "Stage",
    "ToolUse",
    "unique_key",
]
