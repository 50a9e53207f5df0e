import pytest
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.editing import ContentForm
from core.rows import ContentRows
from roles.models import BestPractice, Role, RoleSkill
from tests.support.factories import (
    BestPracticeFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class Rows(ContentRows, BaseInlineFormSet):
    """The rows of one role."""


def rows_of(model, *fields, formset=Rows):
    """The formset of a role's items of a kind, for someone who may edit all."""
    form = type("ItemForm", (ContentForm,), {"user": UserFactory(is_superuser=True)})
    return inlineformset_factory(Role, model, form=form, formset=formset, fields=fields, extra=0)


def are_valid(role, items, *changes) -> bool:
    """Whether the rows of a role's skills may be saved, with some changes of each."""
    formset = rows_of(RoleSkill, "skill")
    sent = {"rows-TOTAL_FORMS": len(items), "rows-INITIAL_FORMS": len(items)}
    for n, (item, changed) in enumerate(zip(items, changes, strict=True)):
        row = {"id": item.pk, "role": role.pk, "skill": item.skill_id} | changed
        sent |= {f"rows-{n}-{name}": value for name, value in row.items()}
    return formset(_querydict(sent), instance=role, prefix="rows").is_valid()


def test_rows_may_neither_share_what_is_unique_nor_take_it_over_in_the_same_save():
    role = RoleFactory()
    items = [RoleSkillFactory(role=role) for _ in range(2)]
    first, second = (item.skill_id for item in items)

    assert are_valid(role, items, {}, {})
    assert are_valid(role, items, {"skill": SkillFactory().pk}, {})
    assert not are_valid(role, items, {"skill": second}, {"DELETE": "on"})
    assert not are_valid(role, items, {"skill": second}, {})
    assert not are_valid(role, items, {"skill": second}, {"skill": first})


class OpenedPage:
    """The best practices of a role in a browser that has opened its page."""

    def __init__(self, role):
        self.role, self.make = role, self.formset()
        forms = self.make(instance=role, prefix="rows").forms
        self.sent = {"rows-TOTAL_FORMS": len(forms), "rows-INITIAL_FORMS": len(forms)}
        for n, row in enumerate(forms):
            values = {"id": row.instance.pk, "key": row.instance.key, "opened": row.opened_json()}
            self.change(n, title_nb=row.instance.title_nb, order=row.instance.order, **values)

    def formset(self):
        return rows_of(BestPractice, "key", "title_nb")

    def change(self, number, **values):
        self.sent |= {f"rows-{number}-{name}": value for name, value in values.items()}

    def submit(self):
        formset = self.make(_querydict(self.sent), instance=self.role, prefix="rows")
        if formset.is_valid():
            formset.save()
        return formset

    def submit_again(self, formset):
        """Sends what the page shows after errors."""
        self.sent = {name: formset.data[name] for name in formset.data}
        for form in formset.initial_forms:
            self.sent[form.add_prefix("opened")] = form.opened_json()
        return self.submit()


def _querydict(values):
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in values.items()})
    return query


def titles(role):
    return list(role.best_practices.order_by("pk").values_list("title_nb", flat=True))


@pytest.fixture
def role():
    role = RoleFactory()
    for title in ("Først", "Så", "Sist"):
        BestPracticeFactory(role=role, title_nb=title)
    return role


def test_section_in_which_nothing_was_changed_is_not_even_read(role, django_assert_num_queries):
    browser = OpenedPage(role)

    with django_assert_num_queries(0):
        formset = browser.submit()
        assert formset.is_valid()
        assert not formset.has_changed()


def test_section_in_which_nothing_was_changed_is_shown_again_as_it_is_stored_by_now(role):
    browser = OpenedPage(role)
    role.best_practices.get(title_nb="Så").delete()
    formset = browser.submit()
    assert formset.is_valid()

    formset.show_untouched()

    assert [form.instance.title_nb for form in formset.forms] == ["Først", "Sist"]
    assert not formset.stands_open


def test_row_that_somebody_deleted_stays_deleted_if_it_was_not_changed(role):
    browser = OpenedPage(role)
    role.best_practices.get(title_nb="Så").delete()
    browser.change(2, title_nb="Til slutt")

    assert browser.submit().is_valid()
    assert titles(role) == ["Først", "Til slutt"]


def test_row_that_somebody_deleted_is_offered_as_a_new_one_if_it_was_changed(role):
    browser = OpenedPage(role)
    role.best_practices.get(title_nb="Så").delete()
    browser.change(1, title_nb="Etterpå")

    refused = browser.submit()

    assert refused.non_form_errors() == [
        "Somebody has deleted an item that you changed. It is now at the end of the list as a new "
        "item. Save again to keep it, or remove it."
    ]
    assert titles(role) == ["Først", "Sist"]
    assert browser.submit_again(refused).is_valid()
    assert titles(role) == ["Først", "Sist", "Etterpå"]


def test_row_that_both_deleted_is_gone(role):
    browser = OpenedPage(role)
    role.best_practices.get(title_nb="Så").delete()
    browser.change(1, title_nb="Etterpå", DELETE="on")

    assert browser.submit().is_valid()
    assert titles(role) == ["Først", "Sist"]


def test_row_that_somebody_changed_is_deleted_at_the_second_try(role):
    browser = OpenedPage(role)
    role.best_practices.filter(title_nb="Så").update(title_nb="Deres")
    browser.change(1, DELETE="on")

    refused = browser.submit()

    [message] = refused.non_form_errors()
    assert message.startswith("The item “")
    assert titles(role) == ["Først", "Deres", "Sist"]
    assert browser.submit_again(refused).is_valid()
    assert titles(role) == ["Først", "Sist"]


def test_row_of_another_role_is_not_touched(role):
    other = BestPracticeFactory(title_nb="Andres")
    browser = OpenedPage(role)
    browser.change(1, id=other.pk, title_nb="Stjålet")

    browser.submit()

    other.refresh_from_db()
    assert other.title_nb == "Andres"


def test_row_that_is_sent_twice_is_written_once(role):
    browser = OpenedPage(role)
    browser.change(1, id=browser.sent["rows-0-id"], title_nb="Dobbel")

    assert not browser.submit().is_valid()
    assert titles(role) == ["Først", "Så", "Sist"]


def test_only_rows_that_were_sent_are_counted(role):
    browser = OpenedPage(role)
    browser.sent |= {"rows-TOTAL_FORMS": "1999"}

    assert len(browser.submit().forms) == 3


counts = st.sampled_from(["", "x", "-1", "0", "1", "2", "3", "4", "9" * 30])
keys = st.sampled_from(["", "x", "0", "1", "2", "3", "9" * 30, "\x00", "²"])


@given(counts, counts, st.lists(keys, max_size=4))
def test_whatever_is_sent_is_answered(total, initial, ids):
    sent = {"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": initial}
    sent |= {f"rows-{n}-id": key for n, key in enumerate(ids)}
    browser = OpenedPage(RoleFactory())
    browser.sent = sent

    assert isinstance(browser.submit().is_valid(), bool)


class PagedRows(Rows):
    """Two rows a page."""

    rows_per_page = 2


class PagedOpenedPage(OpenedPage):
    """A browser that shows one page of the rows."""

    def __init__(self, role, page):
        self.page = page
        super().__init__(role)

    def formset(self):
        formset = rows_of(BestPractice, "key", "title_nb", "order", formset=PagedRows)
        formset.query = QueryDict(f"rows-page={self.page}")
        return formset


def ordered_titles(role):
    return list(role.best_practices.order_by("order").values_list("title_nb", flat=True))


@pytest.fixture
def long_role():
    role = RoleFactory()
    for order, title in enumerate("ABCDEF", 10):
        BestPracticeFactory(role=role, title_nb=title, order=order)
    return role


@pytest.mark.parametrize(
    ("page", "titles"), [("", "AB"), ("2", "CD"), ("3", "EF"), ("99", "EF"), ("x", "AB")]
)
def test_long_section_shows_a_page_of_its_rows(long_role, page, titles):
    formset = PagedOpenedPage(long_role, page).make(instance=long_role, prefix="rows")

    assert [row.title_nb for row in formset.get_queryset()] == [*titles]
    assert [address for _, address in formset.page_links()][1] == "?rows-page=2#rows-group"


def test_page_of_rows_is_saved_and_the_others_stay(long_role):
    browser = PagedOpenedPage(long_role, 2)
    browser.change(0, title_nb="C changed")
    browser.change(1, DELETE="on")

    assert browser.submit().is_valid()
    assert ordered_titles(long_role) == ["A", "B", "C changed", "E", "F"]


def test_rows_of_a_page_that_change_places_stay_on_it(long_role):
    browser = PagedOpenedPage(long_role, 2)
    browser.change(0, order=2)
    browser.change(1, order=1)

    assert browser.submit().is_valid()
    assert ordered_titles(long_role) == ["A", "B", "D", "C", "E", "F"]


def test_key_of_a_row_on_another_page_is_refused(long_role):
    browser = PagedOpenedPage(long_role, 2)
    browser.change(0, key=long_role.best_practices.get(title_nb="A").key)

    assert not browser.submit().is_valid()
