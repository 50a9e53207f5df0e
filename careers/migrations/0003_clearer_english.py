from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0002_plainer_texts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="position",
            name="title",
            field=models.CharField(
                blank=True,
                help_text="Leave empty to use the title of the role.",
                max_length=200,
                verbose_name="title",
            ),
        ),
        migrations.AlterField(
            model_name="position",
            name="title_en",
            field=models.CharField(
                blank=True,
                help_text="Leave empty to use the title of the role.",
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
                help_text="Leave empty to use the title of the role.",
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
                help_text="Leave empty to use the title of the role.",
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
                help_text="Leave empty to use the title of the role.",
                max_length=200,
                null=True,
                verbose_name="title",
            ),
        ),
    ]
