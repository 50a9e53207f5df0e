"""Files that wait to be imported."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from exchange.models import Upload, UploadedPart, UploadedRow
from exchange.uploads import KEPT_OF_EACH, find, keep, opened
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


def kept(user, content=b"x", **options):
    return keep(SimpleUploadedFile("a.csv", content), user, "skills.skill", options)


def test_file_is_kept_and_comes_back_whole():
    content = bytes(range(256)) * 10_000

    upload = kept(UserFactory(), content, wipes=True)

    assert UploadedPart.objects.count() == 1
    with opened(upload) as file:
        assert file.read() == content
    assert (upload.name, upload.options) == ("a.csv", {"wipes": True})


def test_each_person_has_a_few_and_none_for_more_than_a_day():
    user, other = UserFactory(), UserFactory()
    old = kept(other)
    Upload.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(hours=25))
    UploadedRow.objects.create(upload=old, place="Row 2", content={})

    latest = [kept(user).pk for _ in range(KEPT_OF_EACH + 2)][-KEPT_OF_EACH:]

    assert [*Upload.objects.order_by("pk").values_list("pk", flat=True)] == latest
    assert not UploadedRow.objects.exists()


@pytest.mark.parametrize("pk", [None, "", "x", "٣", "9" * 40, "-1"])
def test_what_names_no_upload_finds_none(pk):
    assert find(pk, UserFactory(), "skills.skill") is None
