from typing import Any

from django.conf import settings
from django.contrib.auth.management.commands import createsuperuser

NEXT = "At the first sign-in, at /{}, the account is led to set up two-step verification."


class Command(createsuperuser.Command):
    """Django's, which also says what comes next."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if settings.REQUIRE_SECOND_FACTOR != "0":
            self.stdout.write(NEXT.format(settings.ADMIN_PATH))
