"""What an import writes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from classification.importing import ImportOptions
from core.signals import content_changed
from roles.models import AlternativeTitle, Role, RoleFamily, RoleSkill
from skills.models import Skill, SkillTitle
from sources.models import Citation, Identifier, Source
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
from tests.support.factories import RoleFactory, SkillGroupFactory
from tests.support.history import recorded
from translations.collation import sort_key

pytestmark = pytest.mark.django_db


def identifiers(item):
    rows = Identifier.objects.filter(object_id=item.pk, content_type__model=item._meta.model_name)
    return sorted(rows.values_list("scheme", "version", "value", "match"))


def test_occupation_becomes_a_published_role_in_each_language(download):
    download.import_()
    role = imported_role()

    assert (role.status, role.family.slug) == ("published", "enquiry-clerks")
    assert role.published_at == role.updated_at
    assert role.title_nb == "Kundeservicemedarbeider"
    assert role.introduction_fi.startswith("Asiakaspalveluedustajat käsittelevät valituksia ja")
    assert role.summary_en == (
        "Customer service representatives handle complaints and are responsible for maintaining "
        "overall goodwill between an organisation and its customers."
    )
    assert (role.summary_nb or "", role.introduction_nb or "") == ("", "")
    assert role.source_language == "en"
    assert bytes(role.sort_fi) == sort_key("Asiakaspalveluedustaja", "fi")


def test_new_roles_may_be_drafts(download):
    download.import_(import_options=ImportOptions(is_draft=True))

    assert set(Role.objects.values_list("status", "published_at")) == {("draft", None)}


def test_role_that_somebody_has_deleted_comes_back_as_a_draft_and_stays_one(download, report):
    download.import_()
    with recorded():
        imported_role().delete()

    download.import_(report)
    download.import_()

    role = imported_role()
    assert remarks_about(report, "deleted") == [(f"roles/{SLUGS[REPRESENTATIVE]}", "")]
    assert (role.status, role.published_at) == ("draft", None)
    assert Role.objects.exclude(pk=role.pk).filter(status="draft").count() == 0


def test_match_that_somebody_has_refused_is_no_deleted_role(download):
    with recorded():
        Identifier.objects.create(
            about=RoleFactory(), scheme="ESCO", value=REPRESENTATIVE, is_confirmed=False
        ).delete()

    download.import_()

    assert imported_role().status == "published"


def test_labels_become_titles_that_readers_see_and_that_only_search_knows(download):
    download.change("occupations_en.csv", REPRESENTATIVE, hiddenLabels="csr\nCSR")
    download.import_()
    titles = AlternativeTitle.objects.filter(role=imported_role(), language="en").order_by("order")

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

    titles = AlternativeTitle.objects.filter(role=imported_role(OPERATOR), language="en")
    assert list(titles.values_list("title", flat=True)) == ["chat agent"]


def test_groups_become_families_in_their_tree(download):
    download.import_()
    family = RoleFamily.objects.get(slug="enquiry-clerks")

    assert [ancestor.slug for ancestor in family.lineage] == [
        "clerical-support-workers",
        "customer-services-clerks",
        "client-information-workers",
        "enquiry-clerks",
    ]
    assert family.path == "/".join(ancestor.slug for ancestor in family.lineage) + "/"
    assert len({ancestor.hue for ancestor in family.lineage}) == 1
    assert len(set(RoleFamily.objects.filter(parent=None).values_list("hue", flat=True))) == 3
    assert family.title_pl == "Pracownicy biur informacji"
    assert family.description_en.startswith("Inquiry clerks respond to personal")


def test_skill_has_kind_reuse_titles_and_description(download):
    SkillGroupFactory(slug="leadership")
    download.write(
        "broaderRelationsSkillPillar.csv",
        "conceptType,conceptUri,broaderType,broaderUri\nKnowledgeSkillCompetence,"
        "http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba,SkillGroup,"
        "http://data.europa.eu/esco/skill/S4.8.1\n",
    )
    download.import_()
    skill = Skill.objects.get(slug=PRINCIPLES)

    assert (skill.kind, skill.reuse, skill.group.slug) == (
        "knowledge",
        "cross-sector",
        "leadership",
    )
    assert skill.description_en.startswith("The set of commonly shared principles")
    titles = skill.other_titles.filter(language="en").values_list("title", flat=True)
    assert list(titles) == [
        "communication theories",
        "communication ideals",
        "communication principle",
    ]


def test_skills_of_a_role_are_essential_first_in_the_order_of_the_file(download):
    download.import_()
    needs = RoleSkill.objects.filter(role=imported_role(MANAGER)).order_by("order")

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

    assert identifiers(imported_role()) == [
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
    role = Citation.objects.filter(object_id=imported_role().pk, content_type__model="role")

    assert sorted(role.values_list("source__slug", "field")) == [
        ("esco-en", "introduction"),
        ("esco-fi", "introduction"),
        ("esco-nb", ""),
        ("esco-pl", "introduction"),
    ]
    skill = Skill.objects.get(slug=PRINCIPLES)
    cited = Citation.objects.filter(object_id=skill.pk, content_type__model="skill")
    assert sorted(cited.values_list("source__slug", flat=True)) == ["esco-en", "esco-fi"]


def test_listeners_are_told_once_of_each_model(download):
    senders = []

    def listen(sender, pks=None, **details):
        senders.append(sender)
        if sender is Role:
            assert sorted(pks) == sorted(Role.objects.values_list("pk", flat=True))

    content_changed.connect(listen)
    try:
        download.import_()
    finally:
        content_changed.disconnect(listen)

    many = (AlternativeTitle, Citation, Identifier, Role, RoleFamily, RoleSkill, Skill, SkillTitle)
    assert {model: senders.count(model) for model in many} == dict.fromkeys(many, 1)


def test_newer_version_changes_texts_and_says_so(download):
    download.import_(version="1.1.1")
    Role.objects.update(
        updated_at=timezone.now() - timedelta(days=9), published_at=None, status="draft"
    )
    before = imported_role().updated_at
    other = imported_role(AGENT).updated_at
    download.change("occupations_fi.csv", REPRESENTATIVE, preferredLabel="Ärhäkkä asiakasneuvoja")
    download.import_(version="1.2")
    role = imported_role()

    assert role.title_fi == "Ärhäkkä asiakasneuvoja"
    assert bytes(role.sort_fi) == sort_key("Ärhäkkä asiakasneuvoja", "fi")
    assert role.slug == SLUGS[REPRESENTATIVE]
    assert role.updated_at > before
    assert imported_role(AGENT).updated_at == other
    assert ("ESCO", "1.2", REPRESENTATIVE, "exact") in identifiers(role)
    assert " 1.2 (" in Source.objects.get(slug="esco-fi").title
    assert Source.objects.count() == 4
