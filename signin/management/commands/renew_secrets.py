from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management import BaseCommand
from django.db import transaction

from signin.encryption import UnreadableSecret, renewed

SECRETS = ("secret", "seed")  # of an authenticator app, and of recovery codes


class Command(BaseCommand):
    help = (
        "Encrypts the secrets of two-step verification with today's SECRET_KEY; earlier keys "
        "can go."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        counts = {"renewed": 0, "unreadable": 0}
        for factor in Authenticator.objects.select_for_update().order_by("pk"):
            held = {name: factor.data[name] for name in SECRETS if name in factor.data}
            if not held:
                continue
            try:
                factor.data |= {name: renewed(secret) for name, secret in held.items()}
            except UnreadableSecret:
                counts["unreadable"] += 1
                continue
            factor.save(update_fields=["data"])
            counts["renewed"] += 1
        self.stdout.write(", ".join(f"{count} {word}" for word, count in counts.items()))
