from django.apps import AppConfig

from core.files import register_sizes


class DownloadsConfig(AppConfig):
    name = "downloads"

    def ready(self) -> None:
        from downloads.sizes import estimate

        register_sizes(estimate)
