"""Admin in Finnish, Norwegian and Polish: no English is left on its pages, in no message.

Every page is opened in English and in the language: a text that is the same in both is suspicious.
What is put into a sentence is not seen so; there, each message that has no translation is noted.
"""

import re
from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations
from typing import Any, NamedTuple

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import trans_real
from lxml import html

from accounts.models import User
from audit.models import Event, Kind
from core.checking import all_checks
from exchange.models import Upload, UploadedRow
from history.models import DeletedObject
from roles.models import ResponsibilityArea, Role
from search.models import Miss, Synonym
from signin.admission import SECOND_FACTOR
from signin.reset import mail_for
from sources.models import Identifier
from tests.signin.people import add_app, add_codes
from tests.support.editing import Desk, change_page
from tests.support.factories import DraftFactory, RoleFactory, UserFactory, add_items
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

PASSWORD = {"password1": "123", "password2": "1234"}
SIGN_IN = {"login": "someone", "password": "cloudberries"}
PASSKEY = 9_000_000  # its id, which no other will have
FACTOR_PAGES = (
    "factors/",
    "factors/app/remove/",
    f"factors/passkey/{PASSKEY}/remove/",
    "factors/codes/",
    "factors/codes/new/",
)
ATTRIBUTES = ("title", "aria-label", "placeholder", "alt")
NOT_READ = ("script", "style", "textarea")
# What the factories write, names, and codes.
CONTENT = re.compile(
    r"\b(Tool|Lähde|Other title|Publisher|Place) \d+\b|\b[a-z]+-\d+\b|\bsomeone\b|\bX1\b"
    r"|\b(CSV|Rolebook|ESCO|ISCO-08|O\*NET-SOC|Europe/Helsinki|EUR|Publisher)\b"
    r"|\b(English|Suomi|Norsk bokmål|Polski|En|Fi|Nb|Pl)\b|https://example.org"
)
# Words that are the same in both languages.
SAME = {
    "fi": set(),
    "nb": {"1 synonym", "API", "Minimum", "Status", "Synonym"},
    "pl": {"API", "Menu", "Minimum", "Role", "Status"},
}


class Visit(NamedTuple):
    address: str
    sent: dict[str, Any] | None = None  # a form that is posted
    is_signed_in: bool = True
    has_factors: bool = False


class Missing(NullTranslations):
    """Notes what has no translation."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: set[str] = set()

    def gettext(self, message: str) -> str:
        if type(message) is str:  # else it is a text that is translated already
            self.messages.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


@pytest.fixture
def someone() -> Desk:
    return Desk(UserFactory(username="someone", is_superuser=True, languages=["fi"]))


@pytest.fixture
def everything(someone: Desk) -> None:
    """Something of every kind."""
    role = add_items(RoleFactory())
    add_items(DraftFactory())
    Identifier.objects.create(about=role, scheme="ESCO", value="https://example.org")
    Synonym.objects.create(language="fi", phrase="x-1", meaning="x-2")
    Miss.objects.create(language="fi", text="x-3", count=1, last_day=date(2026, 3, 2))
    someone.user.groups.add(Group.objects.get(name="Editor"))
    ResponsibilityArea.objects.create(slug="area-99").delete()


def visits(someone: Desk) -> Iterator[Visit]:
    """All that an administrator sees."""
    user = f"/admin/accounts/user/{someone.user.pk}"
    draft = Role.objects.get(status="draft")
    publish = {"action": "publish", "_selected_action": [draft.pk]}
    yield from map(Visit, ["/admin/", "/admin/roles/", "/admin/nothing/", "/admin/checks/"])
    yield Visit(change_page(Event.objects.create(kind=Kind.SIGN_OUT)))
    yield from (Visit(f"/admin/checks/{check}/") for check in all_checks())
    for model in admin.site._registry:
        yield from visits_of(model, someone)
    yield from visits_of_exchange(someone)
    yield Visit("/admin/roles/role/", {"action": "", "_selected_action": [draft.pk]})
    yield Visit("/admin/roles/role/", {"action": "delete_selected"})
    yield Visit("/admin/roles/role/", publish)
    yield Visit("/admin/roles/role/", publish | {"confirmed": "1"})
    yield Visit(f"/admin/roles/role/{draft.pk}999/change/")
    yield Visit("/admin/autocomplete/")
    yield Visit("/admin/translating/")
    yield Visit("/admin/account/sessions/")
    yield Visit("/admin/password_change/")
    yield Visit("/admin/password_change/", {"old_password": "x", "new_password1": "123"})
    yield Visit(f"{user}/password/")
    yield Visit(f"{user}/password/", PASSWORD)
    yield Visit(f"{user}/password/", {"password1": "123", "password2": "123"})
    yield Visit("/admin/accounts/user/add/", {"username": "å ö"} | PASSWORD)
    yield Visit("/admin/accounts/user/add/", {"username": "someone"} | PASSWORD)
    yield Visit("/admin/account/sign-in/", is_signed_in=False)
    yield Visit("/admin/account/sign-in/", {"login": "x", "password": "x"}, is_signed_in=False)
    yield Visit("/admin/account/sign-in/", {}, is_signed_in=False)
    yield Visit("/admin/account/reset/", is_signed_in=False)
    yield Visit("/admin/account/reset/sent/", is_signed_in=False)
    yield Visit("/admin/account/reset/done/", is_signed_in=False)
    yield Visit("/admin/account/reset/MQ/x/", is_signed_in=False)
    mail = mail_for(User.objects.get(pk=someone.user.pk)).body
    yield Visit(re.search(r"/admin/account/reset/\S+", mail).group(), is_signed_in=False)
    yield Visit("/admin/account/password/")
    yield Visit("/admin/account/password/", {"password": "x"})
    yield Visit("/admin/account/factors/")
    yield Visit("/admin/account/factors/app/")
    yield Visit("/admin/account/factors/app/", {"code": "x"})
    yield Visit("/admin/account/factors/passkey/")
    yield from (Visit(f"/admin/account/{page}", has_factors=True) for page in FACTOR_PAGES)
    yield Visit("/admin/account/sign-in/", SIGN_IN, is_signed_in=False, has_factors=True)
    yield Visit("/admin/roles/role/add/", {"_save": "1"}, is_signed_in=False)
    yield Visit("/admin/logout/", {})


def visits_of_exchange(someone: Desk) -> Iterator[Visit]:
    """Exporting and importing, with a file that waits to be confirmed."""
    page = "/admin/skills/skill/"
    for form in ("export/", "import/"):
        yield Visit(f"{page}{form}")
    numbers = {"changed": 2, "refused": 1, "unchanged": 1}
    upload = Upload.objects.create(by=someone.user, target="skills.skill", name="X1", **numbers)
    row = {"kind": "X1", "name": "x-1", "address": "", "notes": ["X1"], "problems": [["X1", "X1"]]}
    row["changes"] = [["X1", "fi", "", "X1"]]
    UploadedRow.objects.create(upload=upload, is_refused=True, place="X1", content=row)
    yield Visit(f"{page}import/?upload={upload.pk}")
    yield Visit(f"{page}import/?upload=0")
    upload = Upload.objects.create(by=someone.user, target="translations", name="X1", **numbers)
    yield Visit(f"/admin/exchange/import/?upload={upload.pk}")
    for form in ("", "import/", "export/"):
        yield Visit(f"/admin/exchange/{form}", {} if form else None)
    yield Visit("/admin/exchange/import/", {"file": ContentFile(b"x", "x"), "state": "draft"})


def visits_of(model: Any, someone: Desk) -> Iterator[Visit]:
    """The list of a model, and the pages of one object."""
    changelist = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    yield Visit(changelist)
    if model in (DeletedObject, Event):
        return
    item = model.objects.order_by("pk").first()
    change = change_page(item)
    delete, history = (change.replace("/change/", f"/{page}/") for page in ("delete", "history"))
    yield Visit(f"{changelist}add/")
    yield Visit(f"{changelist}add/", {})
    yield Visit(change)
    yield Visit(change, {})
    yield Visit(change, someone.filled_in(change) | {"_continue": "1"})
    yield Visit(history)
    yield Visit(delete)
    yield Visit(delete, {"post": "yes"})
    yield Visit(changelist, {"action": "delete_selected", "_selected_action": [item.pk]})


def texts_of(visit: Visit, someone: Desk, language: str) -> set[str]:
    """What is read on a page that follows; nothing is written for good."""
    headers = {"accept-language": language, "sec-fetch-site": "same-origin"}
    accepted = {"headers": headers, "follow": True}
    try:
        with transaction.atomic():
            desk = visitor(visit, someone.user)
            if visit.sent is None:
                response = desk.get(visit.address, **accepted)
            else:
                response = desk.post(visit.address, visit.sent, **accepted)
            raise Undone
    except Undone:
        pass
    if "html" not in response.headers["Content-Type"]:
        return set()
    # Others ask whether it is valid: this parser takes a tenth of the time of the strict one.
    root = html.document_fromstring(response.content, parser=html.HTMLParser(encoding="utf-8"))
    return {" ".join(text.split()) for text in read(root)}


def visitor(visit: Visit, user: User) -> Client:
    if visit.has_factors:
        add_factors(user)
    if not visit.is_signed_in:
        return Client()
    desk = Desk(user)
    if visit.has_factors:
        session = desk.session
        session[SECOND_FACTOR] = user.pk
        session.save()
    return desk


def add_factors(user: User) -> None:
    """An app, codes, and a passkey: its key, which a browser alone could make, is not looked at."""
    user.set_password(SIGN_IN["password"])
    user.save()
    add_app(user)
    add_codes(user)
    passkey = {"type": Authenticator.Type.WEBAUTHN, "data": {"name": "x-5", "credential": {}}}
    Authenticator.objects.create(pk=PASSKEY, user=user, **passkey)


class Undone(Exception):
    pass


def read(element: html.HtmlElement) -> Iterator[str]:
    """The texts of a page that are seen or spoken."""
    if isinstance(element.tag, str) and element.tag not in NOT_READ:
        yield element.text or ""
        yield from (element.get(name) or "" for name in ATTRIBUTES)
        if element.get("type") == "submit":
            yield element.get("value") or ""
        for child in element:
            yield from read(child)
    yield element.tail or ""


def is_suspicious(text: str, language: str) -> bool:
    rest = CONTENT.sub("", text)
    return bool(re.search(r"[^\W\d_]", rest)) and rest.strip(" :›|") not in SAME[language]


IN_ENGLISH: dict[int, set[str]] = {}


@pytest.mark.parametrize("language", [code for code in language_codes() if code != "en"])
def test_no_page_of_admin_has_english_left(language, everything, someone, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    missing = Missing()
    left: dict[str, str] = {}
    for number, visit in enumerate(visits(someone)):
        if number not in IN_ENGLISH:
            IN_ENGLISH[number] = texts_of(visit, someone, "en")
        with monkeypatch.context() as patched:
            patched.setattr(trans_real.translation(language), "_fallback", missing)
            texts = texts_of(visit, someone, language)
        left |= {
            text: f"{visit.address} {visit.sent}"[:150]
            for text in texts
            if (text in IN_ENGLISH[number] and is_suspicious(text, language)) or " object (" in text
        }

    assert missing.messages == set()
    assert left == {}
