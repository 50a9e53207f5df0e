"""The content version moves here from `config`, with its table as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("config", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ContentVersion",
                    fields=[
                        (
                            "id",
                            models.PositiveSmallIntegerField(
                                default=1, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.BigIntegerField(default=0)),
                        ("release", models.TextField(blank=True)),
                    ],
                    options={
                        "db_table": "config_contentversion",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="content_version_is_one_row"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
