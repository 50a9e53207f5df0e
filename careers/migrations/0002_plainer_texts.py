"""Plainer names and hints of fields in admin; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0001_initial"),
        ("roles", "0005_plainer_texts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="careerstep",
            name="key",
            field=models.SlugField(
                help_text="Used in web addresses. The same in every language.",
                max_length=60,
                verbose_name="key",
            ),
        ),
        migrations.AlterField(
            model_name="careerstep",
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
            model_name="position",
            name="lane",
            field=models.CharField(
                choices=[
                    ("service", "Serving customers"),
                    ("leadership", "Leading people"),
                    ("operations", "Operations"),
                    ("growth", "Customer relationships"),
                    ("quality", "Quality and learning"),
                ],
                max_length=20,
                verbose_name="kind of work",
            ),
        ),
        migrations.AlterField(
            model_name="position",
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
            model_name="position",
            name="title",
            field=models.CharField(
                blank=True,
                help_text="If left empty, the title of the role is used.",
                max_length=200,
                verbose_name="title",
            ),
        ),
        migrations.AlterField(
            model_name="position",
            name="title_en",
            field=models.CharField(
                blank=True,
                help_text="If left empty, the title of the role is used.",
                max_length=200,
                null=True,
                verbose_name="title",
            ),
        ),
        migrations.AlterField(
            model_name="position",
            name="title_fi",
            field=models.CharField(
                blank=True,
                help_text="If left empty, the title of the role is used.",
                max_length=200,
                null=True,
                verbose_name="title",
            ),
        ),
        migrations.AlterField(
            model_name="position",
            name="title_nb",
            field=models.CharField(
                blank=True,
                help_text="If left empty, the title of the role is used.",
                max_length=200,
                null=True,
                verbose_name="title",
            ),
        ),
        migrations.AlterField(
            model_name="position",
            name="title_pl",
            field=models.CharField(
                blank=True,
                help_text="If left empty, the title of the role is used.",
                max_length=200,
                null=True,
                verbose_name="title",
            ),
        ),
        migrations.AlterConstraint(
            model_name="careerstep",
            name="career_step_key_is_unique_in_role",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("key"),
                name="career_step_key_is_unique_in_role",
                violation_error_message="The role already has an item with this key.",
            ),
        ),
    ]
