"""The page of a role outlives the edits of what it does not show, and no other edit.

Whatever is edited, a page that is kept is the page that would be made.
"""

import re
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import models, transaction
from django.db.models import ProtectedError

from config import serving
from config.serving import page_cache
from core import bulk, watching
from core.change_notes import note_any
from core.changes import change_log
from core.content_cache import recall
from core.content_version import raise_version
from core.made_of import MadeOf, digest
from core.models import content_models
from core.owners import owner_columns, owner_values, owners
from core.replicas import PRIMARY
from core.version_watch import watch
from roles.models import RelatedRole, Role, RoleFamily, RoleSkill
from roles.related import relate_all
from skills.models import Skill, SkillGroup
from sources.models import Citation
from tests.pagecache.site import ask
from tests.support.factories import (
    AlternativeTitleFactory,
    CareerStepFactory,
    PositionFactory,
    RelatedRoleFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    SourceFactory,
    add_items,
    cite,
)
from tests.support.makers import MAKERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_connections")]


class Site:
    """The real application behind the page cache, and what Django alone answers."""

    def __init__(self):
        self.asked = 0
        self._django = WSGIHandler()
        self._cache = page_cache(self._count)

    def _count(self, environ, start_response):
        self.asked += 1
        return self._django(environ, start_response)

    def kept(self, path):
        """The page as readers are sent it."""
        watch.look_again()
        return self._answer(self._cache, path)

    def fresh(self, path):
        """The page as it is made now."""
        return self._answer(self._django, path)

    def _answer(self, app, path):
        reply = ask(app, path)
        return reply.status, reply.headers.get("Location"), reply.body

    def outlives(self, path, edit):
        """Whether a page is kept over an edit; it is right in any case."""
        before = self.kept(path)
        assert before == self.fresh(path)
        edit()
        asked = self.asked
        after = self.kept(path)
        assert after == self.fresh(path)
        return self.asked == asked


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setattr(serving.view_counter, "count", lambda role: None)
    change_log.clear()
    raise_version()
    return Site()


@pytest.fixture
def lead():
    """A role with items of all kinds, a source, and a related role."""
    role = add_items(RoleFactory(slug="lead", title="Lead"))
    cite(role, SourceFactory(acknowledgement="Thanks"))
    RelatedRoleFactory(role=role, other=RoleSkillFactory(role__title="Near").role)
    return role


PAGE = "/en/roles/lead/"


# --- What a page outlives ----------------------------------------------------------------------


def edit_other_role():
    RoleSkillFactory(role__title="Elsewhere", skill__group=SkillGroup.objects.first())


EDITS_OF_OTHERS = {
    "another role": edit_other_role,
    "a skill of another role": lambda: SkillFactory(
        title="Elsewhere", group=SkillGroup.objects.first()
    ),
    "a source that it does not cite": lambda: SourceFactory(),
    "a position that it does not name": lambda: PositionFactory(title="Elsewhere"),
    "a family elsewhere": lambda: RoleFamilyFactory(title="Elsewhere"),
}


@pytest.mark.parametrize("edit", EDITS_OF_OTHERS.values(), ids=EDITS_OF_OTHERS.keys())
def test_page_outlives_the_edit_of(site, lead, edit):
    assert site.outlives(PAGE, edit)


def save(item, **values):
    vars(item).update(values)
    item.save()


EDITS_OF_ITS_OWN = {
    "its title": lambda role: save(role, title_en="Changed"),
    "its status": lambda role: save(role, status=Role.Status.DRAFT),
    "its slug": lambda role: save(role, slug="led"),
    "its retirement": lambda role: save(role, status=Role.Status.RETIRED),
    "its deletion": lambda role: role.delete(),
    "a new title": lambda role: AlternativeTitleFactory(role=role, language="en", title="Chief"),
    "a new skill": lambda role: RoleSkillFactory(role=role),
    "a skill less": lambda role: role.role_skills.all().delete(),
    "a source more": lambda role: cite(role.role_skills.first(), SourceFactory()),
    "a source less": lambda role: Citation.objects.all().delete(),
    "the title of its skill": lambda role: Skill.objects.filter(
        role_skills__role=role
    ).update(title_en="Changed"),
    "the title of its source": lambda role: save(Citation.objects.first().source, title="Changed"),
    "its family": lambda role: save(role.family, title_en="Changed"),
    "the family above": lambda role: save(role.family, parent=RoleFamilyFactory(title="Above")),
    "a group of skills": lambda role: SkillGroupFactory(title="Brand-new"),
    "the groups of skills": lambda role: SkillGroup.objects.update(title_en="Changed"),
    "a step more": lambda role: CareerStepFactory(role=role),
    "the title of a related role": lambda role: save(
        role.related.get().other, title_en="Changed"
    ),
    "the family of a related role": lambda role: save(
        role.related.get().other.family, hue="teal"
    ),
    "the group of a related role's skill": lambda role: save(
        role.related.get().other.role_skills.get().skill, group=SkillGroupFactory()
    ),
    "a related role that is unpublished": lambda role: save(
        role.related.get().other, status=Role.Status.DRAFT
    ),
    "a share": lambda role: RelatedRole.objects.update(share=0.11),
    "a new related role": lambda role: RelatedRole.objects.bulk_create(
        [RelatedRoleFactory.build(role=role, other=RoleFactory())]
    ),
    "all relations anew": lambda role: relate_all(),
    "anything": lambda role: raise_version(),
    "any skill": lambda role: note_any("skills.skill", PRIMARY),
    "the sentence of all sources": lambda role: SourceFactory(acknowledgement="Thanks as well"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS_OF_ITS_OWN.values(), ids=EDITS_OF_ITS_OWN.keys())
def test_page_is_made_anew_after_the_edit_of(site, lead, edit):
    assert not site.outlives(PAGE, lambda: edit(lead))


def test_page_is_made_anew_when_a_stored_neighbour_is_published(site, lead):
    """Nothing but its status has to be written for that."""
    row = RelatedRoleFactory(role=lead)
    Role.objects.filter(pk=row.other_id).update(status=Role.Status.RETIRED)

    publish = Role.objects.filter(pk=row.other_id).update

    assert not site.outlives(PAGE, lambda: publish(status=Role.Status.PUBLISHED))


def test_page_outlives_many_edits_one_after_the_other(site, lead):
    site.kept(PAGE)
    for _ in range(5):
        edit_other_role()
        assert site.outlives(PAGE, edit_other_role)

    assert site.asked == 1


def test_pages_of_all_content_are_made_anew_after_every_edit(site, lead):
    for path in ("/en/", "/en/roles/", "/en/skills/", "/en/search/?q=lead"):
        assert not site.outlives(path, edit_other_role)


def test_acknowledgements_are_looked_at_once_for_each_version(site, lead, monkeypatch):
    paths = [PAGE, f"{PAGE}?with=fi", f"{PAGE}?with=pl"]
    for path in paths:
        site.kept(path)
    edit_other_role()
    recalled = []
    monkeypatch.setattr(
        "core.version_watch.recall", lambda call: recalled.append(call) or recall(call)
    )
    for path in paths:
        site.kept(path)

    assert recalled == ["sources.rendering._acknowledgements(en)"]


# --- Everything in the content -----------------------------------------------------------------


def made_of(path):
    """What the page says that it was made of."""
    return MadeOf.of(ask(WSGIHandler(), path).headers["X-Made-Of"])


def others(model, page):
    """The objects of a model of which the page says that it does not show them."""
    label = model._meta.label_lower
    if label in page.kinds:
        return model._default_manager.none()
    pks = [*model._base_manager.values_list("pk", flat=True)]
    rows = owner_values(model, pks, PRIMARY) if owner_columns(model) else {pk: {} for pk in pks}
    owned = owners(model, rows, PRIMARY, {})
    on_page = {(kind, pk) for kind, ids in page.objects.items() for pk in ids}
    return model._base_manager.filter(pk__in=[pk for pk in pks if owned[pk] not in on_page])


def changed_value(field, value):
    """Another value of a field, which the database takes."""
    if field.choices:
        return next(code for code, _label in field.choices if code != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.CharField | models.TextField):
        return f"{value or ''}x"[: field.max_length]
    if isinstance(field, models.DateField):
        return value and value + timedelta(days=1)
    return value


def shown(site, path):
    """The lines of the page, without those that all pages show of all sources."""
    raise_version()
    text = site.fresh(path)[2].decode()
    return re.sub(r'(?s)<p class="fine">.*?</p>', "", text).replace("><", ">\n<").splitlines()


KEPT_FIELDS = {"status", "currency", "key", "path", "value", "scheme", "language"}


def edit_fields(rows):
    """Gives all fields of rows other values, by which no constraint is broken."""
    fields = [
        field
        for field in rows.model._meta.concrete_fields
        if not (field.primary_key or field.is_relation or field.name in KEPT_FIELDS)
    ]
    changes = [
        (item.pk, {one.name: changed_value(one, getattr(item, one.attname)) for one in fields})
        for item in rows
    ]
    if fields:
        bulk.update(rows.model, changes, PRIMARY)


def delete(rows):
    """Deletes the rows, unless something else needs one of them."""
    with suppress(ProtectedError), transaction.atomic():
        rows.delete()


def make_objects_of_all_kinds(but):
    """Makes an object of each model, and those that it needs; not of some kinds."""
    assert but == {"skills.skillgroup"}
    groups = [*SkillGroup.objects.all()]
    for model in MAKERS.keys() - {SkillGroup}:
        MAKERS[model]()
    Skill.objects.exclude(group__in=groups).update(group=None)
    SkillGroup.objects.exclude(pk__in=[group.pk for group in groups]).delete()


@pytest.fixture
def unwatched(monkeypatch):
    """Nobody writes down what is written in bulk: it takes longer than the test."""
    monkeypatch.setattr(watching, "_watchers", [])


def test_nothing_else_in_the_content_is_on_the_page(content, site, unwatched):
    """Every object that the page does not say it is made of is edited, and every field of it."""
    path = "/en/roles/customer-support-team-lead/"
    page, before = made_of(path), shown(site, path)
    number = sum(others(model, page).count() for model in content_models())
    for model in content_models():
        edit_fields(others(model, page))
    assert shown(site, path) == before
    for status in (Role.Status.DRAFT, Role.Status.RETIRED, Role.Status.PUBLISHED):
        others(Role, page).update(status=status)
        assert shown(site, path) == before
    for model in (Role, *content_models()):
        delete(others(model, page))
    assert shown(site, path) == before
    make_objects_of_all_kinds(but=page.kinds)
    assert shown(site, path) == before
    assert number > 200


def test_page_of_shipped_content_says_what_it_is_made_of(content, site):
    role = Role.objects.get(slug="customer-support-team-lead")
    page = made_of("/en/roles/customer-support-team-lead/")

    assert set(page.objects["skills.skill"]) >= {*role.role_skills.values_list("skill", flat=True)}
    assert role.pk in page.objects["roles.role"]
    assert page.kinds == {"skills.skillgroup"}
    assert [*page.texts] == ["sources.rendering._acknowledgements(en)"]
    assert [*page.texts.values()] == [digest(recall(*page.texts))]
    assert page.size < 4_000


# --- Anything that editors do ------------------------------------------------------------------


def random_edit(random):
    """Something that an editor may do to one of a few objects."""
    role = random.choice(Role.objects.order_by("pk"))
    other = random.choice(Role.objects.order_by("pk"))
    skill = random.choice(Skill.objects.order_by("pk"))
    group = random.choice([None, *SkillGroup.objects.order_by("pk")])
    family = random.choice(RoleFamily.objects.order_by("pk"))
    word = random.choice(("oak", "elm", "fir", "yew"))
    edits = [
        lambda: save(role, title_en=f"Role {word}"),
        lambda: save(role, status=random.choice(Role.Status.values), replaced_by=None),
        lambda: save(role, status=Role.Status.PUBLISHED),
        lambda: save(role, family=family),
        lambda: save(role, slug=f"{role.slug.partition('-')[0]}-{word}"),
        lambda: other != role and save(role, replaced_by=other),
        lambda: save(skill, title_en=f"Skill {word}"),
        lambda: save(skill, group=group),
        lambda: save(skill, is_retired=not skill.is_retired),
        lambda: save(family, title_en=f"Family {word}"),
        lambda: role.role_skills.filter(skill=skill).exists() or RoleSkillFactory(
            role=role, skill=skill),
        lambda: RoleSkill.objects.filter(role=role, skill=skill).delete(),
        lambda: role.role_skills.update(context_en=word),
        lambda: cite(role, SourceFactory(title=word, acknowledgement=random.choice(("", word)))),
        lambda: Citation.objects.filter(object_id=role.pk).delete(),
        lambda: CareerStepFactory(role=role).positions.add(
            getattr(other, "position", None) or PositionFactory(role=other, title=word)),
        lambda: Role.objects.filter(pk=role.pk).update(status=Role.Status.PUBLISHED),
        lambda: Role.objects.filter(pk=role.pk).update(status=Role.Status.RETIRED),
    ]  # fmt: skip
    return random.choice(edits)


@pytest.mark.parametrize("seed", range(2))
def test_kept_pages_are_those_that_would_be_made_whatever_editors_do(
    site, seed, django_capture_on_commit_callbacks
):
    random = Random(seed)
    skills = SkillFactory.create_batch(6)
    for number in range(4):
        role = RoleFactory(slug=f"r{number}")
        for skill in random.sample(skills, 4):
            RoleSkillFactory(role=role, skill=skill)
    relate_all()
    kept = 0
    for _ in range(12):
        with django_capture_on_commit_callbacks(execute=True):
            random_edit(random)()
        for slug in Role.objects.order_by("pk").values_list("slug", flat=True):
            asked = site.asked
            assert site.kept(f"/en/roles/{slug}/") == site.fresh(f"/en/roles/{slug}/")
            kept += site.asked == asked

    assert kept
