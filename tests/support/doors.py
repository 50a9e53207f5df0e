"""Every way in which somebody can do something in admin, found in the code, and how it is tried.

Doors are found where Django finds them: addresses, fields of models, inlines, actions. So one that
is new is found, too. What is tried is what anybody could send, not what a form offers them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.html import escape
from django.utils.timezone import localtime

from accounts.models import User
from core.admin import ContentAdmin
from history.models import DeletedObject
from history.versions import find_subject
from roles.models import AlternativeTitle, Question, Role
from search.models import Miss
from sources.models import Citation, Source
from tests.support.exhibits import DELETED, changed_field
from tests.support.forging import (
    Values,
    as_inputs,
    changed_text,
    has_value,
    inputs,
    management,
    other_value,
    plain_fields,
    sent,
    texts,
)
from tests.support.people import FOREIGN, OWN
from tests.support.row_doors import RowDoors

# What came of a try: all was done or shown; nothing was; the form refused it with a message; or
# something else, which no table may say.
DONE, NOT, REFUSED, PARTLY = "y", "-", "!", "?"
# Fields of which each has a rule of its own: changed alone, others all at once.
ALONE = {"status", "publish_at", "publishes_thin", "replaced_by", "is_retired"}


class Try(NamedTuple):
    """Doors that are tried together, and what tries them: a letter for each."""

    doors: tuple[str, ...]
    run: Callable[[Client], list[str]]


def one(name: str, run: Callable[[Client], str]) -> Try:
    return Try((name,), lambda client: [run(client)])


def seen(client: Client, address: str, sign: str) -> str:
    """Whether somebody is shown a page with a sign on it."""
    response = client.get(address)
    is_shown = sign in response.content.decode()
    if is_shown and response.status_code != 200:
        return PARTLY
    return DONE if is_shown else NOT


def outcome(response: HttpResponse, effects: Iterable[bool]) -> str:
    """All effects, none, or some."""
    effects = list(effects)
    if all(effects):
        return DONE
    if any(effects) or response.status_code >= 500:
        return PARTLY
    return REFUSED if response.status_code == 200 else NOT


class ObjectDoors:
    """All that can be tried on one object."""

    def __init__(self, name: str, item: Any, superuser: User) -> None:
        self.name, self.item, self.model = name, item, type(item)
        self.admin = admin.site.get_model_admin(self.model)
        self.request = RequestFactory().get("/")
        self.request.user = superuser
        self.root = f"/admin/{item._meta.app_label}/{item._meta.model_name}/"
        self.page = f"{self.root}{item.pk}/"
        self.routes = [*dict.fromkeys(str(url.pattern) for url in self.admin.get_urls())]
        self.rows = [
            RowDoors(form_set, inline, self)
            for form_set, inline in self.admin.get_formsets_with_inlines(self.request, item)
        ]

    @property
    def is_first(self) -> bool:
        """Whether it is the first object of its model: what is the same for all is tried on it."""
        return "/" not in self.name

    def tries(self) -> Iterator[Try]:
        yield from self.pages()
        if self.model is Miss:
            yield one("make a title of it", self._make_title)
        else:
            yield from self.changes()
        yield one("delete", self._delete)
        yield from self.actions()
        yield from self.versions()
        if self.model is Role:
            yield from self.publishing()
        if self.is_first:
            yield one("copy", partial(self._make, f"{self.page}change/", {"_saveasnew": "1"}))
            yield one("add", partial(self._make, f"{self.root}add/", {}))
            yield from self.row_tries()

    def stored(self) -> Any:
        return self.model._base_manager.get(pk=self.item.pk)

    def is_gone(self) -> bool:
        return not self.model._base_manager.filter(pk=self.item.pk).exists()

    # --- Pages ---

    def pages(self) -> Iterator[Try]:
        for route in self.routes:
            if self.is_first or route.endswith(("delete/", "restore/")):
                yield one(f"GET {route or 'list'}", partial(self._see, route))
        content_type = ContentType.objects.get_for_model(self.model)
        link = f"/admin/r/{content_type.pk}/{self.item.pk}/"
        yield one("GET r/", partial(self._is_led_on, link))

    def _see(self, route: str, client: Client) -> str:
        signs = {
            "add/": 'name="_save"',
            "<id>/password/": 'name="password1"',
            "export/": 'name="format"',
            "import/": 'name="import_file"',
        }
        sign = signs.get(route) or escape(DELETED if self.is_deleted else str(self.stored()))
        return seen(client, self.root + self._filled_in(route), sign)

    @property
    def is_deleted(self) -> bool:
        return self.model is DeletedObject

    def _filled_in(self, route: str) -> str:
        if "number" in route:
            route = route.replace("<int:number>", str(self._first_version()))
        # A space makes it another address, and the same number.
        is_hidden = route == "<path:object_id>/history/"
        key = f"%20{self.item.pk}" if is_hidden else str(self.item.pk)
        for placeholder in ("<int:pk>", "<path:object_id>", "<id>"):
            route = route.replace(placeholder, key)
        return route

    def _is_led_on(self, link: str, client: Client) -> str:
        """Whether somebody is told the object's address on the site."""
        response = client.get(link)
        location = response.headers.get("Location", "/admin/")
        return NOT if location.startswith("/admin/") else DONE

    # --- The form ---

    def changes(self) -> Iterator[Try]:
        fields = plain_fields(self.model)
        for field in fields:
            if field.name in ALONE:
                yield self._change([field])
        yield self._change([field for field in fields if field.name not in ALONE])
        if texts(self.item, OWN):
            yield one("texts in own language", partial(self._write, OWN))
            yield one("texts in other language", partial(self._write, FOREIGN))
        if isinstance(self.admin, ContentAdmin):
            form = self.admin.get_form(self.request, self.item, change=True)
            stored = {*(field.name for field in self.model._meta.get_fields())}
            for name in form.base_fields.keys() - stored:
                yield one(f"question {name}", partial(self._answer, name))

    def _change(self, fields: list[Any]) -> Try:
        values = {field: other_value(field, self.item) for field in fields}
        names = tuple(f"field {field.name}" for field in fields)
        return Try(names, partial(self._change_each, values))

    def _change_each(self, values: Values, client: Client) -> list[str]:
        response = self.save(client, inputs(values))
        return [outcome(response, [has_value(self.item, *pair)]) for pair in values.items()]

    def _answer(self, name: str, client: Client) -> str:
        """Answers what a form asks besides the fields of the object."""
        answer, has_effect = ANSWERS[name]
        response = self.save(client, {name: answer()})
        return outcome(response, [has_effect(self)])

    def _write(self, language: str, client: Client) -> str:
        values = {field: changed_text(field, self.item) for field in texts(self.item, language)}
        response = self.save(client, inputs(values))
        return outcome(response, (has_value(self.item, *pair) for pair in values.items()))

    def sent(self) -> dict[str, Any]:
        """The form of an object on which nothing is changed, without the rows of its inlines."""
        data = sent(self.item)
        for rows in self.rows:
            data |= management(rows.prefix, 0, 0)
        return data

    def save(self, client: Client, changes: dict[str, Any]) -> HttpResponse:
        return client.post(f"{self.page}change/", self.sent() | changes)

    def _delete(self, client: Client) -> str:
        response = client.post(f"{self.page}delete/", {"post": "yes"})
        return outcome(response, [self.is_gone()])

    def _make(self, page: str, more: dict[str, Any], client: Client) -> str:
        """Adds an object, also one that is a copy."""
        before = self.model._base_manager.count()
        response = client.post(page, self.sent() | self._of_its_own() | more)
        return outcome(response, [self.model._base_manager.count() == before + 1])

    def _make_title(self, client: Client) -> str:
        """Makes a query without a hit a title of a role."""
        sent = {"role": Role.objects.first().pk, "language": "en", "title": "forged"}
        response = client.post(f"{self.page}change/", sent)
        is_made = AlternativeTitle.objects.filter(title="forged").exists()
        return outcome(response, [is_made, self.is_gone()])

    def _of_its_own(self) -> dict[str, str]:
        """What no two objects of a model have in common."""
        names = ("slug", "name", "username", "phrase", "value", "key")
        own = dict.fromkeys(names, "forged") | {"usable_password": "true"}
        if any(field.one_to_one for field in self.model._meta.fields):
            own["role"] = ""
        return own | dict.fromkeys(("password1", "password2"), "a good long one")

    # --- What goes public ---

    def publishing(self) -> Iterator[Try]:
        if self.item.status != Role.Status.RETIRED:
            yield one("retire", partial(self._set_status, Role.Status.RETIRED))
        pages = {"copy": f"{self.page}change/"}
        if self.is_first:
            pages["add"] = f"{self.root}add/"
        for way, page in pages.items():
            yield one(f"{way} as published", partial(self._publish_new, page))
            yield one(f"{way} as scheduled", partial(self._schedule_new, page))
        page = self.item.get_absolute_url()
        yield one("GET page", lambda client: seen(client, page, str(self.stored())))
        preview = f"{page}?preview=1"
        yield one("GET preview", lambda client: seen(client, preview, str(self.stored())))

    def _set_status(self, status: str, client: Client) -> str:
        response = self.save(client, {"status": status})
        return outcome(response, [self.stored().status == status])

    def _publish_new(self, page: str, client: Client) -> str:
        published = {"status": Role.Status.PUBLISHED, "publishes_thin": "on", "publish_at": ""}
        return self._make_one_of(Role.objects.with_pages(), page, published, client)

    def _schedule_new(self, page: str, client: Client) -> str:
        time = as_inputs("publish_at", localtime() + timedelta(days=9))
        scheduled = time | {"status": Role.Status.DRAFT, "publishes_thin": "on"}
        return self._make_one_of(Role.objects.with_schedule(), page, scheduled, client)

    def _make_one_of(self, roles: Any, page: str, more: dict[str, str], client: Client) -> str:
        before = roles.count()
        self._make(page, more | {"_saveasnew": "1"}, client)
        return DONE if roles.all().count() > before else NOT

    # --- Actions on the list, and fields in it ---

    def actions(self) -> Iterator[Try]:
        for name in self.admin.get_actions(self.request):
            yield one(f"action {name}", partial(self._act, name))
        for name in self.admin.list_editable:  # none so far: it fails for want of a line
            yield one(f"list field {name}", lambda client: PARTLY)

    def _act(self, name: str, client: Client) -> str:
        chosen = {"action": name, "_selected_action": [self.item.pk], "index": "0", "post": "yes"}
        has_effect = EFFECTS[name]
        before = has_effect(self)
        client.post(self.root, chosen)
        return DONE if has_effect(self) and not before else NOT

    # --- Versions ---

    def versions(self) -> Iterator[Try]:
        if not any("restore" in route for route in self.routes):
            return
        yield one("restore", self._restore)
        if self.is_first:
            yield one("restore deleted", self._bring_back)

    def _first_version(self) -> int:
        return find_subject(self.model, self.item.pk).changes().last().pk

    def _restore(self, client: Client) -> str:
        field = changed_field(self.item)
        before = vars(self.stored())[field]
        response = self._post_restore(client)
        return outcome(response, [vars(self.stored())[field] != before])

    def _bring_back(self, client: Client) -> str:
        self.stored().delete()
        return outcome(self._post_restore(client), [not self.is_gone()])

    def _post_restore(self, client: Client) -> HttpResponse:
        last = find_subject(self.model, self.item.pk).entries().first().pk
        address = f"{self.page}history/{self._first_version()}/restore/"
        return client.post(address, {"last": last})

    # --- Rows on its page: of each inline one, all in one form ---

    def row_tries(self) -> Iterator[Try]:
        if not self.rows:
            return
        yield self._of_rows("add", "row added", self.rows)
        yield self._of_rows("delete", "row deleted", self.rows)
        yield self._of_fields()
        for kind, language in (("own", OWN), ("other", FOREIGN)):
            rows = [rows for rows in self.rows if rows.has_texts(language)]
            if rows:
                yield self._of_rows("write", f"row texts in {kind} language", rows, language)

    def _of_rows(self, way: str, name: str, rows: list[RowDoors], *about: str) -> Try:
        doors = tuple(f"{name}: {inline.name}" for inline in rows)
        return Try(doors, partial(self._send_rows, way, rows, about))

    def _of_fields(self) -> Try:
        fields = [(rows, field) for rows in self.rows for field in rows.fields]
        doors = tuple(f"row field {field.name}: {rows.name}" for rows, field in fields)
        return Try(doors, partial(self._change_rows, fields))

    def _change_rows(self, fields: list[tuple[RowDoors, Any]], client: Client) -> list[str]:
        values = {pair: other_value(pair[1], pair[0].rows[0]) for pair in fields}
        data: dict[str, Any] = {}
        for rows in self.rows:
            of_rows = {field: value for (of, field), value in values.items() if of is rows}
            data |= rows.changed(rows.rows[0], of_rows)
        response = self.save(client, data)
        return [
            outcome(response, [has_value(rows.rows[0], field, value)])
            for (rows, field), value in values.items()
        ]

    def _send_rows(
        self, way: str, inlines: list[RowDoors], about: tuple[str, ...], client: Client
    ) -> list[str]:
        data: dict[str, Any] = {}
        checks = []
        for rows in inlines:
            changes, is_done = getattr(rows, way)(*about)
            data |= changes
            checks.append(is_done)
        response = self.save(client, data)
        return [outcome(response, is_done()) for is_done in checks]


def _cites_last_source(doors: ObjectDoors) -> bool:
    kind = ContentType.objects.get_for_model(Question)
    return Citation.objects.filter(source=Source.objects.last(), content_type=kind).exists()


# What to answer to a question of a form, and whether that had an effect.
ANSWERS: dict[str, tuple[Callable[[], Any], Callable[[ObjectDoors], bool]]] = {
    "cited_by_all": (lambda: [Source.objects.last().pk], _cites_last_source),
}
# Whether an action has been done.
EFFECTS: dict[str, Callable[[ObjectDoors], bool]] = {
    "delete_selected": ObjectDoors.is_gone,
    "publish": lambda doors: doors.stored().status == Role.Status.PUBLISHED,
    "confirm": lambda doors: doors.stored().is_confirmed,
}
