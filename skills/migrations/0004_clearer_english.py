from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0003_plainer_texts"),
    ]

    operations = [
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
                help_text="How widely the skill is used. Leave empty if the sources do not say.",
                max_length=20,
                verbose_name="scope of use",
            ),
        ),
    ]
