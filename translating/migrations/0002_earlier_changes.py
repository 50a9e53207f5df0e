from typing import Any

from django.db import migrations

from translating.earlier import write_outdated


def tell_from_history(apps: Any, schema_editor: Any) -> None:
    """Translations whose source was changed before there were states are outdated, too."""
    write_outdated(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("translating", "0001_work"),
        ("translations", "0001_states"),
        ("history", "0004_schedule"),
        ("roles", "0010_roles_by_schedule"),
        ("skills", "0003_plainer_texts"),
        ("careers", "0002_plainer_texts"),
        ("sources", "0004_plainer_texts"),
    ]

    operations = [migrations.RunPython(tell_from_history, migrations.RunPython.noop)]
