"""Plainer names and hints of fields in admin; no table changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roles", "0004_need_counts"),
        ("skills", "0003_plainer_texts"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="rolemetric",
            options={
                "ordering": ("order", "pk"),
                "verbose_name": "role metric",
                "verbose_name_plural": "role metrics",
            },
        ),
        migrations.AlterModelOptions(
            name="roleskill",
            options={
                "ordering": ("order", "pk"),
                "verbose_name": "role skill",
                "verbose_name_plural": "role skills",
            },
        ),
        migrations.AlterField(
            model_name="alternativetitle",
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
            model_name="bestpractice",
            name="key",
            field=models.SlugField(
                help_text="Used in web addresses. The same in every language.",
                max_length=60,
                verbose_name="key",
            ),
        ),
        migrations.AlterField(
            model_name="bestpractice",
            name="points",
            field=models.TextField(blank=True, help_text="One per line.", verbose_name="points"),
        ),
        migrations.AlterField(
            model_name="bestpractice",
            name="points_en",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="bestpractice",
            name="points_fi",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="bestpractice",
            name="points_nb",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="bestpractice",
            name="points_pl",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="bestpractice",
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
            model_name="payrange",
            name="as_of",
            field=models.DateField(
                blank=True,
                help_text="Leave empty if the source does not say.",
                null=True,
                verbose_name="date of the figures",
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="audience",
            field=models.CharField(blank=True, max_length=200, verbose_name="who it applies to"),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="audience_en",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who it applies to"
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="audience_fi",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who it applies to"
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="audience_nb",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who it applies to"
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="audience_pl",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who it applies to"
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="currency",
            field=models.CharField(
                help_text="Three capital letters, for example EUR.",
                max_length=3,
                verbose_name="currency",
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="key",
            field=models.SlugField(
                help_text="Used in web addresses. The same in every language.",
                max_length=60,
                verbose_name="key",
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="period",
            field=models.CharField(
                choices=[("hour", "per hour"), ("month", "per month"), ("year", "per year")],
                default="year",
                max_length=10,
                verbose_name="period",
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
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
            model_name="question",
            name="key",
            field=models.SlugField(
                help_text="Used in web addresses. The same in every language.",
                max_length=60,
                verbose_name="key",
            ),
        ),
        migrations.AlterField(
            model_name="question",
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
            model_name="responsibility",
            name="key",
            field=models.SlugField(
                help_text="Used in web addresses. The same in every language.",
                max_length=60,
                verbose_name="key",
            ),
        ),
        migrations.AlterField(
            model_name="responsibility",
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
            model_name="responsibility",
            name="tasks",
            field=models.TextField(blank=True, help_text="One per line.", verbose_name="tasks"),
        ),
        migrations.AlterField(
            model_name="responsibility",
            name="tasks_en",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="tasks"
            ),
        ),
        migrations.AlterField(
            model_name="responsibility",
            name="tasks_fi",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="tasks"
            ),
        ),
        migrations.AlterField(
            model_name="responsibility",
            name="tasks_nb",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="tasks"
            ),
        ),
        migrations.AlterField(
            model_name="responsibility",
            name="tasks_pl",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="tasks"
            ),
        ),
        migrations.AlterField(
            model_name="responsibilityarea",
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
            model_name="role",
            name="experience",
            field=models.TextField(blank=True, verbose_name="experience required"),
        ),
        migrations.AlterField(
            model_name="role",
            name="experience_en",
            field=models.TextField(blank=True, null=True, verbose_name="experience required"),
        ),
        migrations.AlterField(
            model_name="role",
            name="experience_fi",
            field=models.TextField(blank=True, null=True, verbose_name="experience required"),
        ),
        migrations.AlterField(
            model_name="role",
            name="experience_nb",
            field=models.TextField(blank=True, null=True, verbose_name="experience required"),
        ),
        migrations.AlterField(
            model_name="role",
            name="experience_pl",
            field=models.TextField(blank=True, null=True, verbose_name="experience required"),
        ),
        migrations.AlterField(
            model_name="role",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                help_text="If this role is retired, its page links to the role chosen here.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="roles.role",
                verbose_name="replaced by",
            ),
        ),
        migrations.AlterField(
            model_name="role",
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
            model_name="role",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("entry", "Entry"),
                    ("specialist", "Specialist"),
                    ("lead", "Lead"),
                    ("manager", "Manager"),
                    ("executive", "Executive"),
                ],
                help_text="Leave empty if no source gives it.",
                max_length=20,
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="rolefamily",
            name="hue",
            field=models.CharField(
                choices=[
                    ("teal", "teal"),
                    ("red", "red"),
                    ("orange", "orange"),
                    ("pink", "pink"),
                    ("lime", "lime"),
                    ("violet", "violet"),
                    ("blue", "blue"),
                    ("amber", "amber"),
                    ("green", "green"),
                    ("sky", "sky"),
                ],
                default="violet",
                max_length=10,
                verbose_name="colour",
            ),
        ),
        migrations.AlterField(
            model_name="rolefamily",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="roles.rolefamily",
                verbose_name="parent family",
            ),
        ),
        migrations.AlterField(
            model_name="rolefamily",
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
            model_name="rolemetric",
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
            model_name="roleskill",
            name="points",
            field=models.TextField(blank=True, help_text="One per line.", verbose_name="points"),
        ),
        migrations.AlterField(
            model_name="roleskill",
            name="points_en",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="roleskill",
            name="points_fi",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="roleskill",
            name="points_nb",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="roleskill",
            name="points_pl",
            field=models.TextField(
                blank=True, help_text="One per line.", null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="roleskill",
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
            model_name="tooluse",
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
            model_name="alternativetitle",
            name="alternative_title_is_given_once",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("language"),
                models.F("title"),
                name="alternative_title_is_given_once",
                violation_error_message="The role already has this title in this language.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="bestpractice",
            name="best_practice_key_is_unique_in_role",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("key"),
                name="best_practice_key_is_unique_in_role",
                violation_error_message="The role already has an item with this key.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payrange",
            name="pay_range_key_is_unique_in_role",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("key"),
                name="pay_range_key_is_unique_in_role",
                violation_error_message="The role already has an item with this key.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payrange",
            name="pay_minimum_is_not_above_maximum",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__lte", models.F("maximum"))),
                name="pay_minimum_is_not_above_maximum",
                violation_error_message="The minimum cannot be higher than the maximum.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="payrange",
            name="pay_currency_is_three_capital_letters",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="pay_currency_is_three_capital_letters",
                violation_error_message="Enter the currency as three capital letters.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_key_is_unique_in_role",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("key"),
                name="question_key_is_unique_in_role",
                violation_error_message="The role already has an item with this key.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="responsibility",
            name="responsibility_key_is_unique_in_role",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("key"),
                name="responsibility_key_is_unique_in_role",
                violation_error_message="The role already has an item with this key.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="role",
            name="role_is_published_at_a_time",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="role_is_published_at_a_time",
                violation_error_message="A published role must have a publication date.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="role",
            name="role_is_updated_after_it_is_published",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    ("updated_at__gte", models.F("published_at")),
                    _connector="OR",
                ),
                name="role_is_updated_after_it_is_published",
                violation_error_message="The update date of a role cannot be before its publication date.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="role",
            name="role_is_not_replaced_by_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True),
                    models.Q(("replaced_by", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="role_is_not_replaced_by_itself",
                violation_error_message="A role cannot be replaced by itself.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rolemetric",
            name="role_has_a_metric_once",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("metric"),
                name="role_has_a_metric_once",
                violation_error_message="This metric is already listed for the role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="roleskill",
            name="role_has_a_skill_once",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("skill"),
                name="role_has_a_skill_once",
                violation_error_message="This skill is already listed for the role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="tooluse",
            name="role_uses_a_tool_category_once",
            constraint=models.UniqueConstraint(
                models.F("role"),
                models.F("category"),
                name="role_uses_a_tool_category_once",
                violation_error_message="This tool category is already listed for the role.",
            ),
        ),
    ]
