"""What there is to translate, counted; and what translators have said of warnings."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from translations.models import AboutField


class TranslationWork(models.Model):
    """What there is to translate of one object with its parts, e.g. a role, into one language.

    A copy of what the texts and their states say (`translating.work`), so that the board need not
    read all texts. Objects with nothing to do have no row. Words are those of the source texts.
    """

    model = models.CharField(max_length=60)  # a label, e.g. "roles.role"
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=7)
    missing = models.PositiveIntegerField(default=0)
    missing_words = models.PositiveIntegerField(default=0)
    drafts = models.PositiveIntegerField(default=0)
    draft_words = models.PositiveIntegerField(default=0)
    outdated = models.PositiveIntegerField(default=0)
    outdated_words = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)  # all of them
    # When a source text was last changed, or a text was found missing; None: from the beginning.
    changed_at = models.DateTimeField(null=True)
    urgency = models.BigIntegerField(default=0)  # the greatest is to be done next
    sort_key = models.BinaryField(default=b"")  # of its title, in the language

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("model", "object_id", "language", name="work_is_counted_once"),
        ]
        indexes = [
            models.Index(fields=["language", "-urgency", "id"], name="work_to_do_next"),
            models.Index(fields=["language", "-words", "id"], name="work_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.language}: {self.words}"


class CountedVersion(models.Model):
    """Up to which content version the work is counted. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField(default=-1)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class DismissedWarning(AboutField):
    """A warning about a translation that somebody has read and found wrong.

    It stays dismissed, whoever writes in the text: `code` is that of the warning.
    """

    language = models.CharField(max_length=7)
    code = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "model", "object_id", "field", "language", "code", name="warning_is_dismissed_once"
            ),
        ]
        indexes = [models.Index(fields=["owner_model", "owner_id"], name="dismissed_of_an_owner")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.field}_{self.language}: {self.code}"
