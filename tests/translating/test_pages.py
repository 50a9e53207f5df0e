import sqlite3

import pytest
from django.contrib.admin.models import LogEntry
from django.db import OperationalError
from django.urls import NoReverseMatch, reverse

from roles.models import Role
from tests.support.editing import desk
from tests.support.factories import (
    BestPracticeFactory,
    MetricFactory,
    QuestionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    ToolFactory,
    UserFactory,
    add_items,
)
from tests.support.states import state, states, write
from tests.support.translating import filled_in, opened, translating_page
from translating.models import DismissedWarning
from translations.states import MISSING, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    """Writes Norwegian and Polish."""
    return desk("Translator", "nb", "pl")


@pytest.fixture
def role():
    return RoleFactory(title_en="Team lead", title_nb="Teamleder", summary_en="Leads a team.")


def row_of(page, name, model="Role"):
    return next(row for row in page.rows if row.name == name and type(row.item).__name__ == model)


def errors(response):
    return {row.name: row.errors for row in response.context_data["page"].rows if row.errors}


def messages(response):
    return [str(message) for message in response.context["messages"]]


# --- What it shows ---


def test_page_has_each_text_beside_its_source_with_its_state(translator, role):
    QuestionFactory(
        role=role, question_en="Who?", question_nb="Hvem?", answer_en="All.", answer_nb=""
    )

    page = opened(translator, role)

    assert [
        (section.title, item.name, row.name, row.states.source.text, row.stored, row.state.state)
        for section in page.sections
        for item in section.items
        for row in item.rows
    ] == [
        ("Role", "", "title", "Team lead", "Teamleder", State.REVIEWED),
        ("Role", "", "summary", "Leads a team.", "", MISSING),
        ("Questions", "Who?", "question", "Who?", "Hvem?", State.REVIEWED),
        ("Questions", "Who?", "answer", "All.", "", MISSING),
    ]
    assert page.done == 2


def test_items_stand_in_the_order_of_the_readers_page(translator):
    page = opened(translator, add_items(RoleFactory()))

    assert [section.title for section in page.sections] == [
        "Role", "Responsibilities", "Skills", "Tools", "Metrics", "Career", "Pay",
        "Best practices", "Questions",
    ]  # fmt: skip


def test_texts_written_in_the_language_have_nothing_to_translate(translator):
    role = RoleFactory(source_language="nb", title_nb="Teamleder", title_en="")

    assert opened(translator, role, "nb").rows == []
    assert [row.source_name for row in opened(translator, role, "pl").rows] == ["Norsk bokmål"]


def test_change_is_what_the_translator_has_not_seen_after_any_number_of_edits(translator, role):
    write(role, title_en="Head of a team")
    write(role, title_en="Head of one team")

    row = row_of(opened(translator, role), "title")

    assert row.change == "<del>Team lead</del><ins>Head of one team</ins>"
    assert row.state.state == State.OUTDATED


def test_terms_are_marked_in_the_source_with_their_agreed_translation(translator, role):
    MetricFactory(title_en="Response time", title_nb="Svartid")
    write(role, summary_en="A <short> response time")

    row = row_of(opened(translator, role), "summary")

    assert row.marked_source == (
        'A &lt;short&gt; <mark class="term" title="Svartid">response time</mark>'
    )
    assert row.term_list == [("response time", "Svartid")]


def test_warnings_stand_beside_their_field(translator, role):
    ToolFactory(name="Zendesk")
    write(role, summary_en="Uses Zendesk.", summary_nb="Bruker noe.")

    response = translator.get(translating_page(role))

    assert 'Product name missing: <span class="detail">Zendesk</span>' in response.text


def test_lists_have_room_for_their_lines(translator):
    item = ResponsibilityFactory(tasks_en="\n".join(["A task"] * 9), tasks_nb="")

    assert row_of(opened(translator, item.role), "tasks", "Responsibility").lines == 9


def test_kinds_without_texts_have_no_page():
    with pytest.raises(NoReverseMatch):
        translating_page(ToolFactory())


def test_number_of_queries_is_fixed_and_small(translator, django_assert_max_num_queries):
    role = add_items(RoleFactory(), 50)
    page = opened(translator, role)
    assert len(page.rows) > 300

    with django_assert_max_num_queries(25):
        translator.get(translating_page(role))


# --- Who may ---


@pytest.mark.parametrize("language", ["fi", "en"])
def test_translators_have_their_own_languages_only(translator, role, language):
    address = translating_page(role, language)

    assert translator.get(address).status_code == 403
    assert translator.post(address, {}).status_code == 403


def test_language_that_the_site_has_not_is_not_found(translator, role):
    assert translator.get(translating_page(role, "sv")).status_code == 404


def test_page_without_a_language_is_in_the_one_of_the_interface_or_the_first(translator, role):
    address = translating_page(role).partition("?")[0]

    page = translator.get(address, headers={"accept-language": "pl"}).context_data["page"]
    assert page.language == "pl"
    assert translator.get(address).context_data["page"].language == "nb"


def test_editors_have_all_languages(role):
    page = opened(desk("Editor"), role, "fi")

    assert page.language == "fi"


def test_staff_without_rights_have_no_page(client, role):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(translating_page(role)).status_code == 403


def test_forged_fields_are_not_written(translator, role):
    other = RoleFactory(title_nb="Annen")
    sent = filled_in(opened(translator, role), title="Ny")
    forged = filled_in(opened(translator, other), title="Stjålet")
    column = row_of(opened(translator, role), "title").input_name
    forged |= {column.replace("title_nb", "title_fi"): "Varastettu"}
    forged |= {column.replace("title_nb", "slug"): "stolen"}

    translator.post(translating_page(role), sent | forged)

    other.refresh_from_db()
    stored = Role.objects.get(pk=role.pk)
    assert other.title_nb == "Annen"
    assert (stored.title_nb, stored.title_fi, stored.slug) == ("Ny", role.title_fi, role.slug)


# --- Saving ---


def save(translator, role, language="nb", sent=None, **texts):
    data = filled_in(opened(translator, role, language), **texts)
    response = translator.post(translating_page(role, language), data | (sent or {}), follow=True)
    role.refresh_from_db()
    return response


def test_changed_texts_are_saved_as_reviewed(translator, role):
    response = save(translator, role, title="Lagleder", summary="Leder et lag.")

    role.refresh_from_db()
    assert (role.title_nb, role.summary_nb) == ("Lagleder", "Leder et lag.")
    assert states(role, "summary")["nb"] == State.REVIEWED
    assert messages(response) == ["2 texts were saved."]


def test_texts_are_saved_as_drafts(translator, role):
    save(translator, role, sent={"as": "draft"}, summary="Leder et lag.")

    assert state(role, "summary").state == State.DRAFT
    assert state(role, "title").state == State.REVIEWED  # it was not touched


def test_small_fix_keeps_the_state_that_there_is(translator, role):
    write(role, title_en="Lead of a team")

    save(translator, role, sent={"as": "fix"}, title="Teamlederen", summary="Leder et lag.")

    role.refresh_from_db()
    assert role.title_nb == "Teamlederen"
    assert state(role, "title").state == State.OUTDATED
    assert state(role, "title").source_seen == "Team lead"
    assert state(role, "summary").state == State.REVIEWED


def test_what_was_not_touched_is_not_written(translator, role):
    response = save(translator, role)

    assert messages(response) == []
    assert not LogEntry.objects.exists()


def test_saving_an_outdated_text_brings_it_up_to_date(translator, role):
    write(role, title_en="Head of a team")
    assert state(role).state == State.OUTDATED

    save(translator, role, title="Lagsjef")

    assert state(role).state == State.REVIEWED


def test_source_that_changes_meanwhile_makes_the_text_outdated_and_it_is_said(translator, role):
    sent = filled_in(opened(translator, role), title="Lagleder")
    write(role, title_en="Head of a team")

    response = translator.post(translating_page(role), sent, follow=True)

    row = row_of(response.context_data["page"], "title")
    assert row.state.state == State.OUTDATED
    assert "Team lead" in row.change
    assert any("outdated" in message for message in messages(response))


def test_what_breaks_a_rule_holds_up_no_other_text(translator, role):
    ResponsibilityFactory(role=role, title_nb="Ansvar", tasks_en="One\nTwo", tasks_nb="En\nTo")

    response = save(translator, role, title="Lagleder", Responsibility__tasks="En\nTo\nTre")

    role.refresh_from_db()
    assert role.title_nb == "Lagleder"
    assert role.responsibilities.get().tasks_nb == "En\nTo"
    assert "Enter the same number of lines" in errors(response)["tasks"][0]
    row = row_of(response.context_data["page"], "tasks", "Responsibility")
    assert row.form.value == "En\nTo\nTre"
    assert messages(response) == ["1 text was saved."]


def test_texts_that_are_too_long_come_back(translator, role):
    response = save(translator, role, title="x" * 201)

    assert "200" in errors(response)["title"][0]
    assert row_of(response.context_data["page"], "title").form.value == "x" * 201


def test_database_that_is_busy_loses_nothing(translator, role, monkeypatch):
    def busy(*args, **options):
        error = OperationalError("database is locked")
        error.__cause__ = sqlite3.OperationalError("database is locked")
        error.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    sent = filled_in(opened(translator, role), title="Lagleder")
    monkeypatch.setattr("translating.pages.save", busy)

    response = translator.post(translating_page(role), sent)

    assert response.status_code == 503
    assert response["Retry-After"]
    assert row_of(response.context_data["page"], "title").form.value == "Lagleder"
    assert "Not saved yet" in messages(response)[0]


def test_saving_leads_to_the_next_text_that_is_to_do(translator, role):
    row = row_of(opened(translator, role), "summary")
    sent = filled_in(opened(translator, role), title="Lagleder")

    response = translator.post(translating_page(role), sent)

    assert response.url == f"{translating_page(role)}#{row.prefix}"


def test_save_and_next_leads_to_what_is_to_do_next(translator, role):
    other = RoleFactory(title_nb="")
    write(other, title_en="Another")

    response = save(translator, role, sent={"next": ""}, summary="Leder et lag.")
    assert response.redirect_chain == [(translating_page(other), 302)]

    response = save(translator, other, sent={"next": ""}, title="Annen")
    assert response.redirect_chain == [(reverse("translating"), 302)]


# --- Two people at once ---


def test_two_people_on_one_field_see_what_the_other_saved(translator, role):
    sent = filled_in(opened(translator, role), title="Lagleder")
    other = desk("Translator", "nb")
    save(other, role, title="Gruppeleder")

    response = translator.post(translating_page(role), sent)

    role.refresh_from_db()
    changed, before, since = errors(response)["title"]
    assert role.title_nb == "Gruppeleder"
    assert "Save again to keep your version" in changed
    assert before == "When you opened the page: Teamleder"
    assert since.startswith(f"Saved since you opened the page: Gruppeleder ({other.user}")

    page = response.context_data["page"]
    translator.post(translating_page(role), filled_in(page))
    role.refresh_from_db()
    assert role.title_nb == "Lagleder"


def test_two_people_on_two_fields_or_two_languages_do_not_meet(translator, role):
    sent = filled_in(opened(translator, role), title="Lagleder")
    save(desk("Translator", "nb"), role, summary="Leder.")
    save(desk("Translator", "pl"), role, "pl", title="Lider")

    translator.post(translating_page(role), sent)

    role.refresh_from_db()
    assert (role.title_nb, role.summary_nb, role.title_pl) == ("Lagleder", "Leder.", "Lider")


# --- Without a change of text ---


def click(translator, role, name, model="Role", **button):
    page = opened(translator, role)
    row = row_of(page, name, model)
    pressed = {key: value.format(row=row) for key, value in button.items()}
    return translator.post(translating_page(role), filled_in(page) | pressed, follow=True)


def test_text_is_still_valid_in_one_click(translator, role):
    write(role, title_en="Head of a team")

    click(translator, role, "title", mark="{row.prefix}")

    stored = Role.objects.get(pk=role.pk)
    assert state(role).state == State.REVIEWED
    assert state(role).by == translator.user
    assert stored.title_nb == "Teamleder"


def test_draft_becomes_reviewed_in_one_click(translator, role):
    save(translator, role, sent={"as": "draft"}, summary="Leder et lag.")

    click(translator, role, "summary", mark="{row.prefix}")

    assert state(role, "summary").state == State.REVIEWED


def test_source_is_read_again_before_a_text_is_called_valid(translator, role):
    write(role, title_en="Head of a team")
    sent = filled_in(opened(translator, role))
    prefix = row_of(opened(translator, role), "title").prefix
    write(role, title_en="Head of two teams")

    response = translator.post(translating_page(role), sent | {"mark": prefix})

    assert state(role).state == State.OUTDATED
    assert "changed again in the meantime" in errors(response)["title"][0]


def test_list_with_another_number_of_lines_is_not_valid(translator):
    item = ResponsibilityFactory(tasks_en="One\nTwo", tasks_nb="En\nTo")
    write(item, tasks_en="One\nTwo\nThree")

    response = click(translator, item.role, "tasks", "Responsibility", mark="{row.prefix}")

    assert "as many lines" in errors(response)["tasks"][0]


def test_what_is_typed_elsewhere_stays_when_a_text_is_marked(translator, role):
    write(role, title_en="Head of a team")
    page = opened(translator, role)
    sent = filled_in(page, summary="Leder et lag.") | {"mark": row_of(page, "title").prefix}

    response = translator.post(translating_page(role), sent)

    role.refresh_from_db()
    row = row_of(response.context_data["page"], "summary")
    assert role.summary_nb == ""
    assert (row.form.value, row.errors) == ("Leder et lag.", [])


def test_text_that_is_not_on_the_page_is_not_marked(translator, role):
    other = RoleFactory(title_nb="Annen")
    write(other, title_en="Another")

    translator.post(translating_page(role), {"mark": f"roles-role-{other.pk}-title"})

    assert state(other).state == State.OUTDATED


# --- Warnings ---


def test_dismissed_warning_stays_dismissed_whoever_writes_in_the_text(translator, role):
    write(role, summary_en="Within 30 days.", summary_nb="Innen en måned.")

    click(translator, role, "summary", dismiss="{row.prefix} number:30")

    row = row_of(opened(translator, role), "summary")
    assert row.warnings == []
    assert [one.code for one in row.dismissed_warnings] == ["number:30"]
    assert DismissedWarning.objects.get().by == translator.user

    save(desk("Translator", "nb"), role, summary="Innen en måned, helst før.")
    assert row_of(opened(translator, role), "summary").warnings == []
    write(role, summary_en="Within 40 days.")
    assert [one.code for one in row_of(opened(translator, role), "summary").warnings] == [
        "number:40"
    ]


def test_warning_is_dismissed_for_one_language_and_text(translator, role):
    QuestionFactory(role=role, question_en="30?", question_nb="Når?", answer_en="")
    write(role, summary_en="30", summary_nb="Måned", summary_pl="Miesiąc")

    click(translator, role, "summary", dismiss="{row.prefix} number:30")

    assert row_of(opened(translator, role, "pl"), "summary").warnings != []
    assert row_of(opened(translator, role), "question", "Question").warnings != []


def test_dismissed_warning_can_be_brought_back(translator, role):
    write(role, summary_en="Within 30 days.", summary_nb="Innen en måned.")
    click(translator, role, "summary", dismiss="{row.prefix} number:30")

    click(translator, role, "summary", warn="{row.prefix} number:30")

    assert len(row_of(opened(translator, role), "summary").warnings) == 1


def test_only_what_is_warned_of_is_dismissed_and_only_once(translator, role):
    write(role, summary_en="Within 30 days.", summary_nb="Innen en måned.")
    click(translator, role, "summary", dismiss="{row.prefix} number:99")
    click(translator, role, "summary", dismiss="{row.prefix} number:30")
    click(translator, role, "summary", dismiss="{row.prefix} number:30")

    # The constraint warning_is_dismissed_once.
    assert [one.code for one in DismissedWarning.objects.all()] == ["number:30"]


# --- Other objects ---


def test_terms_and_their_parts_have_a_page_too(translator):
    metric = MetricFactory(title_en="Response time", title_nb="")

    save(translator, metric, title="Svartid")

    metric.refresh_from_db()
    assert metric.title_nb == "Svartid"


def test_texts_of_items_are_about_their_role(translator):
    item = RoleSkillFactory(context_en="", points_en="One\nTwo")
    BestPracticeFactory(role=item.role, title_en="Ask")

    page = opened(translator, item.role)

    assert [entry.name for section in page.sections for entry in section.items] == [
        "", str(item.skill), "Ask"
    ]  # fmt: skip


def test_page_that_is_not_there_is_not_found(translator):
    address = reverse("admin:roles_role_translate", args=[99999])

    assert translator.get(f"{address}?language=nb").status_code == 404
