"""Plainer names and hints of fields in admin; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_pending_items"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="miss",
            options={
                "default_permissions": ("view", "delete"),
                "ordering": ("-count", "text"),
                "verbose_name": "search without results",
                "verbose_name_plural": "searches without results",
            },
        ),
        migrations.AlterField(
            model_name="miss",
            name="count",
            field=models.PositiveIntegerField(default=0, verbose_name="number of searches"),
        ),
        migrations.AlterField(
            model_name="miss",
            name="last_day",
            field=models.DateField(verbose_name="last searched"),
        ),
        migrations.AlterField(
            model_name="miss",
            name="text",
            field=models.CharField(max_length=200, verbose_name="search text"),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="meaning",
            field=models.CharField(max_length=200, verbose_name="what it means in Rolebook"),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="source_language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("en", "English"),
                    ("fi", "Suomi"),
                    ("nb", "Norsk bokmål"),
                    ("pl", "Polski"),
                ],
                help_text="Where a translation is missing, readers see the text in this language.",
                max_length=7,
                verbose_name="source language",
            ),
        ),
        migrations.AlterConstraint(
            model_name="synonym",
            name="synonym_is_given_once",
            constraint=models.UniqueConstraint(
                models.F("language"),
                models.F("phrase"),
                models.F("meaning"),
                name="synonym_is_given_once",
                violation_error_message="This synonym already exists.",
            ),
        ),
    ]
