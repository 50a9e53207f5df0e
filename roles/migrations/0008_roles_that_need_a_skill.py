from django.db import migrations, models

from core.operations import AddIndexWithoutLock


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("roles", "0007_former_addresses")]

    operations = [
        AddIndexWithoutLock(
            model_name="roleskill",
            index=models.Index(
                models.F("skill"),
                models.F("requirement"),
                models.F("role"),
                name="roles_that_need_a_skill",
            ),
        ),
    ]
