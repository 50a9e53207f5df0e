"""Forgets old changes, so that the history does not grow for ever."""

from datetime import datetime

from django.db import transaction

from history.models import Change, Origin
from history.versions import USING
from translations.models import TextState


def forget_before(time: datetime) -> int:
    """Deletes the changes before a time, and returns how many there were.

    The first version that is kept of each object is then that of this time. What was deleted before
    cannot be restored any more.
    """
    changes = Change.objects.using(USING)
    with transaction.atomic(using=USING):
        _total, deleted = changes.filter(at__lt=time).exclude(origin=Origin.START).delete()
        count = deleted.get(Change._meta.label, 0)
        # The states of texts that no version has any more.
        TextState.objects.using(USING).filter(is_current=False, at__lt=time).delete()
        if count:
            changes.filter(origin=Origin.START, at__lt=time).update(at=time)
    return count
