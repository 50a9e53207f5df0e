"""A pending change may be of a role's items of one kind alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_engine"),
    ]

    operations = [
        migrations.AddField(
            model_name="pending",
            name="relation",
            field=models.CharField(blank=True, db_default="", max_length=50),
        ),
    ]
