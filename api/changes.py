"""What has changed since a version, for whoever keeps a copy.

Only what readers may see, and what they could see and no longer can: nothing of drafts.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from api.answers import answer, content_version
from api.computed_schemas import ChangedData, ChangesData
from api.forms import ChangesForm
from api.problems import ApiProblem, refused
from api.schemas import ObjectAnswer
from api.service import reads
from api.writer import Writer
from careers.models import Position
from core.changes import ContentChanges, noted_changes
from roles.changes import withdrawn_slugs
from roles.models import ResponsibilityArea, Role, RoleFamily
from skills.models import Metric, Skill, SkillGroup, Tool, ToolCategory
from skills.vocabulary import vocabulary
from sources.models import Source
from translations.models import Named

# A version is the time at which it was made, in milliseconds, or a little later. What the history
# has noted shortly before counts, too: it may belong to the same change.
SLACK = timedelta(minutes=1)


def _used(model: Any) -> Callable[[set[int]], Any]:
    """The objects of a kind of vocabulary that published roles use."""
    return lambda ids: model.objects.filter(pk__in=ids & vocabulary(model).role_counts.keys())


# Each kind by its name in answers, with what finds those of some ids that readers may see.
KINDS: Mapping[str, tuple[type[Named], Callable[[set[int]], Any]]] = {
    "role": (Role, lambda ids: Role.with_pages().filter(pk__in=ids)),
    "family": (RoleFamily, lambda ids: RoleFamily.objects.filter(pk__in=ids)),
    "skill": (Skill, _used(Skill)),
    "tool-category": (ToolCategory, _used(ToolCategory)),
    "tool": (Tool, _used(Tool)),
    "metric": (Metric, _used(Metric)),
    "position": (Position, lambda ids: Position.visible().filter(pk__in=ids)),
    "source": (Source, lambda ids: Source.visible().filter(pk__in=ids)),
    "skill-group": (SkillGroup, lambda ids: SkillGroup.objects.filter(pk__in=ids)),
    "responsibility-area": (
        ResponsibilityArea,
        lambda ids: ResponsibilityArea.objects.filter(
            pk__in=ids, responsibilities__role__in=Role.with_pages()
        ).distinct(),
    ),
}


@reads(
    "/changes",
    ChangesForm,
    ObjectAnswer[ChangesData],
    summary=_("Changes since a content version"),
    problems=(410,),
)
def changes(request: HttpRequest, form: ChangesForm) -> HttpResponse:
    """The objects that were changed since a version, and the roles that are gone.

    A change of an item, of a title or of a source of a role is one of the role. Where `slug` is
    null, read all of the kind again. Gone for everybody who keeps a copy from an older version than
    is remembered (410): download everything anew.
    """
    since, now = form.chosen["since"], content_version()
    if since > now:
        form.say("since", _("This version does not exist yet."), str(since))
        raise refused(form.refusals)
    written = noted_changes(since, now)
    writer = Writer.of(request, form)
    if written is None:
        raise _forgotten(writer)
    changed = [one for kind in KINDS for one in _changed(writer, kind, written)]
    return answer(
        request, form, ChangesData(since=since, changed=changed, gone=_gone(written, since))
    )


def _forgotten(writer: Writer) -> ApiProblem:
    return ApiProblem(
        410,
        gettext_lazy("The changes since this version are no longer available."),
        gettext_lazy(
            "Download everything again and continue from the content version given in the download."
        ),
        download=writer.page("download"),
    )


def _changed(writer: Writer, kind: str, written: ContentChanges) -> Iterator[ChangedData]:
    model, visible = KINDS[kind]
    ids = written.owned(model)
    if ids is None:
        yield ChangedData(kind=kind, slug=None)
        return
    if not ids:
        return
    slugs = [*visible(ids).order_by("slug").values_list("slug", flat=True)]
    for slug in slugs:
        places = writer.places_of(model._meta.label_lower, slug)
        yield ChangedData(kind=kind, slug=slug, **places)
    if model is not Role and _are_deleted(model, ids):
        yield ChangedData(kind=kind, slug=None)


def _are_deleted(model: type[Model], ids: set[int]) -> bool:
    """Whether some are there no longer. Which of them readers knew cannot be told."""
    return model._default_manager.filter(pk__in=ids).count() < len(ids)


def _gone(written: ContentChanges, since: int) -> list[ChangedData]:
    """The roles that readers could open at the version, and cannot now."""
    ids = written.owned(Role)
    if not ids:
        return []
    moment = datetime.fromtimestamp(since / 1000, UTC) - SLACK
    return [ChangedData(kind="role", slug=slug) for slug in withdrawn_slugs(ids, moment)]
