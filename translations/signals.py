"""What other parts may listen to."""

from django.dispatch import Signal

# Content has changed, one by one or in bulk. Sent with sender=the model and using=the database.
content_changed = Signal()
