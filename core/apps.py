from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Every write of content raises the content version, and is noted with it."""

    name = "core"

    def ready(self) -> None:
        from core.change_notes import listen

        listen()
