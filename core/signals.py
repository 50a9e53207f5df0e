"""Signals that other packages may listen to."""

from django.dispatch import Signal

# Content has changed. Sent in the transaction of the change with sender=the model and using=the
# database. Where it was written in bulk, also with pks=the primary keys of the rows (None for any
# of them) and fields=the names of the written fields (None for all). Objects that are deleted in
# bulk are also sent one by one by Django's own post_delete.
content_changed = Signal()

# A new content version is committed. Sent with sender=core.models.ContentVersion.
version_committed = Signal()
