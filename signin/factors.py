"""Second factors of somebody who has lost them."""

import logging

from django.db import transaction

from accounts.models import User
from signin import signals

logger = logging.getLogger(__name__)


def take_away(user: User) -> int:
    """Removes all second factors, and ends all sessions. How many there were."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        count, _details = Authenticator.objects.filter(user=user).delete()
        user.end_sessions()
        signals.second_factor_reset.send(sender=User, user=user)
    logger.warning("Two-step verification reset", extra={"event": "factors_reset", "user": user.pk})
    return int(count)
