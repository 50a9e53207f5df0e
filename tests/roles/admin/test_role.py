from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.html import escape

from roles.models import Role
from roles.registry import item_kinds
from sources.models import Identifier
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import (
    PUBLISHED_AT,
    AlternativeTitleFactory,
    DraftFactory,
    ResponsibilityAreaFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    add_items,
    cite,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/roles/role/"


@pytest.fixture
def editor():
    return desk("Editor")


@pytest.fixture
def publisher():
    return desk("Publisher")


def fields_of(role):
    """All that stands on a role's page, column by column."""
    return [
        {field.attname: getattr(item, field.attname) for field in item._meta.concrete_fields}
        for item in (Role.objects.get(pk=role.pk), *role.items[1:], *role.alternative_titles.all())
    ]


def was_touched(role):
    role.refresh_from_db()
    return timezone.now() - role.updated_at < timedelta(minutes=1)


def test_saving_without_a_change_changes_nothing(editor):
    role = add_items(RoleFactory(), 2)
    before = fields_of(role)

    response = editor.save(role)

    assert response.status_code == 302
    assert fields_of(role) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"title_fi": "Uusi nimi"},
        {"responsibilities__0__title_pl": "Nowa nazwa"},
        {"career_steps__0__advice_nb": "Nytt råd"},
        {"questions__0__order": 9_999},
        {"alternative_titles__0__title": "Another name"},
        {"best_practices__0__DELETE": "on"},
        {"sources-citation-content_type-object_id-0-field": "introduction"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_any_change_of_its_page_dates_the_role(editor, changes):
    role = add_items(RoleFactory())
    cite(role, SourceFactory(), "title")

    response = editor.save(role, **changes)

    assert response.status_code == 302
    assert was_touched(role)


def test_new_role_of_an_editor_is_a_draft_whatever_is_sent(editor):
    sent = editor.filled_in(f"{LIST}add/")
    sent |= {"title_en": "Host", "slug": "host", "family": RoleFamilyFactory().pk}

    response = editor.post(f"{LIST}add/", sent | {"status": "published"})

    assert response.status_code == 302
    role = Role.objects.get(slug="host")
    assert (role.status, role.published_at) == ("draft", None)


@pytest.mark.parametrize(
    ("factory", "status"), [(DraftFactory, "published"), (RoleFactory, "draft")]
)
def test_editor_edits_but_neither_publishes_nor_takes_back(editor, factory, status):
    role = factory()
    before = role.status

    editor.save(role, status=status, summary_en="Written by an editor")

    role.refresh_from_db()
    assert (role.status, role.summary_en) == (before, "Written by an editor")


def complete_draft(**about):
    """A draft that lacks nothing to be published."""
    texts = {"summary": "Summary", "introduction": "Introduction", "source_language": "en"}
    role = DraftFactory(**texts | about)
    RoleSkillFactory(role=role)
    ResponsibilityFactory(role=role)
    return role


@pytest.mark.parametrize("status", ["published", "retired"])
@pytest.mark.parametrize(
    ("about", "column"),
    [
        ({"source_language": ""}, "source_language"),
        ({"summary_en": ""}, "summary_en"),
        ({"title_en": ""}, "title_en"),
        ({"source_language": "pl", "summary_pl": ""}, "summary_pl"),
    ],
)
def test_role_without_what_readers_need_is_not_published(publisher, about, column, status):
    role = complete_draft(**about)

    response = publisher.save(role, status=status, publishes_thin="on")

    role.refresh_from_db()
    assert complaints(response) == {
        column: ["This field is required before the role can be published."]
    }
    assert role.status == "draft"


def test_what_is_missing_may_come_with_the_publication(publisher):
    role = complete_draft(source_language="", summary_en="")

    publisher.save(role, status="published", source_language="en", summary_en="Summary")

    role.refresh_from_db()
    assert role.is_published


def test_what_readers_need_is_not_taken_from_a_published_role(editor):
    role = RoleFactory(summary="Summary", source_language="en")

    response = editor.save(role, summary_en="")

    assert complaints(response) == {
        "summary_en": ["This field is required before the role can be published."]
    }


def test_published_role_that_never_had_a_summary_can_still_be_edited(editor):
    role = RoleFactory(summary_en="", source_language="en")

    assert editor.save(role, conclusion_en="The end").status_code == 302


THIN = "no essential skills, no responsibilities, no introduction"


def test_thin_role_is_saved_and_published_only_if_that_is_confirmed(publisher):
    role = DraftFactory(summary="Summary", source_language="en")

    response = publisher.save(role, status="published", conclusion_en="The end")

    role.refresh_from_db()
    assert (role.status, role.published_at, role.conclusion_en) == ("draft", None, "The end")
    assert response.headers["Location"] == change_page(role)
    page = publisher.get(change_page(role)).text
    assert f"The role was saved as a draft but not published: {THIN}." in page
    assert 'name="publishes_thin"' in page

    publisher.save(role, status="published", publishes_thin="on")

    role.refresh_from_db()
    assert role.is_published


def test_items_of_the_same_save_count(publisher):
    role = complete_draft()
    role.role_skills.all().delete()
    sent = publisher.filled_in(change_page(role)) | {"status": "published"}
    row = {"skill": SkillFactory().pk, "requirement": "essential"}
    sent |= {f"role_skills-0-{name}": value for name, value in row.items()}

    publisher.post(change_page(role), sent | {"role_skills-TOTAL_FORMS": 1})

    role.refresh_from_db()
    assert role.is_published


def test_new_role_that_is_thin_is_saved_as_a_draft(publisher):
    texts = {"title_en": "Host", "summary_en": "Hosts.", "source_language": "en"}
    about = {"slug": "host", "family": RoleFamilyFactory().pk, "status": "published"}
    sent = publisher.filled_in(f"{LIST}add/") | texts | about

    response = publisher.post(f"{LIST}add/", sent)

    role = Role.objects.get(slug="host")
    assert (role.status, response.headers["Location"]) == ("draft", change_page(role))


@pytest.mark.parametrize("factory", [DraftFactory, RoleFactory])
def test_editor_is_not_asked_about_publishing(editor, factory):
    assert "publishes_thin" not in editor.get(change_page(factory())).text


def test_publishing_says_when(publisher):
    role = complete_draft(updated_at=PUBLISHED_AT)

    publisher.save(role, status="published")

    assert was_touched(role)
    assert timezone.now() - role.published_at < timedelta(minutes=1)


def test_taking_back_leaves_a_draft(publisher):
    role = RoleFactory()

    publisher.save(role, status="draft")

    role.refresh_from_db()
    assert (role.status, role.published_at) == ("draft", PUBLISHED_AT)


@pytest.mark.parametrize(
    ("group", "factory", "may"),
    [
        ("Editor", DraftFactory, True),
        ("Editor", RoleFactory, False),
        ("Publisher", RoleFactory, True),
        ("Translator", DraftFactory, False),
    ],
)
def test_what_is_published_is_deleted_by_who_may_publish(group, factory, may):
    role = add_items(factory())
    client = desk(group, "fi")

    alone = client.post(f"{LIST}{role.pk}/delete/", {"post": "yes"})

    assert alone.status_code == (302 if may else 403)
    assert Role.objects.filter(pk=role.pk).exists() is not may


@pytest.mark.parametrize(("group", "left"), [("Editor", 1), ("Publisher", 0)])
def test_many_are_deleted_together_under_the_same_rule(group, left):
    role = RoleFactory()
    sent = {"action": "delete_selected", "_selected_action": [role.pk], "post": "yes"}

    desk(group).post(LIST, sent)

    assert Role.objects.count() == left


def test_two_new_items_with_one_key_are_refused_in_words(editor):
    role = RoleFactory()
    area = ResponsibilityAreaFactory()
    row = {"key": "leading", "title_en": "Leading", "area": area.pk}

    response = editor.add(role, "responsibilities", row, row)

    said = "The role already has an item with this key. Enter another key."
    assert complaints(response) == {"responsibilities-1-__all__": [said]}
    assert not role.responsibilities.exists()


def test_new_item_with_the_key_of_another_is_refused_in_words(editor):
    item = ResponsibilityFactory(key="leading")
    row = {"key": "leading", "title_en": "Leading", "area": item.area_id}

    response = editor.add(item.role, "responsibilities", row)

    said = "The role already has an item with this key. Enter another key."
    assert complaints(response) == {"responsibilities-1-__all__": [said]}


def test_skill_that_the_role_has_is_refused_in_words(editor):
    item = RoleSkillFactory()
    row = {"skill": item.skill_id, "requirement": "useful"}

    response = editor.add(item.role, "role_skills", row)

    assert complaints(response) == {
        "role_skills-1-__all__": ["This skill is already listed for the role."],
    }


def test_title_that_is_given_twice_is_refused_in_words(editor):
    role = RoleFactory()
    row = {"language": "fi", "title": "Vetäjä", "shown": "on"}

    response = editor.add(role, "alternative_titles", row, row)

    assert complaints(response) == {
        "alternative_titles-1-__all__": ["The role already has this title in this language."],
    }


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"0__key": "b", "1__key": "a"}, ["0", "1"]),
        ({"0__key": "b", "1__DELETE": "on"}, ["0"]),
        ({"0__key": "b", "1__key": "c"}, ["0"]),
        ({"0__key": "c", "1__key": "c"}, ["1"]),
    ],
    ids=["exchanged", "left by a deletion", "left by a change", "given twice"],
)
def test_key_that_is_not_free_yet_is_refused_in_words(editor, changes, refused):
    role = RoleFactory()
    for order, key in enumerate(["a", "b"]):
        ResponsibilityFactory(role=role, order=order, key=key)

    response = editor.save(role, **{f"responsibilities__{n}": v for n, v in changes.items()})

    said = "The role already has an item with this key. Enter another key."
    assert complaints(response) == {f"responsibilities-{n}-__all__": [said] for n in refused}


def test_key_that_someone_else_has_just_taken_is_refused_in_words(editor):
    role = RoleFactory()
    sent = editor.filled_in(change_page(role)) | {"responsibilities-TOTAL_FORMS": 1}
    area = ResponsibilityFactory(role=role, key="leading").area
    row = {"key": "leading", "title_en": "Leading", "area": area.pk}

    response = editor.post(
        change_page(role), sent | {f"responsibilities-0-{name}": v for name, v in row.items()}
    )

    said = "The role already has an item with this key. Enter another key."
    assert complaints(response) == {"responsibilities-0-__all__": [said]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"responsibilities__0__tasks_fi": "Yksi"},
            {
                "responsibilities-0-tasks_fi": [
                    "Enter the same number of lines in every language. "
                    "This language has 1, but another has 2."
                ]
            },
        ),
        (
            {f"responsibilities__0__title_{code}": "" for code in ("en", "fi", "nb", "pl")},
            {"responsibilities-0-title_en": ["Enter this in at least one language."]},
        ),
        (
            {"pay_ranges__0__minimum": 60_000},
            {"pay_ranges-0-__all__": ["The minimum cannot be higher than the maximum."]},
        ),
        (
            {"pay_ranges__0__currency": "eur"},
            {"pay_ranges-0-__all__": ["Enter the currency as three capital letters."]},
        ),
        (
            {"slug": ""},
            {"slug": ["This field is required."]},
        ),
    ],
    ids=["uneven lines", "no title", "pay", "currency", "slug"],
)
def test_broken_rule_is_said_where_it_is_broken(publisher, changes, said):
    role = add_items(RoleFactory())
    before = fields_of(role)

    response = publisher.save(role, **changes)

    assert complaints(response) == said
    assert fields_of(role) == before


def test_section_with_a_broken_rule_stands_open(editor):
    role = add_items(RoleFactory())

    page = editor.save(role, pay_ranges__0__minimum=60_000).content.decode()

    assert page.count('<details class="inline-section" open') == 1
    section = page.split('<details class="inline-section" open')[1]
    assert section.split("<summary>")[1].startswith("<h2>Pay ranges (1)</h2>")


def test_two_items_change_places_in_one_save(editor):
    role = RoleFactory()
    first, second = (ResponsibilityFactory(role=role, order=n) for n in (1, 2))

    response = editor.save(role, responsibilities__0__order=2, responsibilities__1__order=1)

    assert response.status_code == 302
    assert list(role.responsibilities.all()) == [second, first]


def test_new_items_come_last(editor):
    item = ResponsibilityFactory(order=7)
    row = {"key": "new", "title_en": "New", "area": item.area_id, "order": ""}

    editor.add(item.role, "responsibilities", row)

    assert list(item.role.responsibilities.values_list("key", "order"))[1] == ("new", 8)


def test_item_without_a_number_keeps_its_place(editor):
    item = ResponsibilityFactory(order=7)

    response = editor.save(item.role, responsibilities__0__order="")

    item.refresh_from_db()
    assert (response.status_code, item.order) == (302, 7)


def test_role_page_holds_every_kind_of_item(editor):
    role = add_items(RoleFactory())

    inlines = editor.opened(change_page(role))["inline_admin_formsets"]

    assert {inline.formset.prefix: len(inline.formset.forms) for inline in inlines} == {
        "alternative_titles": 1,
        "responsibilities": 1,
        "role_skills": 1,
        "tool_uses": 1,
        "role_metrics": 1,
        "pay_ranges": 1,
        "best_practices": 1,
        "questions": 1,
        "career_steps": 1,
        "sources-citation-content_type-object_id": 0,
        "sources-identifier-content_type-object_id": 0,
    }


def test_opening_costs_the_same_for_3_and_30_items_of_each_kind(
    editor, count_queries, django_assert_num_queries
):
    few, many = (change_page(add_items(RoleFactory(), number)) for number in (3, 30))
    cost = count_queries(lambda: editor.get(few))

    with django_assert_num_queries(cost):
        assert editor.get(many).status_code == 200
    assert cost <= 25


def test_role_with_300_items_opens_and_is_saved(editor):
    role = RoleFactory()
    area = ResponsibilityAreaFactory()
    for n in range(300):
        text = f"Something {n} that the role answers for, in a sentence of some length"
        ResponsibilityFactory(role=role, area=area, order=n, title=text, tasks=f"{text}\n{text}")

    response = editor.save(role, responsibilities__24__title_fi="Muutettu")

    assert response.status_code == 302
    assert role.responsibilities.count() == 300
    assert role.responsibilities.all()[24].title_fi == "Muutettu"


def test_link_to_the_site_leads_to_the_page(editor):
    role = RoleFactory(slug="host")

    assert (
        'href="/en/roles/host/" class="viewsitelink"'
        in editor.get(change_page(role)).content.decode()
    )


def test_link_to_the_site_leads_to_the_preview_of_a_draft(editor):
    page = editor.get(change_page(DraftFactory(slug="host"))).content.decode()

    assert 'href="/en/roles/host/?preview=1" class="viewsitelink"' in page
    assert editor.get("/en/roles/host/?preview=1").status_code == 200


def listed(client, query=""):
    """The slugs of the roles in the list, in its order."""
    return [role.slug for role in client.get(LIST + query).context["cl"].result_list]


def test_list_narrows_by_family_stage_and_status(editor):
    host = RoleFactory(slug="host", stage="lead")
    DraftFactory(slug="guest", stage="entry")

    assert listed(editor, f"?family__id__exact={host.family_id}") == ["host"]
    assert listed(editor, "?stage__exact=entry") == ["guest"]
    assert listed(editor, "?status__exact=published") == ["host"]


@pytest.mark.parametrize("nothing", ["", None])
def test_list_narrows_to_what_is_not_translated(editor, nothing):
    RoleFactory(slug="complete", summary="Summary")
    RoleFactory(slug="own", title_nb=nothing)
    ResponsibilityFactory(role=RoleFactory(slug="item"), title_pl=nothing)

    assert listed(editor, "?missing=nb") == ["own"]
    assert listed(editor, "?missing=pl") == ["item"]
    assert listed(editor, "?missing=fi") == []
    assert len(listed(editor, "?missing=sv")) == 3


def test_list_counts_the_texts_of_each_page(editor):
    role = RoleFactory(title_nb="")
    ResponsibilityFactory(role=role, description="Description", description_pl="")

    page = editor.get(LIST).content.decode()

    for code, share in {"en": "3/3", "fi": "3/3", "nb": "2/3", "pl": "2/3"}.items():
        assert f'<td class="field-texts_{code}">{share}</td>' in page


def test_list_sorts_as_the_language_does(editor):
    RoleFactory(slug="z", title_fi="Zeppelinin ohjaaja", title_en="B")
    RoleFactory(slug="ae", title_fi="Ääniteknikko", title_en="A")

    assert listed(editor) == ["ae", "z"]
    finnish = editor.get(LIST, headers={"accept-language": "fi"}).context["cl"].result_list
    assert [role.slug for role in finnish] == ["z", "ae"]


@pytest.mark.parametrize("wanted", ["łącznik", "Łącznik", "ŁĄCZNIK", "switch"])
def test_search_finds_titles_in_every_language_and_case(editor, wanted):
    RoleFactory(slug="liaison", title_pl="Łącznik")
    AlternativeTitleFactory(role=Role.objects.get(), title="Switchboard")
    RoleFactory(slug="other")

    assert listed(editor, f"?q={wanted}") == ["liaison"]


@pytest.mark.parametrize("wanted", ["vetaja", "VETÄJÄ", "lider zespolu", "zespołu Lider", "laerer"])
def test_search_finds_titles_that_are_typed_without_diacritics(editor, wanted):
    role = RoleFactory(slug="lead", title_pl="Lider zespołu", title_fi="Vetäjä", title_nb="Lærer")
    RoleFactory(slug="other")

    assert listed(editor, f"?q={wanted}") == ["lead"]
    question = {"app_label": "roles", "model_name": "role", "field_name": "replaced_by"}
    found = editor.get("/admin/autocomplete/", question | {"term": wanted}).json()["results"]
    assert [one["id"] for one in found] == [str(role.pk)]


@pytest.mark.parametrize("wanted", ["(", "[a", "a\\", "*", ".", '"', "'", "^$"])
def test_search_takes_signs_as_they_are(editor, wanted):
    RoleFactory(slug="lead")

    response = editor.get(LIST, {"q": f"x{wanted}x"})

    assert response.status_code == 200
    assert list(response.context["cl"].result_list) == []


@pytest.mark.parametrize("code", ["1221", "1221.3"])
def test_role_is_found_by_its_isco_code(editor, code):
    role = RoleFactory(slug="lead")
    Identifier.objects.create(about=role, scheme="ISCO-08", value=code)
    Identifier.objects.create(about=RoleFactory(slug="other"), scheme="ISCO-08", value="12")
    RoleFactory(slug="year-1221")

    assert sorted(listed(editor, "?q=1221")) == ["lead", "year-1221"]


def test_list_costs_the_same_for_1_and_3_roles(editor, count_queries):
    add_items(RoleFactory())
    one = count_queries(lambda: editor.get(LIST))
    for _ in range(2):
        add_items(RoleFactory(), 2)

    assert count_queries(lambda: editor.get(LIST)) == one


def test_autocomplete_finds_a_skill_in_any_language(editor):
    skill = SkillFactory(title_fi="Ärsykkeiden sieto")
    SkillFactory()
    question = {"app_label": "roles", "model_name": "roleskill", "field_name": "skill"}

    answer = editor.get("/admin/autocomplete/", question | {"term": "ärsyk"}).json()

    assert answer["results"] == [{"id": str(skill.pk), "text": str(skill)}]


def test_form_that_is_older_than_a_translation_keeps_it(editor):
    role = RoleFactory(summary_nb="", conclusion_en="")
    sent = editor.filled_in(change_page(role)) | {"conclusion_en": "Ours"}
    desk("Translator", "nb").save(role, summary_nb="Deres")

    assert editor.post(change_page(role), sent).status_code == 302

    role.refresh_from_db()
    assert (role.summary_nb, role.conclusion_en) == ("Deres", "Ours")


def test_text_that_two_people_change_is_shown_to_the_second_and_then_saved(editor):
    role = RoleFactory(conclusion_en="")
    sent = editor.filled_in(change_page(role)) | {"conclusion_en": "Ours"}
    publisher = desk("Publisher")
    publisher.save(role, conclusion_en="Theirs")

    refused = editor.post(change_page(role), sent)

    message = complaints(refused)["conclusion_en"]
    assert message[:2] == [
        "This field has changed since you opened the page. Save again to keep your version.",
        "When you opened the page: –",
    ]
    assert message[2].startswith(f"Saved since you opened the page: Theirs ({publisher.user}, ")
    assert "Ours</textarea>" in refused.text
    assert escape(refused.context["opened"]) in refused.text
    again = editor.post(change_page(role), sent | {"opened": refused.context["opened"]})
    role.refresh_from_db()
    assert again.status_code == 302
    assert role.conclusion_en == "Ours"


def test_item_that_is_changed_on_its_own_page_is_kept_by_an_older_form_of_the_role(editor):
    item = ResponsibilityFactory(description_en="Before")
    sent = editor.filled_in(change_page(item.role)) | {"conclusion_en": "Ours"}
    editor.save(item, description_en="On its own page")

    assert editor.post(change_page(item.role), sent).status_code == 302

    item.refresh_from_db()
    assert item.description_en == "On its own page"


def test_item_that_somebody_deleted_is_kept_with_the_second_save_if_it_was_changed(editor):
    item = ResponsibilityFactory(title_en="Leads")
    role = item.role
    changed = {"responsibilities-0-description_en": "Ours", "conclusion_en": "The end"}
    sent = editor.filled_in(change_page(role)) | changed
    item.delete()

    refused = editor.post(change_page(role), sent)

    assert "Somebody has deleted an item that you changed." in refused.text
    page = refused.context["inline_admin_formsets"]
    [rows] = [rows.formset for rows in page if rows.formset.prefix == "responsibilities"]
    again = editor.post(change_page(role), rows.data)
    assert again.status_code == 302
    assert [kept.description_en for kept in role.responsibilities.all()] == ["Ours"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("family", "abc"),
        ("family", "9" * 30),
        ("family", "\x00"),
        ("replaced_by", "-1"),
        ("status", "\x00"),
        ("reviewed_on", "9" * 30),
        ("opened", "["),
        ("role_skills-0-skill", "abc"),
        ("role_skills-0-skill", "9" * 30),
        ("role_skills-0-id", "abc"),
        ("role_skills-0-id", "9" * 30),
        ("tool_uses-0-tools", "abc"),
        ("tool_uses-0-tools", "9" * 30),
        ("role_skills-TOTAL_FORMS", "abc"),
        ("role_skills-INITIAL_FORMS", "9" * 30),
        ("role_skills-0-order", "9" * 30),
        ("title_en", "\x00"),
    ],
)
def test_forged_form_is_answered_with_a_page(publisher, field, value):
    role = add_items(RoleFactory(), 1)
    sent = publisher.filled_in(change_page(role))
    assert field in sent | {"replaced_by": "", "reviewed_on": ""}

    response = publisher.post(change_page(role), sent | {field: value})

    assert response.status_code in (200, 302)


def test_truncated_form_is_answered_with_a_page(editor):
    role = add_items(RoleFactory(), 2)
    sent = editor.filled_in(change_page(role))
    names = list(sent)

    for length in (0, len(names) // 3, len(names) // 2, len(names) - 3):
        part = {name: sent[name] for name in names[:length]}
        assert editor.post(change_page(role), part).status_code in (200, 302)
    assert {len(getattr(role, kind.relation).all()) for kind in item_kinds()} == {2}


def test_forged_number_of_rows_costs_nothing(publisher):
    role = RoleFactory()
    sent = publisher.filled_in(change_page(role))
    forged = {name: "1999" for name in sent if name.endswith("TOTAL_FORMS")}

    page = publisher.post(change_page(role), sent | forged | {"slug": ""})

    assert {len(rows.formset.forms) for rows in page.context["inline_admin_formsets"]} == {0}


def test_drafts_are_published_from_the_list(publisher, django_capture_on_commit_callbacks):
    drafts = [complete_draft(), complete_draft()]
    skill = SkillFactory()
    for role in (*drafts, public := RoleFactory()):
        RoleSkillFactory(role=role, skill=skill)
    chosen = [role.pk for role in (*drafts, public)]
    connection.run_on_commit.clear()  # what is set up above counts as committed

    with django_capture_on_commit_callbacks(execute=True):
        action = {"action": "publish", "_selected_action": chosen}
        response = publisher.post(LIST, action, follow=True)

    assert "2 roles were published." in response.text
    assert set(Role.objects.values_list("status", flat=True)) == {"published"}
    assert was_touched(drafts[0])
    assert drafts[0].published_at == drafts[0].updated_at
    assert drafts[0].related.count() == 2


def test_thin_drafts_are_published_from_the_list_only_if_that_is_confirmed(publisher):
    thin = DraftFactory(title="Host", summary="Summary", source_language="en")
    bare = DraftFactory()
    sent = {"action": "publish", "_selected_action": [thin.pk, bare.pk]}

    asked = publisher.post(LIST, sent)

    assert not Role.objects.published().exists()
    words = asked.text
    assert "1 role will be published." in words
    assert "No essential skills: 1" in words
    assert "<li>Host en</li>" in words
    assert (
        "1 role remains a draft because its title, summary or source language is missing." in words
    )

    confirmed = publisher.post(LIST, sent | {"confirmed": "1"}, follow=True)

    assert list(Role.objects.published()) == [thin]
    assert "1 role was published." in confirmed.text
    assert "1 role remains a draft" in confirmed.text


def test_confirming_publishes_what_was_chosen_across_all_pages(publisher):
    drafts = [DraftFactory(summary="Summary", source_language="en") for _ in range(3)]
    sent = {"action": "publish", "_selected_action": [drafts[0].pk], "select_across": "1"}

    asked = publisher.post(LIST, sent)
    assert '<input type="hidden" name="select_across" value="1">' in asked.text
    publisher.post(LIST, sent | {"confirmed": "1"})

    assert Role.objects.published().count() == 3


def test_editor_publishes_nothing_from_the_list(editor):
    draft = DraftFactory()

    editor.post(LIST, {"action": "publish", "_selected_action": [draft.pk]})

    draft.refresh_from_db()
    assert draft.status == "draft"


def test_long_section_is_paged_and_saving_stays_on_the_page(editor):
    role = RoleFactory()
    for _ in range(60):
        RoleSkillFactory(role=role)
    address = f"{change_page(role)}?role_skills-page=2"

    page = editor.get(address)

    assert "26–60 of 60" in " ".join(page.text.split())
    sent = editor.filled_in(address) | {"_continue": "1", "role_skills-0-context_en": "Ours"}
    assert editor.post(address, sent).headers["Location"] == address
    changed = role.role_skills.order_by("order", "pk")[25]
    assert changed.context_en == "Ours"
    assert role.role_skills.count() == 60


def test_one_changed_text_of_a_role_with_many_items_costs_few_queries(editor, count_queries):
    def queries_for(role):
        sent = editor.filled_in(change_page(role)) | {"conclusion_en": "Ours"}
        return count_queries(lambda: editor.post(change_page(role), sent))

    assert queries_for(add_items(RoleFactory(), 30)) == queries_for(add_items(RoleFactory(), 3))


def test_list_narrows_to_roles_whose_review_is_overdue(editor):
    yesterday = timezone.localdate() - timedelta(days=1)
    overdue, other = RoleFactory(review_on=yesterday), RoleFactory()

    page = editor.get(f"{LIST}?review=overdue").text

    assert str(overdue) in page
    assert str(other) not in page
