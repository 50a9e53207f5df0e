"""Keeps an uploaded file, and opens it again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.clean_text import clean_line
from exchange.limits import MEGABYTE, refuse_large
from exchange.models import Upload, UploadedPart

KEPT_FOR = timedelta(days=1)
KEPT_OF_EACH = 5  # the latest of one person
LONGEST_NAME = 200


def keep(file: "UploadedFile[bytes]", by: User, target: str, options: dict[str, Any]) -> Upload:
    """Keeps a file for its sender; older ones that nobody came back for are deleted."""
    refuse_large(file.size or 0)
    with transaction.atomic():
        forget_old(by)
        upload = Upload.objects.create(
            by=by,
            target=target,
            name=clean_line(file.name or "")[-LONGEST_NAME:],
            options=options,
        )
        for data in file.chunks(MEGABYTE):
            UploadedPart.objects.create(upload=upload, data=data)
    return upload


def forget_old(by: User) -> None:
    Upload.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    latest = Upload.objects.filter(by=by).order_by("-pk").values_list("pk", flat=True)
    Upload.objects.filter(pk__in=[*latest[KEPT_OF_EACH - 1 :]]).delete()


def find(pk: str | int | None, by: User, target: str) -> Upload | None:
    """The upload of a person that they look at; nobody sees those of others."""
    if not str(pk).isdecimal():
        return None
    return Upload.objects.filter(pk=int(str(pk)[:18]), by=by, target=target).first()


@contextmanager
def opened(upload: Upload) -> Iterator[IO[bytes]]:
    """The file, on disk."""
    with TemporaryFile() as file:
        for data in _parts(upload):
            file.write(data)
        file.seek(0)
        yield file


def _parts(upload: Upload) -> Iterable[bytes]:
    for pk in upload.parts.values_list("pk", flat=True):
        yield bytes(UploadedPart.objects.values_list("data", flat=True).get(pk=pk))
