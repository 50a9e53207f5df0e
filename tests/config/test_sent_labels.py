import pytest
from django.utils import translation

from config.sent_labels import labels_of_form
from exchange.forms import ImportTextsForm

ROLE = "/admin/roles/role/3/change/"
TRANSLATING = "/admin/roles/role/3/translate/"
FILES = "/admin/exchange/"


@pytest.mark.parametrize(
    ("path", "name", "label"),
    [
        (ROLE, "slug", "Slug"),
        (ROLE, "title_fi", "Title (Finnish)"),
        ("/admin/roles/role/add/", "introduction_en", "Introduction (English)"),
        (ROLE, "responsibilities-0-title_nb", "Responsibility 1: Title (Norwegian Bokmål)"),
        (ROLE, "role_skills-11-skill", "Role skill 12: Skill"),
        ("/admin/accounts/user/1/change/", "first_name", "First name"),
        ("/admin/sources/source/add/", "publisher", "Publisher"),
        # Translations, and tables, as files.
        (f"{FILES}export/", "since", "Changed since"),
        (f"{FILES}export/", "role", "Limit to one role"),
        (f"{FILES}import/", "keeps_drafts", str(ImportTextsForm.base_fields["keeps_drafts"].label)),
        ("/admin/skills/skill/import/", "wipes", "Delete texts whose cells are empty"),
        (f"{FILES}export/", "nothing", "nothing"),
        # The translating page has texts of all parts of a role, and buttons.
        (TRANSLATING, "roles-question-7-answer-answer_nb", "Question: Answer (Norwegian Bokmål)"),
        (TRANSLATING, "roles-role-3-title-title_pl", "Role: Title (Polish)"),
        (TRANSLATING, "as", "Save as"),
        (TRANSLATING, "save", ""),
        (TRANSLATING, "roles-nothing-7-answer-answer_nb", ""),
        (TRANSLATING, "roles-question-7-answer-nothing", "Question: nothing"),
        # What nobody knows is left as it was sent.
        (ROLE, "responsibilities-0-sources", "Responsibility 1: sources"),
        (ROLE, "nothing", "nothing"),
        (ROLE, "nothing-0-title_fi", "nothing-0-title_fi"),
        (ROLE, "responsibilities-0", "responsibilities-0"),
        (ROLE, "responsibilities-x-title_fi", "responsibilities-x-title_fi"),
        (ROLE, f"responsibilities-{'9' * 5000}-key", f"responsibilities-{'9' * 5000}-key"),
        (ROLE, "", ""),
        ("/admin/checks/", "title_fi", "title_fi"),
        ("/admin/nothing/", "title_fi", "title_fi"),
        ("/fi/roles/", "title_fi", "title_fi"),
    ],
)
def test_field_is_called_as_in_its_form(path, name, label):
    assert labels_of_form(path)(name) == label


def test_field_is_called_so_in_the_language_of_the_reader():
    with translation.override("fi"):
        assert labels_of_form(ROLE)("title_pl") == "Nimi (puola)"
