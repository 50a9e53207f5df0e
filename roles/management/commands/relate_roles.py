"""Computes all related roles anew."""

from typing import Any

from django.core.management.base import BaseCommand

from roles.related import relate_all


class Command(BaseCommand):
    help = (
        "Computes for every role the roles near to it. Saving a role updates them; run this "
        "after a bulk write."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{relate_all()} related roles were found.")
