"""What an import leaves in the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classification import importing
from classification.importing import ClassificationError, ImportOptions
from core.content_version import read_version
from core.signals import content_changed
from roles.models import AlternativeTitle, RelatedRole, Role, RoleFamily, RoleSkill
from skills.models import Skill, SkillTitle
from sources.models import Citation, Identifier, Source
from tests.classification.conftest import AGENT, MANAGER, OPERATOR, REPRESENTATIVE
from tests.factories import (
    PositionFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
)
from translations.collation import sort_key

pytestmark = pytest.mark.django_db

SLUGS = {
    AGENT: "call-centre-agent",
    REPRESENTATIVE: "customer-service-representative",
    MANAGER: "call-centre-manager",
    OPERATOR: "live-chat-operator",
}
PRINCIPLES = "communication-principles"
WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")


def role(uri=REPRESENTATIVE):
    return Role.objects.get(slug=SLUGS[uri])


def told(report, what):
    return [(one.about, one.column) for one in report.remarks if one.what == what]


def identifiers(item):
    found = Identifier.objects.filter(object_id=item.pk, content_type__model=item._meta.model_name)
    return sorted(found.values_list("scheme", "version", "value", "match"))


def memory(item, scheme="ESCO"):
    kind = item._meta.model_name
    return Identifier.objects.get(object_id=item.pk, content_type__model=kind, scheme=scheme)


# What becomes what


def test_occupation_becomes_a_published_role_in_each_language(download):
    download.import_()
    found = role()

    assert (found.status, found.family.slug) == ("published", "enquiry-clerks")
    assert found.published_at == found.updated_at
    assert found.title_nb == "kundeservicemedarbeider"
    assert found.introduction_fi.startswith("Asiakaspalveluedustajat käsittelevät valituksia ja")
    assert found.summary_en == (
        "Customer service representatives handle complaints and are responsible for maintaining "
        "overall goodwill between an organisation and its customers."
    )
    assert (found.summary_nb or "", found.introduction_nb or "") == ("", "")
    assert found.source_language == "en"
    assert bytes(found.sort_fi) == sort_key("asiakaspalveluedustaja", "fi")


def test_new_roles_may_be_drafts(download):
    download.import_(import_options=ImportOptions(is_draft=True))

    assert set(Role.objects.values_list("status", "published_at")) == {("draft", None)}


def test_labels_become_titles_that_readers_see_and_that_only_search_knows(download):
    download.change("occupations_en.csv", REPRESENTATIVE, hiddenLabels="csr\nCSR")
    download.import_()
    titles = AlternativeTitle.objects.filter(role=role(), language="en").order_by("order")

    assert list(titles.values_list("title", "shown", "order")) == [
        ("trainee customer service representative", True, 0),
        ("customer service officer", True, 1),
        ("customer relations officer", True, 2),
        ("customer feedback representative", True, 3),
        ("customer service person", True, 4),
        ("csr", False, 5),
    ]


def test_label_that_is_the_title_is_no_other_title(download):
    download.change("occupations_en.csv", OPERATOR, altLabels="Live Chat Operator\nchat agent")
    download.import_()

    titles = AlternativeTitle.objects.filter(role=role(OPERATOR), language="en")
    assert list(titles.values_list("title", flat=True)) == ["chat agent"]


def test_groups_become_families_in_their_tree(download):
    download.import_()
    found = RoleFamily.objects.get(slug="enquiry-clerks")

    assert [family.slug for family in found.line] == [
        "clerical-support-workers",
        "customer-services-clerks",
        "client-information-workers",
        "enquiry-clerks",
    ]
    assert found.path == "/".join(family.slug for family in found.line) + "/"
    assert len({family.hue for family in found.line}) == 1
    assert len(set(RoleFamily.objects.filter(parent=None).values_list("hue", flat=True))) == 3
    assert found.title_pl == "Pracownicy biur informacji"
    assert found.description_en.startswith("Inquiry clerks respond to personal")


def test_skill_has_kind_reuse_titles_and_description(download):
    SkillGroupFactory(slug="leadership")
    download.write(
        "broaderRelationsSkillPillar.csv",
        "conceptType,conceptUri,broaderType,broaderUri\nKnowledgeSkillCompetence,"
        "http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba,SkillGroup,"
        "http://data.europa.eu/esco/skill/S4.8.1\n",
    )
    download.import_()
    found = Skill.objects.get(slug=PRINCIPLES)

    assert (found.kind, found.reuse, found.group.slug) == (
        "knowledge",
        "cross-sector",
        "leadership",
    )
    assert found.description_en.startswith("The set of commonly shared principles")
    titles = found.other_titles.filter(language="en").values_list("title", flat=True)
    assert list(titles) == [
        "communication theories",
        "communication ideals",
        "communication principle",
    ]


def test_group_of_skills_that_the_site_has_not_is_left_empty(download):
    download.write(
        "broaderRelationsSkillPillar.csv",
        "conceptType,conceptUri,broaderType,broaderUri\nKnowledgeSkillCompetence,"
        "http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba,SkillGroup,"
        "http://data.europa.eu/esco/skill/S4.8.1\n",
    )
    download.import_()

    assert Skill.objects.get(slug=PRINCIPLES).group is None


def test_skills_of_a_role_are_essential_first_in_the_order_of_the_file(download):
    download.import_()
    needs = RoleSkill.objects.filter(role=role(MANAGER)).order_by("order")

    assert list(needs.values_list("skill__slug", "requirement", "order")) == [
        ("information-confidentiality", "essential", 0),
        ("call-centre-technologies", "essential", 1),
        (PRINCIPLES, "essential", 2),
        ("create-solutions-to-problems", "essential", 3),
        ("e-commerce-systems", "useful", 4),
        ("persuade-clients-with-alternatives", "useful", 5),
    ]


def test_uris_and_codes_become_identifiers(download):
    download.import_(version="1.1.1")

    assert identifiers(role()) == [
        ("ESCO", "1.1.1", REPRESENTATIVE, "exact"),
        ("ESCO code", "1.1.1", "4225.1", "exact"),
        ("ISCO-08", "", "4225", "broad"),
    ]
    assert identifiers(RoleFamily.objects.get(slug="enquiry-clerks")) == [
        ("ESCO", "1.1.1", "http://data.europa.eu/esco/isco/C4225", "exact"),
        ("ISCO-08", "", "4225", "exact"),
    ]


def test_each_list_becomes_a_source_with_the_acknowledgement_and_adapted_ones_are_marked(download):
    download.import_(version="1.1.1")
    sources = Source.objects.order_by("slug")

    assert list(sources.values_list("slug", "language", "kind", "is_adapted")) == [
        ("esco-en", "en", "data-set", False),
        ("esco-fi", "fi", "data-set", True),
        ("esco-nb", "nb", "data-set", True),
        ("esco-pl", "pl", "data-set", True),
    ]
    for source in sources:
        text = source.shown_text("acknowledgement", source.language)
        assert (str(text), text.language) == (
            "This service uses the ESCO classification of the European Commission.",
            "en",
        )
        assert source.licence == "Commission Decision 2011/833/EU"
        assert " 1.1.1 (" in source.title


def test_each_object_cites_the_lists_that_its_texts_come_from(download):
    download.import_()
    found = Citation.objects.filter(object_id=role().pk, content_type__model="role")

    assert sorted(found.values_list("source__slug", "field")) == [
        ("esco-en", "introduction"),
        ("esco-fi", "introduction"),
        ("esco-nb", ""),
        ("esco-pl", "introduction"),
    ]
    skill = Skill.objects.get(slug=PRINCIPLES)
    cited = Citation.objects.filter(object_id=skill.pk, content_type__model="skill")
    assert sorted(cited.values_list("source__slug", flat=True)) == ["esco-en", "esco-fi"]


def test_roles_are_related_once_all_is_written(download):
    download.import_()

    assert RelatedRole.objects.filter(role=role(AGENT), other=role(OPERATOR)).exists()


def test_postgresql_knows_at_once_how_much_has_come(download):
    with CaptureQueriesContext(connection) as queries:
        download.import_()

    statements = [query["sql"] for query in queries]
    is_postgresql = connection.vendor == "postgresql"
    assert ("ANALYZE" in statements) == is_postgresql
    if is_postgresql:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'roles_role'")
            assert cursor.fetchone() == (Role.objects.count(),)


def test_curated_slug_is_never_taken(download):
    curated = RoleFactory(slug=SLUGS[REPRESENTATIVE])
    SkillFactory(slug=PRINCIPLES)
    download.import_()

    assert role() == curated
    assert Role.objects.filter(slug=f"{curated.slug}-4225").count() == 1
    assert Skill.objects.filter(slug=f"{PRINCIPLES}-fe30a4b0").count() == 1


# Once more


def test_import_without_changes_writes_nothing(download):
    download.import_(version="1.1.1")
    version = read_version()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        planned = download.import_(version="1.1.1")

    assert planned.is_empty
    assert [one["sql"] for one in queries if one["sql"].lstrip().startswith(WRITES)] == []
    assert read_version() == version


def test_dry_run_counts_and_writes_nothing(download):
    planned = download.import_(import_options=ImportOptions(is_dry_run=True))

    counts = {name: kind.counts["add"] for name, kind in planned.kinds.items()}
    assert counts == {"families": 13, "skills": 10, "roles": 4}
    assert (Role.objects.count(), Source.objects.count()) == (0, 0)


def test_strict_import_refuses_what_has_a_bad_row(download, report):
    download.change("occupations_en.csv", AGENT, iscoGroup="9999")

    with pytest.raises(ClassificationError, match="nothing may be bad"):
        download.read(report, is_strict=True)


def test_listeners_are_told_once_of_each_model(download):
    told_of = []

    def listen(sender, pks=None, **details):
        told_of.append(sender)
        if sender is Role:
            assert sorted(pks) == sorted(Role.objects.values_list("pk", flat=True))

    content_changed.connect(listen)
    try:
        download.import_()
    finally:
        content_changed.disconnect(listen)

    many = (AlternativeTitle, Citation, Identifier, Role, RoleFamily, RoleSkill, Skill, SkillTitle)
    assert {model: told_of.count(model) for model in many} == dict.fromkeys(many, 1)


def test_import_that_fails_at_the_end_leaves_nothing(download, monkeypatch):
    def fail(*_):
        raise RuntimeError("killed")

    monkeypatch.setattr(importing, "relate_all", fail)
    with pytest.raises(RuntimeError):
        download.import_()

    assert (Role.objects.count(), Skill.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_newer_version_changes_texts_and_says_so(download):
    download.import_(version="1.1.1")
    Role.objects.update(
        updated_at=timezone.now() - timedelta(days=9), published_at=None, status="draft"
    )
    before = role().updated_at
    other = role(AGENT).updated_at
    download.change("occupations_fi.csv", REPRESENTATIVE, preferredLabel="Ärhäkkä asiakasneuvoja")
    download.import_(version="1.2")
    found = role()

    assert found.title_fi == "Ärhäkkä asiakasneuvoja"
    assert bytes(found.sort_fi) == sort_key("Ärhäkkä asiakasneuvoja", "fi")
    assert found.slug == SLUGS[REPRESENTATIVE]
    assert found.updated_at > before
    assert role(AGENT).updated_at == other
    assert ("ESCO", "1.2", REPRESENTATIVE, "exact") in identifiers(found)
    assert " 1.2 (" in Source.objects.get(slug="esco-fi").title
    assert Source.objects.count() == 4


def test_text_that_an_editor_changed_stays_and_is_told(download, report):
    download.import_()
    changed = role()
    changed.title_fi = "Asiakkaiden ystävä"
    changed.save()
    download.change(
        "occupations_fi.csv", REPRESENTATIVE, preferredLabel="uusi", description="Uusi."
    )
    planned = download.import_(report)
    found = role()

    assert found.title_fi == "Asiakkaiden ystävä"
    assert (found.introduction_fi, found.summary_fi) == ("Uusi.", "Uusi.")
    assert told(report, "kept") == [(f"roles/{SLUGS[REPRESENTATIVE]}", "title_fi")]
    assert planned.kinds["roles"].kept_texts == 1


def test_what_nobody_had_filled_is_filled(download):
    download.import_()
    download.change("occupations_no.csv", REPRESENTATIVE, description="Tar imot klager. Svarer.")
    download.import_()

    assert (role().summary_nb, role().introduction_nb) == (
        "Tar imot klager.",
        "Tar imot klager. Svarer.",
    )


def test_titles_and_skills_follow_the_classification_unless_an_editor_changed_them(
    download, report
):
    download.import_()
    found = role(MANAGER)
    AlternativeTitle.objects.create(role=found, language="en", title="boss")
    found.alternative_titles.get(title="contact centre manager").delete()
    found.role_skills.get(skill__slug=PRINCIPLES).delete()
    RoleSkillFactory(role=found, skill__slug="humour")
    found.role_skills.filter(skill__slug="e-commerce-systems").update(requirement="essential")
    rows = download.rows("occupationSkillRelations.csv")
    confidentiality, *others = [row for row in rows if row["occupationUri"] == MANAGER]
    for row in others:
        row["relationType"] = "optional"
    download.save(
        "occupationSkillRelations.csv", [row for row in rows if row is not confidentiality]
    )
    download.change("occupations_en.csv", MANAGER, altLabels="contact centre manager\nnew title")
    download.import_(report)

    titles = found.alternative_titles.filter(language="en").order_by("title")
    assert list(titles.values_list("title", flat=True)) == ["boss", "new title"]
    needs = found.role_skills.order_by("skill__slug").values_list("skill__slug", "requirement")
    assert list(needs) == [
        ("call-centre-technologies", "useful"),
        ("create-solutions-to-problems", "useful"),
        ("e-commerce-systems", "essential"),
        ("humour", "essential"),
        ("persuade-clients-with-alternatives", "useful"),
    ]
    assert told(report, "kept") == [
        (f"roles/{SLUGS[MANAGER]}", "titles_en"),
        (f"roles/{SLUGS[MANAGER]}", "skills"),
    ]


def test_need_that_an_editor_explained_is_not_dropped(download, report):
    download.import_()
    need = role(MANAGER).role_skills.get(skill__slug=PRINCIPLES)
    need.context_en = "What it means here."
    need.save()
    rows = download.rows("occupationSkillRelations.csv")
    download.save(
        "occupationSkillRelations.csv", [row for row in rows if "fe30a4b0" not in row["skillUri"]]
    )
    download.import_(report)

    assert role(MANAGER).role_skills.filter(pk=need.pk).exists()
    assert told(report, "kept") == [(f"roles/{SLUGS[MANAGER]}", "skills")]


def test_family_that_an_editor_chose_stays(download, report):
    download.import_()
    own = RoleFactory().family
    Role.objects.filter(pk=role().pk).update(family=own)
    download.import_(report)

    assert role().family == own
    assert told(report, "kept") == [(f"roles/{SLUGS[REPRESENTATIVE]}", "family")]


def test_role_that_an_editor_took_back_stays_so(download):
    download.import_()
    Role.objects.filter(pk=role().pk).update(status="draft")
    download.import_()
    assert role().status == "draft"

    download.drop(REPRESENTATIVE)
    download.import_()
    assert role().status == "draft"


# Retiring


def test_concept_that_is_gone_is_retired_and_leads_on(download, report, tmp_path):
    download.import_(version="1.1.1")
    download.drop(AGENT)
    download.drop("http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba")
    path = tmp_path / "replaced.csv"
    path.write_text(f"conceptUri,replacedBy\n{AGENT},{AGENT}1\n{AGENT}1,{OPERATOR}\n")
    planned = download.import_(report, version="1.2", replaced_by=path)
    found = role(AGENT)

    assert (found.status, found.replaced_by) == ("retired", role(OPERATOR))
    assert found.published_at is not None
    assert Skill.objects.get(slug=PRINCIPLES).is_retired
    assert not role(MANAGER).role_skills.filter(skill__slug=PRINCIPLES).exists()
    assert told(report, "retired") == [(f"skills/{PRINCIPLES}", ""), (f"roles/{found.slug}", "")]
    assert planned.kinds["roles"].counts["retire"] == 1
    assert download.import_(version="1.2", replaced_by=path).is_empty


def test_concept_that_comes_back_is_there_again(download, tmp_path):
    download.import_()
    rows = {path.name: path.read_text() for path in download.folder.glob("*.csv")}
    download.drop(AGENT)
    download.drop("http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba")
    download.import_()
    for name, text in rows.items():
        download.write(name, text)
    planned = download.import_()

    assert role(AGENT).status == "published"
    assert not Skill.objects.get(slug=PRINCIPLES).is_retired
    assert planned.kinds["roles"].restored == 1
    assert role(MANAGER).role_skills.filter(skill__slug=PRINCIPLES).exists()
    assert download.import_().is_empty


def test_role_that_an_editor_retired_stays_retired(download):
    download.import_()
    Role.objects.filter(pk=role().pk).update(status="retired")
    download.import_()

    assert role().status == "retired"


@pytest.mark.parametrize("part", [{"only": ("143",)}, {"languages": ("en",)}])
def test_import_of_a_part_retires_nothing(download, part):
    download.import_()
    download.drop(AGENT)
    planned = download.import_(**part)

    assert role(AGENT).status == "published"
    assert not planned.is_retiring


def test_concept_whose_row_is_bad_is_not_retired(download):
    download.import_()
    for name in ("en", "fi", "no", "pl"):
        if any(row["conceptUri"] == AGENT for row in download.rows(f"occupations_{name}.csv")):
            download.change(f"occupations_{name}.csv", AGENT, preferredLabel="x" * 999)
    download.import_()

    assert role(AGENT).status == "published"
    assert role(AGENT).role_skills.count() == 6


def test_concept_that_is_called_obsolete_is_retired(download):
    download.import_()
    for name in ("en", "fi", "no", "pl"):
        cells = {"status": "obsolete", "replacedBy": OPERATOR}
        download.change(f"occupations_{name}.csv", AGENT, **cells)
    download.import_()

    assert (role(AGENT).status, role(AGENT).replaced_by) == ("retired", role(OPERATOR))


def test_damaged_relations_take_no_skill_away(download):
    download.import_()
    text = download.text("occupationSkillRelations.csv")
    download.write("occupationSkillRelations.csv", text.replace("essential", "?", 1))
    download.import_()

    assert RoleSkill.objects.count() == 24


def test_language_that_comes_later_is_added(download):
    download.import_(languages=("en",))
    assert role().title_fi is None
    planned = download.import_()

    assert role().title_fi == "asiakaspalveluedustaja"
    assert bytes(role().sort_fi) == sort_key("asiakaspalveluedustaja", "fi")
    assert planned.kinds["roles"].counts["update"] == 4
    assert Source.objects.count() == 4
    assert download.import_().is_empty


def test_new_role_does_not_take_the_address_of_a_position(download):
    PositionFactory(slug="customer-service-representative", title="Something else")

    download.import_()

    assert not Role.objects.filter(slug="customer-service-representative").exists()
    assert Role.objects.filter(slug__startswith="customer-service-representative-").count() == 1


def test_match_that_is_confirmed_after_the_import_is_told_as_there_twice(download, report):
    download.import_()
    curated = RoleFactory(slug="curated")
    Identifier.objects.create(about=curated, scheme="ESCO", value=REPRESENTATIVE)

    download.import_(report)

    assert told(report, "there twice") == [("roles/customer-service-representative", "")]
