"""A synonym may be bound to an occupation, or count only as the whole query."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_plainer_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="synonym",
            name="identifier",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The URI of the occupation in ESCO. The synonym is used only if Rolebook has a role for this occupation.",
                max_length=300,
                verbose_name="occupation identifier",
            ),
        ),
        migrations.AddField(
            model_name="synonym",
            name="is_whole_query",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="For abbreviations that mean something else when typed with other words.",
                verbose_name="only when typed on its own",
            ),
        ),
    ]
