"""`core` has the model of the content version now; its table stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("config", "0001_initial"), ("core", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="ContentVersion")]
        ),
    ]
