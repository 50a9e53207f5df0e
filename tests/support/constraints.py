"""What a database says when a rule of ours is broken."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint


@contextmanager
def breaking(model: type[Model], name: str) -> Iterator[None]:
    """What happens inside breaks the model's constraint of this name, and no other."""
    [constraint] = [found for found in model._meta.constraints if found.name == name]
    said = name
    if connection.vendor == "sqlite" and isinstance(constraint, UniqueConstraint):
        # SQLite names the columns instead.
        fields = [model._meta.get_field(part.name) for part in constraint.expressions]
        said = ", ".join(f"{model._meta.db_table}.{field.column}" for field in fields)
    with pytest.raises(IntegrityError, match=rf"\b{re.escape(said)}\b"), transaction.atomic():
        yield
