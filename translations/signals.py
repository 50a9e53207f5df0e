"""What other parts may listen to."""

from django.dispatch import Signal

# Content has changed, one by one or in bulk. Sent with sender=the model and using=the database;
# where it was written in bulk, also with pks=the primary keys (None for any of them) and fields=the
# names of what was written (None for all). What is deleted in bulk is heard of one by one.
content_changed = Signal()
