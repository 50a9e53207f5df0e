"""Computes all related roles anew."""

from typing import Any

from django.core.management.base import BaseCommand

from roles.related import relate_all


class Command(BaseCommand):
    help = (
        "Computes for every role the roles near to it. They are kept by themselves while roles "
        "are edited; this is for content that was written in bulk."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{relate_all()} related roles were found.")
