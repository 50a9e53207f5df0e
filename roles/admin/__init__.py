"""The admin of roles and their items."""

from roles.admin.items import ITEM_INLINES, ItemAdmin, ItemForm, ItemInline, register_item_admin
from roles.admin.role import RoleAdmin
from roles.admin.vocabulary import ResponsibilityAreaAdmin, RoleFamilyAdmin

__all__ = [
    "ITEM_INLINES",
    "ItemAdmin",
    "ItemForm",
    "ItemInline",
    "ResponsibilityAreaAdmin",
    "RoleAdmin",
    "RoleFamilyAdmin",
    "register_item_admin",
]
