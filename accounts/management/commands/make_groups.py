from typing import Any

from django.core.management import BaseCommand

from accounts.groups import make_groups


class Command(BaseCommand):
    help = "Makes the groups Editor, Translator and Publisher. Runs by itself after migrations."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in make_groups().items():
            self.stdout.write(f"{name}: {count} permissions")
