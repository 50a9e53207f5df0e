from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roles", "0010_roles_by_schedule"),
    ]

    operations = [
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
                help_text="Leave empty if no source gives a stage.",
                max_length=20,
                verbose_name="stage",
            ),
        ),
    ]
