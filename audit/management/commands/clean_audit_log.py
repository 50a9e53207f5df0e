"""Removes old network addresses from the audit log."""

from typing import Any

from django.core.management.base import BaseCommand

from audit.cleaning import forget_addresses


class Command(BaseCommand):
    help = (
        "Removes the network addresses that are older than AUDIT_ADDRESS_DAYS from the audit log. "
        "The first event of each day does so, too: run it daily where nobody signs in for weeks."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Addresses that were removed: {forget_addresses():,}.")
