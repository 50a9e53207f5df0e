from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_exchange_kinds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sign_in", "Signed in"),
                    ("sign_in_failed", "Sign-in failed"),
                    ("lock", "Sign-in blocked"),
                    ("sign_out", "Signed out"),
                    ("sessions_ended", "Signed out everywhere"),
                    ("password_changed", "Password changed"),
                    ("password_reset", "Password reset requested"),
                    ("factor_added", "Verification method added"),
                    ("factor_removed", "Verification method removed"),
                    ("codes_renewed", "New recovery codes created"),
                    ("factors_reset", "Two-step verification reset"),
                    ("address_changed", "Email address changed"),
                    ("user_added", "User added"),
                    ("user_changed", "User renamed"),
                    ("user_deactivated", "User deactivated"),
                    ("user_activated", "User activated"),
                    ("user_deleted", "User deleted"),
                    ("rights_changed", "User rights changed"),
                    ("group_added", "Group added"),
                    ("group_changed", "Group renamed"),
                    ("group_deleted", "Group deleted"),
                    ("group_rights", "Group rights changed"),
                    ("import", "Classification imported"),
                    ("load", "Rolebook content loaded"),
                    ("table_export", "Table exported"),
                    ("table_import", "Table imported"),
                    ("texts_export", "Translations exported"),
                    ("texts_import", "Translations imported"),
                    ("backup", "Backup created"),
                    ("restore", "Backup restored"),
                ],
                max_length=20,
                verbose_name="event",
            ),
        ),
    ]
