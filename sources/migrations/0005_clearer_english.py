from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0004_plainer_texts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="source",
            name="is_adapted",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="The material has been changed since it was published.",
                verbose_name="adapted",
            ),
        ),
    ]
