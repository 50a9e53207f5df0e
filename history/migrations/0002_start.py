from typing import Any

from django.db import migrations


def begin(apps: Any, schema_editor: Any) -> None:
    """Writes down when the history begins: what is there already has its first version then."""
    changes = apps.get_model("history", "Change").objects.using(schema_editor.connection.alias)
    changes.get_or_create(origin="start")


class Migration(migrations.Migration):
    dependencies = [("history", "0001_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
