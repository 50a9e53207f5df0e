"""Plainer names and hints of fields in admin; no table changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("sources", "0003_adapted_lists_and_confirmed_matches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="citation",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="type of object",
            ),
        ),
        migrations.AlterField(
            model_name="citation",
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
        migrations.AlterField(
            model_name="identifier",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="type of object",
            ),
        ),
        migrations.AlterField(
            model_name="identifier",
            name="is_confirmed",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Matches are suggested by a program and confirmed by a person. Until a match is confirmed, it is not used.",
                verbose_name="confirmed",
            ),
        ),
        migrations.AlterField(
            model_name="identifier",
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
        migrations.AlterField(
            model_name="source",
            name="acknowledgement",
            field=models.TextField(
                blank=True,
                help_text="A sentence that must be shown on pages that use this source.",
                verbose_name="acknowledgement",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="acknowledgement_en",
            field=models.TextField(
                blank=True,
                help_text="A sentence that must be shown on pages that use this source.",
                null=True,
                verbose_name="acknowledgement",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="acknowledgement_fi",
            field=models.TextField(
                blank=True,
                help_text="A sentence that must be shown on pages that use this source.",
                null=True,
                verbose_name="acknowledgement",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="acknowledgement_nb",
            field=models.TextField(
                blank=True,
                help_text="A sentence that must be shown on pages that use this source.",
                null=True,
                verbose_name="acknowledgement",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="acknowledgement_pl",
            field=models.TextField(
                blank=True,
                help_text="A sentence that must be shown on pages that use this source.",
                null=True,
                verbose_name="acknowledgement",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="address",
            field=models.URLField(blank=True, max_length=500, verbose_name="web address"),
        ),
        migrations.AlterField(
            model_name="source",
            name="is_adapted",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Changed since it was published.",
                verbose_name="adapted",
            ),
        ),
        migrations.AlterField(
            model_name="source",
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
        migrations.AlterField(
            model_name="source",
            name="title",
            field=models.CharField(
                help_text="As published, not translated.", max_length=300, verbose_name="title"
            ),
        ),
        migrations.AlterConstraint(
            model_name="citation",
            name="citation_is_made_once",
            constraint=models.UniqueConstraint(
                models.F("content_type"),
                models.F("object_id"),
                models.F("field"),
                models.F("source"),
                name="citation_is_made_once",
                violation_error_message="This source is already cited here.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="identifier",
            name="identifier_is_given_once",
            constraint=models.UniqueConstraint(
                models.F("content_type"),
                models.F("object_id"),
                models.F("scheme"),
                models.F("version"),
                models.F("value"),
                name="identifier_is_given_once",
                violation_error_message="This identifier already exists.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_is_updated_after_it_is_published",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("updated_on__isnull", True),
                    ("published_on__isnull", True),
                    ("updated_on__gte", models.F("published_on")),
                    _connector="OR",
                ),
                name="source_is_updated_after_it_is_published",
                violation_error_message="The update date of a source cannot be before its publication date.",
            ),
        ),
    ]
