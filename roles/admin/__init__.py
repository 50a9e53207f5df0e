"""The admin of roles and their items."""

from roles.admin.items import ItemAdmin, ItemForm, ItemInline
from roles.admin.role import RoleAdmin
from roles.admin.vocabulary import ResponsibilityAreaAdmin, RoleFamilyAdmin

__all__ = [
    "ItemAdmin",
    "ItemForm",
    "ItemInline",
    "ResponsibilityAreaAdmin",
    "RoleAdmin",
    "RoleFamilyAdmin",
]
