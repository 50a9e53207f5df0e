"""Careers: positions, roles side by side, moves, roles that fit."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_noop as _

from api.answers import answer, next_address
from api.comparisons import comparison_data
from api.computed_schemas import ComparisonData, FitsAnswer, PlanData
from api.forms import CompareRolesForm, FindRolesForm, PlanMoveForm, PositionForm, PositionsForm
from api.plans import fit_data, plan_data
from api.problems import refused
from api.schemas import ListedPositionData, MoveData, ObjectAnswer, PartAnswer, PositionData
from api.service import reads
from api.strict import StrictForm
from api.writer import Writer, chosen, optional_share
from careers.choosing import RoleMatch, match_slugs
from careers.ends import match_ends
from careers.find import FindQuery
from careers.find import find as find_roles
from careers.models import Position
from careers.move import plan_move
from careers.neighbourhood import NeighbourMove, find_position, neighbourhood
from careers.ticked import ticked_in
from pagecache.decorators import name_subjects
from sources.citations import citations_of
from translations.addresses import query_suffix
from translations.alphabetical import cursor_after

PAGE_SIZE = 100  # positions, as on their page


@reads(
    "/positions",
    PositionsForm,
    PartAnswer[ListedPositionData],
    summary=_("Positions on career ladders"),
)
def positions(request: HttpRequest, form: PositionsForm) -> HttpResponse:
    """The positions from A to Z, a hundred at a time."""
    ordered = Position.lean().in_reading_order(form.language)
    cursor = form.chosen["cursor"]
    if cursor:
        ordered = ordered.standing_after_key(cursor.key, cursor.pk, cursor.language)
    rows = [*ordered[: PAGE_SIZE + 1]]
    has_more, writer = len(rows) > PAGE_SIZE, Writer.of(request, form)
    following = cursor_after(Position, rows[PAGE_SIZE - 1].pk, form.language) if has_more else None
    data = [
        chosen(_listed_position(writer, position), form.chosen["fields"])
        for position in rows[:PAGE_SIZE]
        if position.is_visible
    ]
    return answer(
        request,
        form,
        data,
        total=Position.visible().count(),
        next=next_address(request, form, following),
    )


def _listed_position(writer: Writer, position: Position) -> ListedPositionData:
    return ListedPositionData(
        slug=position.slug,
        **writer.places(position),
        title=writer.text(position, "title"),
        stage=position.placed_stage or None,
        lane=position.lane or None,
        role=writer.optional_term(position.role),
    )


@reads(
    "/positions/{slug}",
    PositionForm,
    ObjectAnswer[PositionData],
    summary=_("A position and its career moves"),
)
def position(request: HttpRequest, form: PositionForm, slug: str) -> HttpResponse:
    """A position. The slug of its role leads on to it."""
    found = find_position(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return HttpResponseRedirect(
            request.path.removesuffix(slug) + found.slug + query_suffix(request)
        )
    around, writer = neighbourhood(found), Writer.of(request, form)
    advice = citations_of([step for step, _ends in around.advice])
    data = PositionData(
        **_listed_position(writer, found),
        onward=[_neighbour(writer, move) for move in around.onward],
        incoming=[
            MoveData(
                position=writer.term(move.start),
                is_upward=move.is_upward,
                met=optional_share(met),
            )
            for move, met in around.incoming
        ],
        similar=[_neighbour(writer, move) for move in around.near],
        sources=writer.sources(advice.sources),
    )
    response = answer(request, form, chosen(data, form.chosen["fields"]))
    return name_subjects(response, found, found.role)


def _neighbour(writer: Writer, move: NeighbourMove) -> MoveData:
    step = move.move.step if move.move else None
    return MoveData(
        position=writer.term(move.position),
        is_upward=move.is_upward,
        met=optional_share(move.met),
        to_build=[writer.term(skill) for skill in move.to_build],
        advice=writer.text(step, "advice") if step else None,
    )


@reads(
    "/compare",
    CompareRolesForm,
    ObjectAnswer[ComparisonData],
    summary=_("Two to four roles side by side"),
)
def compare(request: HttpRequest, form: CompareRolesForm) -> HttpResponse:
    """The rows of the comparison, section by section, with a cell for each role."""
    match = match_slugs(form.chosen["role"])
    _check_roles(form, match)
    data = comparison_data(Writer.of(request, form), match.roles, form.chosen["show"])
    return name_subjects(answer(request, form, data), *match.roles)


def _check_roles(form: StrictForm, match: RoleMatch) -> None:
    for slug in match.missing:
        form.ignore("role", slug)
    for retired in match.retired:
        form.say("role", _("This role has been retired and cannot be compared."), retired.role.slug)
    if not form.refusals and not match.can_be_compared:
        form.say("role", _("Choose two to four roles."))
    if form.refusals:
        raise refused(form.refusals)


@reads("/move", PlanMoveForm, ObjectAnswer[PlanData], summary=_("A plan for moving to a role"))
def move(request: HttpRequest, form: PlanMoveForm) -> HttpResponse:
    """What carries over, what is to learn, what is left behind. A move starts from a role or a
    position, from skills and tools, or from both."""
    ticked = ticked_in(form)
    ends = match_ends(form.chosen["from"], form.chosen["to"])
    for slug in ends.role_match.missing:
        form.ignore("to" if slug == form.chosen["to"] else "from", slug)
    pair = ends.pair(ticked)
    if pair is None and not form.refusals:
        form.say(
            "from", _("Choose a different role or position to move from, or choose some skills.")
        )
    if form.refusals or pair is None:
        raise refused(form.refusals)
    plan = plan_move(*pair, form.language, ticked)
    return name_subjects(answer(request, form, plan_data(Writer.of(request, form), plan)), *pair)


@reads("/find", FindRolesForm, FitsAnswer, summary=_("Roles that fit the given skills and tools"))
def find(request: HttpRequest, form: FindRolesForm) -> HttpResponse:
    """The roles that fit some skills and tools, or the role that somebody is in; the best first."""
    ticked = ticked_in(form)
    query = FindQuery(
        skills=[skill.slug for skill in ticked.skills],
        tools=[tool.slug for tool in ticked.tools],
        role=form.chosen["role"],
    )
    if not query and not form.refusals:
        form.say("skill", _("Choose at least one skill, tool or role."))
    if form.refusals:
        raise refused(form.refusals)
    page = form.chosen["page"]
    result = find_roles(query, page)
    if query.role and not result.role:  # a draft is no role here
        form.ignore("role", query.role)
        raise refused(form.refusals)
    writer = Writer.of(request, form)
    data = [fit_data(writer, fit) for fit in result.matches]
    response = answer(request, form, data, total=result.total, page=page, pages=result.pages)
    return name_subjects(response, result.role)
