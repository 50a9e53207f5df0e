"""The list of positions with the moves between them, a part at a time."""

from dataclasses import dataclass

from careers.forms import CareersForm
from careers.ladders import LadderMove, all_moves, moves_by_start, shares_of
from careers.models import Position
from core.prepared import PreparedQuery
from roles.overlap import Met
from translations.languages import active_language
from translations.models import TranslatedQuerySet

PAGE_SIZE = 100  # positions; a map of more would be unreadable

ListedMove = tuple[LadderMove, Met | None]  # how much of what it needs is met, if that is known


@dataclass(frozen=True)
class PositionList:
    """A part of the list. Moves are known where it is all of it; `following` is the slug after
    which it goes on, if it does."""

    positions: list[tuple[Position, list[ListedMove]]]
    moves: list[LadderMove]
    is_whole: bool
    following: str

    @property
    def has_brief(self) -> bool:
        """Whether how much is met rests on a briefly described role somewhere."""
        met = (met for _position, moves in self.positions for _move, met in moves)
        return any(one is not None and one.percent is None for one in met)


def list_positions(form: CareersForm) -> PositionList:
    """The positions that an address asks for, in the reader's order."""
    after = _position_before(form)
    rows = _positions_after(after) if after else _first_positions()
    listed, has_following = rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
    is_whole = not (after or has_following)
    moves = all_moves() if is_whole else []
    shares, onward = shares_of(moves), moves_by_start(moves)
    return PositionList(
        [
            (position, [(move, shares.get(move)) for move in onward.get(position.pk, ())])
            for position in listed
            if position.is_visible
        ],
        moves,
        is_whole,
        listed[-1].slug if has_following else "",
    )


def _position_before(form: CareersForm) -> Position | None:
    """The last position of the part before."""
    slug = form.chosen["after"]
    position = Position.visible().filter(slug=slug).first() if slug else None
    if slug and not position:
        form.ignore("after", slug)
    return position


def _in_order() -> TranslatedQuerySet[Position]:
    return Position.lean().in_reading_order(active_language())


_first_positions = PreparedQuery(Position, lambda _: _in_order()[: PAGE_SIZE + 1])


def _positions_after(position: Position) -> list[Position]:
    """The positions after one in the reader's order: a part, and one more if there is another."""
    return list(_in_order().standing_after(position, active_language())[: PAGE_SIZE + 1])
