"""Signals that other packages may listen to."""

from django.dispatch import Signal

# Content has changed. Sent in the transaction of the change with sender=the model and using=the
# database. Of a single object, with instance=the object. Where it was written in bulk, with pks=the
# primary keys of the rows (None for any of them) and fields=the names of the written fields (None
# for all). Objects that are deleted in bulk are also sent one by one by Django's own post_delete.
# Without either, any object of the model may have changed.
content_changed = Signal()

# The fixtures were loaded, and something was written. Sent in the transaction of the load with
# sender=None: what is computed from the content is to be there together with it.
content_loaded = Signal()

# A new content version is committed. Sent with sender=core.models.ContentVersion.
version_committed = Signal()

# What the history hears of: objects of content were added, changed or deleted, one by one or in
# bulk. Sent in the transaction of the change with sender=the model, using=the database, by=a
# function that returns the id of the person or None, is_restoring=whether an earlier version is
# brought back, and of objects that are there with pks=their primary keys, or changes=the old and
# the new value of each changed field, by primary key and field.
objects_added = Signal()
objects_changed = Signal()
objects_deleted = Signal()
