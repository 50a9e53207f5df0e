"""How often role pages are read: a number a day, nothing about readers."""

from django.db import models

from roles.models.role import Role


class RoleViews(models.Model):
    """The views of one role's page on one day. Not content: it raises no content version."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="views")
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("role", "day", name="role_views_are_counted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.day}: {self.count}"
