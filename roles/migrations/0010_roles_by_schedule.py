from django.db import migrations, models

from core.operations import AddIndexWithoutLock


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("roles", "0009_scheduled_roles_and_reviews")]

    operations = [
        AddIndexWithoutLock(
            model_name="role",
            index=models.Index(
                models.F("publish_at"),
                condition=models.Q(("publish_at__isnull", False)),
                name="role_publish_at",
            ),
        ),
    ]
