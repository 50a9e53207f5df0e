from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts.groups import after_migrations
        from accounts.names import name_in_words

        name_in_words()
        post_migrate.connect(after_migrations, sender=self)
