from django.db import migrations, models

from core.operations import AddIndexWithoutLock


class Migration(migrations.Migration):
    # PostgreSQL builds the index beside the work of others, which no transaction allows.
    atomic = False

    dependencies = [
        ("search", "0007_capital_titles"),
    ]

    operations = [
        AddIndexWithoutLock(
            model_name="passage",
            index=models.Index(
                fields=["object", "section", "language", "id"], name="passage_by_object"
            ),
        ),
        migrations.AlterField(
            model_name="passage",
            name="object",
            field=models.BigIntegerField(),
        ),
    ]
