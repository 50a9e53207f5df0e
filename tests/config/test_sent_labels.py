import pytest
from django.utils import translation

from config.sent_labels import labels_of_form

ROLE = "/admin/roles/role/3/change/"


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
