from typing import Any

from django.db import migrations


def remove_entries_about_people(apps: Any, schema_editor: Any) -> None:
    """What was done to people is in the audit log, which has no names."""
    entries = apps.get_model("admin", "LogEntry").objects.using(schema_editor.connection.alias)
    entries.filter(content_type__app_label="accounts", content_type__model="user").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions_end"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(remove_entries_about_people, migrations.RunPython.noop, elidable=True),
    ]
