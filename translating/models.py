"""What there is to translate, counted."""

from django.db import models


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
