import pytest

from roles.models import NamedSkill, Role
from roles.named_skills import NamingText, SkillIndex, name_all, name_in_roles, name_skills
from roles.related import relate
from skills.models import Skill
from tests.support.factories import DraftFactory, RoleFactory, RoleSkillFactory, SkillFactory


def names(text: str, skill: str, code: str = "en") -> bool:
    index = SkillIndex([(1, {code: skill})])
    return NamingText(text, code).names_all(index.words[1][code])


def named() -> set[tuple[str, str, int, int]]:
    columns = ("role__slug", "skill__slug", "centrality", "extra_weight")
    return set(NamedSkill.objects.values_list(*columns))


@pytest.fixture
def chemistry():
    return SkillFactory(slug="chemistry", title_en="Chemistry")


def role_with(skill: Skill, **fields) -> Role:
    return RoleSkillFactory(role=RoleFactory(slug="role", **fields), skill=skill).role


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Geologist", "geology"),
        ("Mathematician", "mathematics"),
        ("Mechanical engineer", "mechanics"),
        ("Marine electrician", "electricity"),
        ("Biochemist", "chemistry"),
        ("Clinical psychologist", "clinical psychology"),
        ("Manager of the teams", "manage a team"),
    ],
)
def test_text_names_a_skill_whatever_the_endings(text, skill):
    assert names(text, skill)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Physiotherapist", "physics"),
        ("Geographer", "geology"),
        ("Psychologist", "clinical psychology"),
        ("Biologist", "logistics"),
        ("Advertising agent", "sing"),
        ("", "chemistry"),
    ],
)
def test_text_names_no_skill_that_is_only_spelt_alike(text, skill):
    assert not names(text, skill)


@pytest.mark.parametrize(
    ("code", "text", "skill"),
    [
        ("fi", "Mikrobiologi", "biologia"),
        ("fi", "Viestinnän asiantuntija", "viestintä"),
        ("nb", "Kjemiker", "kjemi"),
        ("pl", "Biolog morski", "biologia"),
    ],
)
def test_text_names_a_skill_in_other_languages(code, text, skill):
    assert names(text, skill, code)


def test_words_of_a_finnish_compound_are_not_its_whole():
    assert not names("Suunnitteluavustaja", "suunnitteluprosessit", "fi")


@pytest.mark.django_db
class TestStored:
    def test_title_is_more_central_than_summary(self, chemistry):
        role_with(chemistry, title="Chemist")
        name_all()
        assert named() == {("role", "chemistry", 2, 0)}

        Role.objects.update(title_en="Assistant", summary_en="Helps chemists")
        name_all()
        assert named() == {("role", "chemistry", 1, 0)}

    def test_introduction_stands_in_for_a_summary(self, chemistry):
        role_with(chemistry, title="Assistant", introduction="Helps chemists")
        name_all()

        assert named() == {("role", "chemistry", 1, 0)}

    def test_useful_skill_in_the_title_is_raised_to_an_essential_one(self, chemistry):
        role = role_with(chemistry, title="Chemist")
        role.role_skills.update(requirement="useful")
        name_all()

        assert named() == {("role", "chemistry", 2, 2)}

    def test_title_names_a_skill_that_is_not_listed_if_one_that_is_has_its_word(self, chemistry):
        role_with(SkillFactory(slug="analysis", title="Analytical chemistry"), title="Biochemist")
        RoleSkillFactory(role=RoleFactory(title="Food chemist"))
        name_all()

        assert named() == {("role", "chemistry", 2, 3)}

    def test_drafts_and_retired_skills_are_left_out(self, chemistry):
        RoleSkillFactory(role=DraftFactory(title="Chemist"), skill=chemistry)
        role_with(SkillFactory(title_en="Physics", is_retired=True), title="Physicist")
        name_all()

        assert named() == set()

    def test_saved_role_is_named_anew(self, chemistry):
        role = role_with(chemistry, title="Chemist")
        relate([role.pk])
        assert named() == {("role", "chemistry", 2, 0)}

        Role.objects.update(**{f"title_{code}": "Baker" for code in ("en", "fi", "nb", "pl")})
        relate([role.pk])
        assert named() == set()

    def test_saved_skill_is_named_anew(self, chemistry):
        role_with(chemistry, title="Chemist")
        name_skills([chemistry.pk])
        assert named() == {("role", "chemistry", 2, 0)}

        Skill.objects.update(**{f"title_{code}": "Baking" for code in ("en", "fi", "nb", "pl")})
        name_skills([chemistry.pk])
        assert named() == set()

    def test_one_by_one_gives_the_same_as_all_at_once(self, chemistry):
        roles = [role_with(chemistry, title="Chemist").pk]
        for title in ("Geologist", "Biochemist", "Clerk"):
            role = RoleFactory(title=title)
            RoleSkillFactory(role=role, skill=SkillFactory(title=f"{title} work"))
            RoleSkillFactory(role=role, skill=SkillFactory(title="Organic chemistry"))
            roles.append(role.pk)
        name_all()
        at_once = named()
        NamedSkill.objects.all().delete()
        name_in_roles(roles)

        assert len(at_once) > 1
        assert named() == at_once

    def test_naming_costs_as_many_queries_for_one_role_as_for_three(self, chemistry, count_queries):
        def cost(number: int) -> int:
            roles = [RoleSkillFactory(skill=chemistry).role_id for _ in range(number)]
            return count_queries(lambda: name_in_roles(roles))

        assert cost(1) == cost(3)
