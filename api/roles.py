"""Roles and their families."""

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_noop as _

from api.answers import answer, next_address
from api.forms import FamiliesForm, OneRoleForm, RolesForm
from api.items import RoleData, role_items
from api.problems import refused
from api.references import translation_counts
from api.schemas import (
    FamilyData,
    ListAnswer,
    ListedRoleData,
    ObjectAnswer,
    OtherTitles,
    PartAnswer,
    RelatedRoleData,
)
from api.service import reads
from api.writer import Writer, chosen, identifiers, iso, share
from core.prepared import PreparedQuery, QueryParam
from pagecache.decorators import name_subjects, prevent_caching
from roles.browse import Browser, Choice
from roles.catalogue import catalogue
from roles.details import find_moved_role, find_role
from roles.listed import ListedRole, listed_roles
from roles.models import Role, RoleFamily
from roles.page import RolePage, role_page
from roles.places import cursor_after_role
from roles.role_sets import RoleId
from sources.identifiers import identifiers_of
from translations.addresses import query_suffix
from translations.coverage import shares_of
from translations.models import ReviewState, TextState

_find_unfinished = PreparedQuery(
    TextState,
    lambda states: (
        states.filter(owner_model=Role._meta.label_lower, owner_id=QueryParam("role"))
        .filter(is_current=True)
        .exclude(state=ReviewState.REVIEWED)
        .only("model", "object_id", "language", "state")
    ),
)
FILTERS = ("text", "family", "stage", "skill", "tool", "sort")


@reads(
    "/roles",
    RolesForm,
    PartAnswer[ListedRoleData],
    summary=_("Roles, with filters"),
)
def roles(request: HttpRequest, form: RolesForm) -> HttpResponse:
    """The published roles, thirty at a time."""
    choice = Choice(**{name: form.chosen[name] for name in form.accepted})
    browser = Browser(choice, form.language)
    for name, slug in browser.unknown:
        form.ignore(name, slug)
    if form.refusals:
        raise refused(form.refusals)
    if choice.text:
        prevent_caching(request)
    ids, has_more, total = browser.part(form.chosen["cursor"])
    data = [chosen(role, form.chosen["fields"]) for role in listed(Writer.of(request, form), ids)]
    last = listed_roles(form.language).get_many(ids[-1:]) if has_more else []
    cursor = cursor_after_role(last[0], choice.sort) if last else None
    following = next_address(request, form, cursor)
    return answer(request, form, data, total=total, next=following)


def listed(writer: Writer, ids: Sequence[RoleId]) -> Iterator[ListedRoleData]:
    """Roles as lists have them, read as the pages' lists read them."""
    by_language = _by_language(writer, ids)
    for pk in ids:
        if all(pk in roles for roles in by_language.values()):
            yield _listed_role(writer, {code: by_language[code][pk] for code in by_language})


def _by_language(writer: Writer, ids: Sequence[RoleId]) -> dict[str, dict[RoleId, ListedRole]]:
    return {
        code: {role.pk: role for role in listed_roles(code).get_many(ids)}
        for code in writer.languages
    }


def _listed_role(writer: Writer, by_language: dict[str, ListedRole]) -> ListedRoleData:
    role = next(iter(by_language.values()))
    return ListedRoleData(
        slug=role.slug,
        **writer.places_of(Role._meta.label_lower, role.slug),
        title=writer.texts(lambda code: by_language[code].title),
        summary=writer.texts(lambda code: by_language[code].summary),
        stage=role.stage or None,
        family=writer.term(role.family),
        skills=role.skill_count,
        updated_at=role.updated_at.isoformat(),
    )


@reads(
    "/roles/{slug}",
    OneRoleForm,
    ObjectAnswer[RoleData],
    summary=_("One role with everything on its page"),
    outlives_edits=True,
)
def role(request: HttpRequest, form: OneRoleForm, slug: str) -> HttpResponse:
    """A role, a retired one too. A former address leads on to the one of now."""
    found = find_role(slug)
    if found is None or not found.has_page:
        return _redirect_moved(request, slug)
    content = role_page(found, form.language)
    data = chosen(role_data(Writer.of(request, form), content), form.chosen["fields"])
    return name_subjects(answer(request, form, data), found)


def _redirect_moved(request: HttpRequest, slug: str) -> HttpResponse:
    if (moved := find_moved_role(slug)) is None:
        raise Http404
    path = request.path.removesuffix(slug) + moved.slug
    response = HttpResponsePermanentRedirect(path + query_suffix(request))
    response.headers["Cache-Control"] = "no-cache"
    return response


def role_data(writer: Writer, page: RolePage) -> RoleData:
    """A role as its page shows it."""
    found, text = page.role, writer.text
    return RoleData(
        slug=found.slug,
        **writer.places(found),
        status=found.status,
        replaced_by=writer.optional_term(found.successor),
        stage=found.stage or None,
        families=[writer.term(family) for family in found.family.lineage],
        title=text(found, "title"),
        summary=text(found, "summary"),
        introduction=text(found, "introduction"),
        experience=text(found, "experience"),
        growth=text(found, "growth"),
        pay_note=text(found, "pay_note"),
        conclusion=text(found, "conclusion"),
        other_titles=[
            OtherTitles(language=code, titles=titles)
            for code, titles in found.shown_titles.items()
            if titles
        ],
        identifiers=identifiers(identifiers_of(found)),
        items=role_items(writer, found, page.citations),
        related=_related(writer, page),
        sources=writer.sources(page.citations.sources),
        translations=translation_counts(shares_of(found.items, _find_unfinished(role=found.pk))),
        published_at=iso(found.published_at),
        updated_at=found.updated_at.isoformat(),
        reviewed_on=iso(found.reviewed_on),
    )


def _related(writer: Writer, page: RolePage) -> list[RelatedRoleData]:
    ids = [role.pk for _near, role in page.related]
    by_language = _by_language(writer, ids)
    return [
        RelatedRoleData(
            slug=role.slug,
            **writer.places_of(Role._meta.label_lower, role.slug),
            title=writer.texts(
                {code: roles[role.pk].title for code, roles in by_language.items()}.__getitem__
            ),
            met=share(near.met),
        )
        for near, role in page.related
        if all(role.pk in roles for roles in by_language.values())
    ]


@reads("/families", FamiliesForm, ListAnswer[FamilyData], summary=_("Role families"))
def families(request: HttpRequest, form: FamiliesForm) -> HttpResponse:
    """All families, each after the one above it."""
    published, writer = catalogue(), Writer.of(request, form)
    slugs = {family.pk: family.slug for family in published.families}
    described = RoleFamily.objects.in_bulk([*slugs])
    data = [
        chosen(
            FamilyData(
                slug=family.slug,
                page=f"{writer.page('roles')}?family={family.slug}",
                title=writer.text(family, "title"),
                description=writer.text(described[family.pk], "description"),
                parent=slugs.get(family.parent_id or 0),
                roles=published.branch_set(family).bit_count(),
            ),
            form.chosen["fields"],
        )
        for family in published.families
        if family.pk in described
    ]
    return answer(request, form, data, total=len(data))
