from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from signin.factors import take_away


class Command(BaseCommand):
    help = (
        "Resets somebody's two-step verification: app, passkeys and recovery codes. All their "
        "sessions end; they sign in with the password and set up new ones."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the user name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if not (user := User.objects.filter(username=name).first()):
            raise CommandError(f"There is no user named “{name}”.")
        count = take_away(user)
        self.stdout.write(
            f"{name}: two-step verification is reset, removed: {count}. "
            "All sessions of the account have ended."
        )
