"""What a second import changes, keeps and retires."""

import pytest

from roles.models import AlternativeTitle, Role, RoleSkill
from skills.models import Skill
from sources.models import Identifier, Source
from tests.classification.conftest import (
    AGENT,
    MANAGER,
    OPERATOR,
    PRINCIPLES,
    REPRESENTATIVE,
    SLUGS,
    imported_role,
    remarks_about,
)
from tests.support.factories import (
    RoleFactory,
    RoleSkillFactory,
)
from translations.collation import sort_key

pytestmark = pytest.mark.django_db


def test_group_of_skills_that_the_site_has_not_is_left_empty(download):
    download.write(
        "broaderRelationsSkillPillar.csv",
        "conceptType,conceptUri,broaderType,broaderUri\nKnowledgeSkillCompetence,"
        "http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba,SkillGroup,"
        "http://data.europa.eu/esco/skill/S4.8.1\n",
    )
    download.import_()

    assert Skill.objects.get(slug=PRINCIPLES).group is None


def test_text_that_an_editor_changed_stays_and_is_told(download, report):
    download.import_()
    changed = imported_role()
    changed.title_fi = "Asiakkaiden ystävä"
    changed.save()
    download.change(
        "occupations_fi.csv", REPRESENTATIVE, preferredLabel="uusi", description="Uusi."
    )
    plan = download.import_(report)
    role = imported_role()

    assert role.title_fi == "Asiakkaiden ystävä"
    assert (role.introduction_fi, role.summary_fi) == ("Uusi.", "Uusi.")
    assert remarks_about(report, "kept") == [(f"roles/{SLUGS[REPRESENTATIVE]}", "title_fi")]
    assert plan.kinds["roles"].edited_texts == 1


def test_what_nobody_had_filled_is_filled(download):
    download.import_()
    download.change("occupations_no.csv", REPRESENTATIVE, description="Tar imot klager. Svarer.")
    download.import_()

    assert (imported_role().summary_nb, imported_role().introduction_nb) == (
        "Tar imot klager.",
        "Tar imot klager. Svarer.",
    )


def test_titles_and_skills_follow_the_classification_unless_an_editor_changed_them(
    download, report
):
    download.import_()
    role = imported_role(MANAGER)
    AlternativeTitle.objects.create(role=role, language="en", title="boss")
    role.alternative_titles.get(title="contact centre manager").delete()
    role.role_skills.get(skill__slug=PRINCIPLES).delete()
    RoleSkillFactory(role=role, skill__slug="humour")
    role.role_skills.filter(skill__slug="e-commerce-systems").update(requirement="essential")
    rows = download.rows("occupationSkillRelations.csv")
    confidentiality, *others = [row for row in rows if row["occupationUri"] == MANAGER]
    for row in others:
        row["relationType"] = "optional"
    download.save(
        "occupationSkillRelations.csv", [row for row in rows if row is not confidentiality]
    )
    download.change("occupations_en.csv", MANAGER, altLabels="contact centre manager\nnew title")
    download.import_(report)

    titles = role.alternative_titles.filter(language="en").order_by("title")
    assert list(titles.values_list("title", flat=True)) == ["boss", "new title"]
    needs = role.role_skills.order_by("skill__slug").values_list("skill__slug", "requirement")
    assert list(needs) == [
        ("call-centre-technologies", "useful"),
        ("create-solutions-to-problems", "useful"),
        ("e-commerce-systems", "essential"),
        ("humour", "essential"),
        ("persuade-clients-with-alternatives", "useful"),
    ]
    assert remarks_about(report, "kept") == [
        (f"roles/{SLUGS[MANAGER]}", "titles_en"),
        (f"roles/{SLUGS[MANAGER]}", "skills"),
    ]


def test_need_that_an_editor_explained_is_not_dropped(download, report):
    download.import_()
    need = imported_role(MANAGER).role_skills.get(skill__slug=PRINCIPLES)
    need.context_en = "What it means here."
    need.save()
    rows = download.rows("occupationSkillRelations.csv")
    download.save(
        "occupationSkillRelations.csv", [row for row in rows if "fe30a4b0" not in row["skillUri"]]
    )
    download.import_(report)

    assert imported_role(MANAGER).role_skills.filter(pk=need.pk).exists()
    assert remarks_about(report, "kept") == [(f"roles/{SLUGS[MANAGER]}", "skills")]


def test_family_that_an_editor_chose_stays(download, report):
    download.import_()
    own = RoleFactory().family
    Role.objects.filter(pk=imported_role().pk).update(family=own)
    download.import_(report)

    assert imported_role().family == own
    assert remarks_about(report, "kept") == [(f"roles/{SLUGS[REPRESENTATIVE]}", "family")]


def test_role_that_an_editor_took_back_stays_so(download):
    download.import_()
    Role.objects.filter(pk=imported_role().pk).update(status="draft")
    download.import_()
    assert imported_role().status == "draft"

    download.drop(REPRESENTATIVE)
    download.import_()
    assert imported_role().status == "draft"


def test_concept_that_is_gone_is_retired_and_leads_on(download, report, tmp_path):
    download.import_(version="1.1.1")
    download.drop(AGENT)
    download.drop("http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba")
    path = tmp_path / "replaced.csv"
    path.write_text(f"conceptUri,replacedBy\n{AGENT},{AGENT}1\n{AGENT}1,{OPERATOR}\n")
    plan = download.import_(report, version="1.2", replaced_by=path)
    role = imported_role(AGENT)

    assert (role.status, role.replaced_by) == ("retired", imported_role(OPERATOR))
    assert role.published_at is not None
    assert Skill.objects.get(slug=PRINCIPLES).is_retired
    assert not imported_role(MANAGER).role_skills.filter(skill__slug=PRINCIPLES).exists()
    assert remarks_about(report, "retired") == [
        (f"skills/{PRINCIPLES}", ""),
        (f"roles/{role.slug}", ""),
    ]
    assert plan.kinds["roles"].counts["retire"] == 1
    assert download.import_(version="1.2", replaced_by=path).is_empty


def test_concept_that_comes_back_is_there_again(download, tmp_path):
    download.import_()
    rows = {path.name: path.read_text() for path in download.folder.glob("*.csv")}
    download.drop(AGENT)
    download.drop("http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba")
    download.import_()
    for name, text in rows.items():
        download.write(name, text)
    plan = download.import_()

    assert imported_role(AGENT).status == "published"
    assert not Skill.objects.get(slug=PRINCIPLES).is_retired
    assert plan.kinds["roles"].restored == 1
    assert imported_role(MANAGER).role_skills.filter(skill__slug=PRINCIPLES).exists()
    assert download.import_().is_empty


def test_role_that_an_editor_retired_stays_retired(download):
    download.import_()
    Role.objects.filter(pk=imported_role().pk).update(status="retired")
    download.import_()

    assert imported_role().status == "retired"


@pytest.mark.parametrize("part", [{"only": ("143",)}, {"languages": ("en",)}])
def test_import_of_a_part_retires_nothing(download, part):
    download.import_()
    download.drop(AGENT)
    plan = download.import_(**part)

    assert imported_role(AGENT).status == "published"
    assert not plan.is_retiring


def test_concept_whose_row_is_bad_is_not_retired(download):
    download.import_()
    for name in ("en", "fi", "no", "pl"):
        if any(row["conceptUri"] == AGENT for row in download.rows(f"occupations_{name}.csv")):
            download.change(f"occupations_{name}.csv", AGENT, preferredLabel="x" * 999)
    download.import_()

    assert imported_role(AGENT).status == "published"
    assert imported_role(AGENT).role_skills.count() == 6


def test_concept_that_is_called_obsolete_is_retired(download):
    download.import_()
    for name in ("en", "fi", "no", "pl"):
        cells = {"status": "obsolete", "replacedBy": OPERATOR}
        download.change(f"occupations_{name}.csv", AGENT, **cells)
    download.import_()

    assert (imported_role(AGENT).status, imported_role(AGENT).replaced_by) == (
        "retired",
        imported_role(OPERATOR),
    )


def test_damaged_relations_take_no_skill_away(download):
    download.import_()
    text = download.text("occupationSkillRelations.csv")
    download.write("occupationSkillRelations.csv", text.replace("essential", "?", 1))
    download.import_()

    assert RoleSkill.objects.count() == 24


def test_language_that_comes_later_is_added(download):
    download.import_(languages=("en",))
    assert imported_role().title_fi is None
    plan = download.import_()

    assert imported_role().title_fi == "Asiakaspalveluedustaja"
    assert bytes(imported_role().sort_fi) == sort_key("Asiakaspalveluedustaja", "fi")
    assert plan.kinds["roles"].counts["update"] == 4
    assert Source.objects.count() == 4
    assert download.import_().is_empty


def test_match_that_is_confirmed_after_the_import_is_told_as_there_twice(download, report):
    download.import_()
    curated = RoleFactory(slug="curated")
    Identifier.objects.create(about=curated, scheme="ESCO", value=REPRESENTATIVE)

    download.import_(report)

    assert remarks_about(report, "there twice") == [("roles/customer-service-representative", "")]
