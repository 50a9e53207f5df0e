"""Plainer names and hints of fields in admin; no table changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0002_retired_roles_and_skill_titles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="metric",
            name="rise",
            field=models.CharField(
                choices=[
                    ("better", "higher is better"),
                    ("worse", "lower is better"),
                    ("depends", "depends on the situation"),
                ],
                max_length=10,
                verbose_name="how to read the metric",
            ),
        ),
        migrations.AlterField(
            model_name="metric",
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
            model_name="metric",
            name="unit",
            field=models.CharField(
                choices=[
                    ("percent", "percentage"),
                    ("score", "score"),
                    ("duration", "time"),
                    ("count", "number"),
                ],
                max_length=10,
                verbose_name="unit",
            ),
        ),
        migrations.AlterField(
            model_name="skill",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                help_text="If this skill is retired, its page links to the skill chosen here.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="skills.skill",
                verbose_name="replaced by",
            ),
        ),
        migrations.AlterField(
            model_name="skill",
            name="reuse",
            field=models.CharField(
                blank=True,
                choices=[
                    ("transversal", "transferable"),
                    ("cross-sector", "cross-sector"),
                    ("sector-specific", "sector-specific"),
                    ("occupation-specific", "occupation-specific"),
                ],
                db_default="",
                default="",
                help_text="How widely the skill is used. Leave empty if no source says.",
                max_length=20,
                verbose_name="scope of use",
            ),
        ),
        migrations.AlterField(
            model_name="skill",
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
            model_name="skillgroup",
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
            model_name="skilltitle",
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
            model_name="tool",
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
            model_name="toolcategory",
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
            model_name="skill",
            name="skill_is_not_replaced_by_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True),
                    models.Q(("replaced_by", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="skill_is_not_replaced_by_itself",
                violation_error_message="A skill cannot be replaced by itself.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="skilltitle",
            name="skill_title_is_given_once",
            constraint=models.UniqueConstraint(
                models.F("skill"),
                models.F("language"),
                models.F("title"),
                name="skill_title_is_given_once",
                violation_error_message="The skill already has this title in this language.",
            ),
        ),
    ]
