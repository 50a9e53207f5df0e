import zipfile

import pytest

from classification.concepts import ClassificationError, LanguageList
from classification.reading.esco import with_capital
from classification.writing.texts import distinct_titles
from tests.classification.conftest import AGENT, MANAGER, OPERATOR, REPRESENTATIVE

SATISFACTION = "http://data.europa.eu/esco/skill/00e53a0a-c0ba-4c9f-a2ed-4706d5832a00"
PRINCIPLES = "http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba"
HIERARCHY = "broaderRelationsSkillPillar_en.csv"


def problems(report):
    kinds = ("row not used", "cell not used", "column not used")
    return [
        (remark.what, remark.file, remark.line, remark.column, remark.message)
        for remark in report.remarks
        if remark.what in kinds
    ]


def test_sample_is_read_in_four_languages(download, report):
    classification = download.read(report)

    assert [
        len(part)
        for part in (classification.groups, classification.occupations, classification.skills)
    ] == [13, 4, 10]
    assert {uri: len(needs) for uri, needs in classification.relations.items()} == {
        AGENT: 6,
        REPRESENTATIVE: 6,
        MANAGER: 6,
        OPERATOR: 6,
    }
    assert problems(report) == []
    assert (report.used.total(), report.bad.total()) == (
        13 * 4 - 1 + 10 + 4 * 4 + 10 + 10 + 6 + 5 + 24,
        0,
    )


def test_occupation_has_texts_titles_code_and_group(download):
    occupation = download.read().occupations[REPRESENTATIVE]

    assert {code: texts["title"] for code, texts in occupation.texts.items()} == {
        "en": "Customer service representative",
        "fi": "Asiakaspalveluedustaja",
        "nb": "Kundeservicemedarbeider",
        "pl": "Pracownik działu obsługi klienta",
    }
    assert occupation.texts["nb"]["description"] == ""
    assert occupation.titles["en"][0] == ("trainee customer service representative", True)
    assert (occupation.code, occupation.group[-5:]) == ("4225.1", "C4225")


def test_skill_has_kind_and_level_of_reuse(download):
    skill = download.read().skills[PRINCIPLES]

    assert (skill.kind, skill.reuse, skill.group) == ("knowledge", "cross-sector", "")


def test_groups_stand_in_their_tree(download):
    groups = download.read().groups
    parents = {
        group.code: groups[group.parent].code if group.parent else "" for group in groups.values()
    }

    assert {code: parent for code, parent in parents.items() if code.startswith("4")} == {
        "4": "",
        "42": "4",
        "422": "42",
        "4222": "422",
        "4225": "422",
    }


def test_tree_is_that_of_the_codes_where_no_file_says_it(download):
    before = {uri: group.parent for uri, group in download.read().groups.items()}
    (download.folder / "broaderRelationsOccPillar.csv").unlink()

    assert {uri: group.parent for uri, group in download.read().groups.items()} == before


def test_essential_and_optional_are_requirements_of_ours(download):
    needs = download.read().relations[MANAGER]

    assert list(needs.values()).count("essential") == 4
    assert list(needs.values()).count("useful") == 2


def test_lists_without_metadata_are_adapted_and_others_may_be_named(download):
    assert download.read().lists == [
        LanguageList("en", False),
        LanguageList("fi", True),
        LanguageList("nb", True),
        LanguageList("pl", True),
    ]
    assert download.read(adapted=("en",), languages=("en",)).lists == [LanguageList("en", True)]


def test_only_some_groups_are_read_and_what_they_lead_to(download, report):
    classification = download.read(report, only=("143", "4225"))

    assert set(classification.occupations) == {MANAGER, REPRESENTATIVE}
    codes = {group.code for group in classification.groups.values()}
    assert codes == {"1", "14", "143", "1439", "4", "42", "422", "4225"}
    assert SATISFACTION in classification.skills
    assert report.left_out["occupations_en.csv"] == 2
    assert report.used["occupations_en.csv"] == 2
    assert problems(report) == []
    assert not classification.is_complete


def test_skills_of_occupations_that_were_not_asked_for_are_left_out(download):
    assert PRINCIPLES not in download.read(only=("4225",)).skills


def test_part_that_no_occupation_belongs_to_is_refused(download):
    with pytest.raises(ClassificationError, match="No occupation's ISCO-08 code begins with 9999"):
        download.read(only=("9999",))


def test_zip_is_read_like_a_folder(download, tmp_path):
    path = tmp_path / "ESCO dataset - v1.1.1 - classification - en - csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in download.folder.glob("*.csv"):
            archive.write(file, file.name)

    classification = download.read(path=path)
    assert (classification.version, len(classification.occupations)) == ("1.1.1", 4)


def test_zip_that_is_damaged_is_refused(download, tmp_path):
    path = tmp_path / "esco.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in download.folder.glob("*.csv"):
            archive.write(file, file.name)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Client information workers", b"Client informatiom workers"))

    with pytest.raises(ClassificationError, match=r"ISCOGroups_en.csv cannot be read: Bad CRC"):
        download.read(path=path)


def test_download_of_occupations_alone_is_enough(download):
    for path in download.folder.glob("skills*"):
        path.unlink()
    classification = download.read()

    assert (
        len(classification.occupations),
        classification.skills,
        classification.has_relations,
    ) == (4, {}, False)


def test_missing_column_is_refused_and_the_like_of_it_is_named(download):
    text = download.text("occupations_fi.csv")
    download.write("occupations_fi.csv", text.replace("preferredLabel", "preferedLabel"))

    with pytest.raises(ClassificationError) as refused:
        download.read()

    reason = "occupations_fi.csv: there is no column “preferredLabel”. Is it “preferedLabel”?"
    assert str(refused.value) == reason


def test_column_that_is_there_twice_is_refused(download):
    text = download.text("occupations_fi.csv")
    download.write("occupations_fi.csv", text.replace("scopeNote", "code", 1))

    with pytest.raises(ClassificationError, match="the column “code” is there twice"):
        download.read()


def test_unknown_column_is_told(download, report):
    text = download.text("occupations_fi.csv")
    download.write("occupations_fi.csv", text.replace("altLabels", "altLabel", 1))
    classification = download.read(report)

    assert problems(report) == [
        (
            "column not used",
            "occupations_fi.csv",
            1,
            "altLabel",
            "no such column is known; is it “altLabels”?",
        )
    ]
    assert len(classification.occupations) == 4


def test_columns_of_other_versions_are_known(download, report):
    """1.2.1 has the industry of an occupation, and labels beside the URIs of relations."""
    download.change("occupations_en.csv", AGENT, naceCode="82.2")
    rows = download.rows("occupationSkillRelations.csv")
    labelled = [row | {"occupationLabel": "a", "skillLabel": "b"} for row in rows]
    download.save("occupationSkillRelations.csv", labelled)
    download.read(report)

    assert problems(report) == []


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"conceptUri": "4225"}, "conceptUri", "it is no URI"),
        ({"conceptUri": AGENT}, "conceptUri", "the URI is on line 2 already"),
        ({"conceptType": "Skill"}, "conceptType", "“Skill” has no place here"),
        ({"preferredLabel": " "}, "preferredLabel", "it is empty"),
        (
            {"preferredLabel": "x" * 201},
            "preferredLabel",
            "it has 201 characters, more than 200",
        ),
        ({"iscoGroup": "9999"}, "iscoGroup", "there is no ISCO group “9999”"),
    ],
)
def test_bad_occupation_is_told_and_the_others_are_read(download, report, cells, column, message):
    (download.folder / "occupationSkillRelations.csv").unlink()
    for name in ("fi", "no", "pl"):
        (download.folder / f"occupations_{name}.csv").unlink()
    download.change("occupations_en.csv", REPRESENTATIVE, **cells)
    classification = download.read(report)

    line = 8
    assert problems(report) == [("row not used", "occupations_en.csv", line, column, message)]
    assert download.text("occupations_en.csv").splitlines()[line - 1].count(",") > 3
    assert set(classification.occupations) == {AGENT, MANAGER, OPERATOR}


def test_bad_cells_are_told_and_the_rest_of_the_row_is_read(download, report):
    cells = {"skillType": "attitude", "reuseLevel": "galactic", "altLabels": "a\n" + "x" * 201}
    download.change("skills_en.csv", PRINCIPLES, **cells)
    skill = download.read(report).skills[PRINCIPLES]

    assert [problem[3:] for problem in problems(report)] == [
        ("skillType", "there is no kind of skill “attitude”"),
        ("reuseLevel", "there is no level of reuse “galactic”"),
        ("altLabels", "it has 201 characters, more than 200"),
    ]
    assert (skill.kind, skill.reuse, skill.titles["en"]) == ("", "", [("a", True)])


GROUP = "http://data.europa.eu/esco/isco/C42"


@pytest.mark.parametrize(
    ("title", "message"),
    [("Kunde-", "“Kunde-” is cut off"),
     ("Customer services clerks", "“Customer services clerks” is the English name")],
)  # fmt: skip
def test_name_of_a_group_that_is_no_translation_is_told_and_left_out(
    download, report, title, message
):
    assert download.read().groups[GROUP].texts["en"]["title"] == "Customer services clerks"
    download.change("ISCOGroups_no.csv", GROUP, preferredLabel=title)

    group = download.read(report).groups[GROUP]

    assert group.texts["nb"]["title"] == ""
    assert [problem[3:] for problem in problems(report)] == [("preferredLabel", message)]


def test_name_that_is_the_only_one_is_kept_and_so_is_one_word_in_two_languages(download, report):
    download.change("ISCOGroups_no.csv", GROUP, preferredLabel="Kunde-")
    assert download.read(languages=("nb",)).groups[GROUP].texts["nb"]["title"] == "Kunde-"

    download.change("ISCOGroups_no.csv", GROUP, preferredLabel="Concierge")
    download.change("ISCOGroups_en.csv", GROUP, preferredLabel="Concierge")
    assert download.read(report).groups[GROUP].texts["nb"]["title"] == "Concierge"
    assert problems(report) == []


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"occupationUri": AGENT[:-2]}, "occupationUri", f"there is no occupation {AGENT[:-2]}"),
        ({"skillUri": AGENT}, "skillUri", f"there is no skill {AGENT}"),
        ({"relationType": "vital"}, "relationType", "there is no type of relation “vital”"),
        ({"skillUri": PRINCIPLES}, "skillUri", "the relation is there already"),
    ],
)
def test_bad_relation_is_told_and_the_others_are_read(download, report, cells, column, message):
    rows = download.rows("occupationSkillRelations.csv")
    at = max(at for at, row in enumerate(rows) if row["occupationUri"] == MANAGER)
    rows[at] |= cells
    download.save("occupationSkillRelations.csv", rows)
    classification = download.read(report)

    problem = ("row not used", "occupationSkillRelations.csv", at + 2, column, message)
    assert problems(report) == [problem]
    assert sum(map(len, classification.relations.values())) == 23


def test_relation_to_an_occupation_whose_row_is_bad_is_left_out(download, report):
    download.change("occupations_en.csv", AGENT, preferredLabel="")
    (download.folder / "occupations_fi.csv").unlink()
    classification = download.read(report, languages=("en",))

    assert AGENT not in classification.occupations
    assert report.left_out["occupationSkillRelations.csv"] == 6
    assert len(problems(report)) == 1


def test_concepts_of_rows_that_cannot_be_read_are_not_gone(download):
    classification = download.read()
    assert (classification.is_complete, classification.left_out) == (True, set())

    text = download.text("occupations_en.csv").replace(
        "call centre agent", "call centr\x00e agent", 1
    )
    download.write("occupations_en.csv", text)
    classification = download.read(languages=("en",))
    assert (classification.is_complete, classification.left_out) == (True, {AGENT})

    download.write("occupations_en.csv", text + "Occupation\n")
    assert not download.read().is_complete


def test_texts_are_clean_and_a_label_of_nothing_is_dropped(download, report):
    cells = {
        "preferredLabel": "\ufeffcall centre\x0bage\u00adnt",
        "altLabels": "cafe\u0301 agent\ncaf\u00e9 agent\u200b\n\u200b\u00ad\nhot\u2060line agent",
        "description": "Answers\x1f calls.\r\nWrites.\x0c",
    }
    download.change("occupations_en.csv", AGENT, **cells)
    occupation = download.read(report).occupations[AGENT]

    assert occupation.texts["en"] == {
        "title": "Call centre agent",
        "description": "Answers calls.\nWrites.",
    }
    titles = distinct_titles("call centre agent", occupation.titles["en"])
    assert titles[:2] == [("café agent", True), ("hotline agent", True)]
    assert problems(report) == []


def test_concept_whose_label_nobody_sees_is_left_out(download, report):
    download.change("occupations_pl.csv", AGENT, preferredLabel="\u200b\u00ad")
    occupation = download.read(report).occupations[AGENT]

    assert "pl" not in occupation.texts
    assert problems(report) == [
        ("row not used", "occupations_pl.csv", 2, "preferredLabel", "it is empty")
    ]


def test_obsolete_concept_is_told_with_what_took_its_place(download, report):
    cells = {"status": "obsolete", "isReplacedBy": REPRESENTATIVE}
    for code in ("en", "fi", "no", "pl"):
        download.change(f"occupations_{code}.csv", AGENT, **cells)
    classification = download.read(report)

    assert set(classification.occupations) == {REPRESENTATIVE, MANAGER, OPERATOR}
    assert (classification.obsolete, classification.replacements) == (
        {AGENT},
        {AGENT: REPRESENTATIVE},
    )
    assert problems(report) == []


def test_what_took_the_place_of_what_may_stand_in_a_file_of_its_own(download, report, tmp_path):
    path = tmp_path / "replaced.csv"
    path.write_text(f"conceptUri,replacedBy\n{AGENT},{MANAGER}\n{MANAGER},nobody\n")
    classification = download.read(report, replaced_by=path)

    assert classification.replacements == {AGENT: MANAGER}
    assert problems(report) == [("row not used", "replaced.csv", 3, "replacedBy", "it is no URI")]


def test_skills_stand_in_our_groups_where_the_hierarchy_says_so_plainly(download, report):
    groups = "http://data.europa.eu/esco/skill/"
    rows = [
        f"KnowledgeSkillCompetence,{SATISFACTION},SkillGroup,{groups}S4.8.1",
        f"KnowledgeSkillCompetence,{PRINCIPLES},SkillGroup,{groups}unknown",
        f"SkillGroup,{groups}S4.8.1,SkillGroup,{groups}S4.8",
    ]
    header = "conceptType,conceptUri,broaderType,broaderUri"
    download.write(HIERARCHY, "\n".join([header, *rows]) + "\n")
    skills = download.read(report).skills
    assert (skills[SATISFACTION].group, skills[PRINCIPLES].group) == ("leadership", "")
    assert (report.used[HIERARCHY], report.left_out[HIERARCHY]) == (1, 2)

    codes = f"conceptType,conceptUri,code\nSkillGroup,{groups}unknown,T2.1\n"
    download.write("skillGroups_en.csv", codes)
    assert download.read().skills[PRINCIPLES].group == "analysis"


def test_fields_of_knowledge_are_known_by_their_uri(download):
    row = (
        f"KnowledgeSkillCompetence,{PRINCIPLES},SkillGroup,http://data.europa.eu/esco/isced-f/0611"
    )
    download.write(HIERARCHY, f"conceptType,conceptUri,broaderType,broaderUri\n{row}\n")

    assert download.read().skills[PRINCIPLES].group == "technology"


def test_labels_between_bars_are_labels(download):
    download.change("skills_en.csv", PRINCIPLES, altLabels="one | two", hiddenLabels="three")

    titles = download.read().skills[PRINCIPLES].titles["en"]
    assert titles == [("one", True), ("two", True), ("three", False)]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("call centre agent", "Call centre agent"),
        ("ärlig", "Ärlig"),
        ("iOS developer", "iOS developer"),
        ("C++", "C++"),
        ("", ""),
    ],
)
def test_title_begins_with_a_capital_unless_its_first_word_has_its_own_spelling(title, written):
    assert with_capital(title) == written
