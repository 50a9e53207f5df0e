from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.BigIntegerField(db_index=True)),
                ("previous", models.BigIntegerField()),
                ("kind", models.CharField(max_length=100)),
                ("owner_kind", models.CharField(blank=True, max_length=100)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("fields", models.TextField(blank=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddField(
            model_name="contentversion",
            name="previous",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
    ]
