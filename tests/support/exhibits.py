"""Objects of every kind that admin knows: what readers have, and what they have not.

Each is called by its model, and by what is special about it: `role/published`.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone

from audit.models import Event, Kind
from history.models import DeletedObject, Entry, Verb
from roles.models import Role
from search.models import Miss, Synonym
from sources.models import Identifier
from tests.support import factories as make
from tests.support.history import recorded

Exhibits = dict[str, Model]

DELETED = "Deleted tool"
# What an earlier version is made by changing; of other models it is the first of their texts.
CHANGED_FIELDS = {"tool": "name", "identifier": "version", "synonym": "identifier"}


def exhibits() -> Exhibits:
    """All objects, each changed once, so that it has an earlier version."""
    with recorded():
        hidden, public = _hidden(), _public()
    for item in (hidden | public).values():
        field = changed_field(item)
        with recorded():
            setattr(item, field, f"{getattr(item, field)} now")
            item.save()
    return hidden | public | _without_history()


def changed_field(item: Model) -> str:
    """The field whose earlier value the history has."""
    name = item._meta.model_name
    return CHANGED_FIELDS.get(name) or f"{item.translated_fields()[0]}_en"


def _role(status: str, **about: Any) -> Role:
    """A role with something of everything on its page, so that it is not thin."""
    published_at = None if status == "draft" else make.PUBLISHED_AT
    texts = {name: name.capitalize() for name in make.roles.Role.translated_fields()}
    about = texts | {"source_language": "en", "status": status} | about
    role = make.RoleFactory(published_at=published_at, **about)
    make.QuestionFactory(role=role)  # the only item that cites nothing
    return make.add_items(role)


def _hidden() -> Exhibits:
    """Objects that no reader has: a draft with its items, and what nothing uses."""
    role = _role("draft", title="Hidden role")
    for code in ("fi", "pl"):
        make.AlternativeTitleFactory(role=role, language=code, title=f"Hidden {code}")
    source = make.SourceFactory(title="Cited by the draft")
    make.cite(role, source)
    skill = make.SkillFactory(title="Hidden skill")
    for code in ("fi", "pl"):
        make.SkillTitleFactory(skill=skill, language=code)
    objects = {item._meta.model_name: item for item in role.items}
    objects |= {
        "role": role,
        "rolefamily": make.RoleFamilyFactory(),
        "responsibilityarea": make.ResponsibilityAreaFactory(),
        "skillgroup": make.SkillGroupFactory(),
        "skill": skill,
        "toolcategory": make.ToolCategoryFactory(),
        "tool": make.ToolFactory(),
        "metric": make.MetricFactory(),
        "position": make.PositionFactory(),
    }
    for item in objects.values():
        _attach(item, source)
    return objects | {
        "source": make.SourceFactory(title="Cited by nobody"),
        "identifier": Identifier.objects.create(
            about=skill, scheme="test", value="proposed", is_confirmed=False
        ),
        "synonym": Synonym.objects.create(language="en", phrase="hr", meaning="human resources"),
    }


def _attach(item: Any, source: Any) -> None:
    """Cites a source, and gives an identifier, of what can have them."""
    if item._meta.model_name != "role":  # has some
        make.cite(item, source)
    if not hasattr(item, "role_id") or item._meta.model_name == "position":
        Identifier.objects.create(about=item, scheme="test", value=f"code-{item.pk}")


def _public() -> Exhibits:
    """Roles that readers have or are to have, and what those use."""
    role = _role("published", title="Public role")
    use, step = role.tool_uses.get(), role.career_steps.get()
    objects = {
        "role": role,
        "responsibility": role.responsibilities.get(),
        "rolefamily": role.family,
        "skillgroup": role.role_skills.get().skill.group,
        "skill": role.role_skills.get().skill,
        "toolcategory": use.category,
        "tool": use.tools.get(),
        "metric": role.role_metrics.get().metric,
        "position": step.positions.get(),
        "source": make.SourceFactory(title="Cited by a public role"),
    }
    make.cite(role, objects["source"])
    later = timezone.now() + timedelta(days=9)
    return {f"{name}/public": item for name, item in objects.items()} | {
        "role/retired": _role("retired", title="Retired role"),
        "role/scheduled": _role("draft", title="Scheduled role", publish_at=later),
    }


def _without_history() -> Exhibits:
    """What is no content, and what was deleted."""
    with recorded():
        make.ToolFactory(name=DELETED).delete()
    group = Group.objects.create(name="Some group")
    user = make.UserFactory(username="somebody")
    miss = Miss.objects.create(
        language="en", key="nothing", text="nothing", count=1, last_day=timezone.localdate()
    )
    make.UserFactory(username="somebody-else")
    event = Event.objects.create(kind=Kind.SIGN_OUT, by=user, address="192.0.2.7")
    deleted = Entry.objects.filter(verb=Verb.DELETED).order_by("pk").last()
    return {
        "group": group,
        "user": user,
        "miss": miss,
        "event": event,
        "deletedobject": DeletedObject.objects.get(pk=deleted.pk),
    }
