"""Translations leave as files and come back."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import etree

from audit.models import Event, Kind
from exchange.models import Upload
from history.models import Entry
from roles.models import Responsibility
from skills.models import Skill
from tests.support.editing import Desk, desk
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
)
from translating.models import TranslationWork
from translating.work import catch_up
from translations.states import State, mark, read_states, saved_as

pytestmark = pytest.mark.django_db

PAGE = "/admin/exchange/"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
WANTED = {"language": "nb", "states": ["missing", "outdated"], "file_format": "xliff"}


@pytest.fixture
def translator() -> Desk:
    return desk("Translator", "nb", "pl")


@pytest.fixture
def skill() -> Skill:
    return SkillFactory(
        slug="empathy", title_en="Empathy", title_nb=None, title_fi="Empatia", source_language="en"
    )


def exported(translator: Desk, **more) -> bytes:
    response = translator.post(f"{PAGE}export/", WANTED | more)
    assert response.streaming, response.context["export_form"].errors
    return b"".join(response.streaming_content)


def units(content: bytes) -> dict[str, tuple[str, str | None]]:
    root = etree.fromstring(content)
    return {
        unit.get("id"): tuple(
            "".join(part.itertext()) if part is not None else None
            for part in (unit.find(f".//{XLIFF}{name}") for name in ("source", "target"))
        )
        for unit in root.iter(f"{XLIFF}unit")
    }


def translated(content: bytes, **targets: str) -> bytes:
    """The file with the translation of each text whose source is given."""
    root = etree.fromstring(content)
    for segment in root.iter(f"{XLIFF}segment"):
        source = segment.find(f"{XLIFF}source").text
        if source in targets:
            target = segment.find(f"{XLIFF}target")
            if target is None:
                target = etree.SubElement(segment, f"{XLIFF}target")
            target.text = targets[source]
    return etree.tostring(root)


def uploaded(translator: Desk, content: bytes, **more):
    sent = {"file": SimpleUploadedFile("x.xlf", content), "state": "draft", **more}
    return translator.post(f"{PAGE}import/", sent, follow=True)


def confirmed(translator: Desk):
    sent = {"upload": Upload.objects.latest("pk").pk}
    return translator.post(f"{PAGE}import/confirm/", sent, follow=True)


def sentences(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def problems(response) -> dict[str, str]:
    rows = response.context["rows"]
    return {row.name: row.problems[0][1] for row in rows if row.is_refused}


def state_of(item, name: str, language: str = "nb") -> str:
    return read_states(item).of_field(item, name)[language].state


def test_missing_and_outdated_texts_of_a_language_are_exported(translator, skill):
    other = SkillFactory(title_en="Care", title_nb="Omsorg", title_fi="", source_language="en")
    reviewed = SkillFactory(title_en="Trust", title_nb="Tillit", source_language="en")
    other.title_en = "Caring"
    other.save()

    found = units(exported(translator))

    assert found == {
        f"skills.skill.{skill.pk}.title": ("Empathy", None),
        f"skills.skill.{other.pk}.title": ("Caring", "Omsorg"),
    }
    assert f"skills.skill.{reviewed.pk}.title" not in found


def test_one_role_is_exported_with_its_items_only(translator, skill):
    role = RoleFactory(title_en="Lead", title_nb="", source_language="en")
    item = ResponsibilityFactory(role=role, title_en="Leading", title_nb="", source_language="en")
    item.area.title_nb = "Ledelse"
    item.area.save()
    RoleFactory(title_en="Other", title_nb="", source_language="en")

    found = units(exported(translator, role=role.pk))

    assert {source for source, _target in found.values()} >= {"Lead", "Leading"}
    assert not {"Other", "Empathy"} & {source for source, _target in found.values()}


def test_role_brings_the_terms_on_its_page(translator, skill):
    role = RoleFactory(title_en="Lead", title_nb="", source_language="en")
    RoleSkillFactory(role=role, skill=skill)
    SkillFactory(title_en="Unused", title_nb="", source_language="en")

    def titles(**more) -> set[str]:
        found = {source for source, _target in units(exported(translator, **more)).values()}
        return found & {"Lead", "Empathy", "Unused"}

    assert titles(role=role.pk) == {"Lead", "Empathy"}
    assert titles(role=role.pk, kind="skills.skill") == {"Empathy"}


def test_what_has_come_up_since_a_day_is_exported(translator, skill):
    role = RoleFactory(title_nb="Leder", title_en="Lead", source_language="en")
    item = ResponsibilityFactory(
        role=role, title_en="Leading", title_nb="Å lede", source_language="en"
    )
    catch_up()
    item.title_en = "Leading people"
    item.save()
    catch_up()
    TranslationWork.objects.filter(model="skills.skill").update(
        changed_at=timezone.now() - timedelta(days=9)
    )
    yesterday = timezone.localdate() - timedelta(days=1)
    long_ago = timezone.localdate() - timedelta(days=30)

    def titles(since) -> set[str]:
        found = units(exported(translator, since=since.isoformat()))
        return {source for source, _target in found.values()} & {"Leading people", "Empathy"}

    assert titles(yesterday) == {"Leading people"}
    assert titles(long_ago) == {"Leading people", "Empathy"}


def test_a_kind_comes_with_its_parts_and_a_family_with_what_is_below_it(translator, skill):
    role = RoleFactory(title_en="Lead", title_nb="", source_language="en")
    ResponsibilityFactory(role=role, title_en="Leading", title_nb="", source_language="en")
    below = RoleFamilyFactory(parent=role.family)
    RoleFactory(family=below, title_en="Below", title_nb="", source_language="en")
    RoleFactory(title_en="Other", title_nb="", source_language="en")

    def titles(**more) -> set[str]:
        found = {source for source, _target in units(exported(translator, **more)).values()}
        return found & {"Lead", "Leading", "Below", "Other", "Empathy"}

    assert titles(kind="roles.role") == {"Lead", "Leading", "Below", "Other"}
    assert titles(family=role.family.pk) == {"Lead", "Leading", "Below"}


def test_texts_of_several_source_languages_are_a_zip_of_files(translator, skill):
    SkillFactory(title_en="", title_fi="Huolenpito", title_nb="", source_language="fi")

    with zipfile.ZipFile(io.BytesIO(exported(translator))) as archive:
        names = archive.namelist()

    assert names == ["rolebook-en-nb.xlf", "rolebook-fi-nb.xlf"]


def test_zip_comes_back_as_it_went_out(translator, skill):
    other = SkillFactory(title_en="", title_fi="Huolenpito", title_nb="", source_language="fi")
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(exported(translator))) as archive,
        zipfile.ZipFile(packed, "w") as changed,
    ):
        for name in archive.namelist():
            content = translated(archive.read(name), Empathy="Empati", Huolenpito="Omsorg")
            changed.writestr(f"translated/{name}", content)
            changed.writestr(f"__MACOSX/translated/._{name}", b"\0\5")

    response = uploaded(translator, packed.getvalue())

    assert response.context["numbers"] == ["2 texts will be changed."]
    assert [row.place for row in response.context["rows"]] == ["Text 1", "Text 2"]
    confirmed(translator)
    assert [Skill.objects.get(pk=item.pk).title_nb for item in (skill, other)] == [
        "Empati",
        "Omsorg",
    ]


def test_nothing_to_translate_is_said(translator):
    response = translator.post(f"{PAGE}export/", WANTED)

    assert sentences(response) == ["There is nothing to translate: no text matches your choices."]


def test_translation_is_shown_and_then_saved_in_one_change(translator, skill):
    content = translated(exported(translator), Empathy="Empati")

    response = uploaded(translator, content)

    assert response.context["numbers"] == ["1 text will be changed."]
    assert "<ins>Empati</ins>" in response.content.decode()
    skill.refresh_from_db()
    assert not skill.title_nb
    before = Entry.objects.count()

    response = confirmed(translator)

    skill.refresh_from_db()
    assert skill.title_nb == "Empati"
    assert state_of(skill, "title") == State.DRAFT
    assert sentences(response) == ["1 text was saved."]
    assert Entry.objects.count() == before + 1
    assert [*Event.objects.filter(subject="nb").order_by("pk").values_list("kind", flat=True)] == [
        Kind.TEXTS_EXPORT,
        Kind.TEXTS_IMPORT,
    ]


def test_translation_is_saved_as_reviewed_if_wished(translator, skill):
    uploaded(translator, translated(exported(translator), Empathy="Empati"), state="reviewed")
    confirmed(translator)

    skill.refresh_from_db()
    assert state_of(skill, "title") == State.REVIEWED


def test_unchanged_file_is_a_success(translator, skill):
    response = uploaded(translator, exported(translator))

    assert response.context["numbers"] == ["1 text is unchanged or has not been translated yet."]
    assert "Everything is already up to date" in response.content.decode()


def test_text_whose_source_has_changed_is_refused_by_name(translator, skill):
    content = translated(exported(translator), Empathy="Empati")
    skill.title_en = "Compassion"
    skill.save()

    response = uploaded(translator, content)

    assert problems(response) == {
        "Compassion": "The source text has changed since the file was exported. It now says: "
        "Compassion"
    }
    confirmed(translator)
    skill.refresh_from_db()
    assert not skill.title_nb


def test_text_whose_source_has_changed_is_kept_as_a_draft_if_wished(translator, skill):
    content = translated(exported(translator), Empathy="Empati")
    skill.title_en = "Compassion"
    skill.save()

    response = uploaded(translator, content, keeps_drafts="on", state="reviewed")
    assert response.context["rows"][0].notes == ["Draft", "The source text has changed"]
    confirmed(translator)

    skill.refresh_from_db()
    assert skill.title_nb == "Empati"
    assert state_of(skill, "title") == State.DRAFT


def test_reviewed_text_is_not_overwritten_unasked(translator, skill):
    content = translated(exported(translator), Empathy="Empati")
    skill.title_nb = "Innlevelse"
    skill.save()

    response = uploaded(translator, content)

    assert [*problems(response).values()] == [
        "There is already a reviewed translation. It will not be replaced unless you choose to "
        "replace it."
    ]
    uploaded(translator, content, replaces="on")
    confirmed(translator)
    skill.refresh_from_db()
    assert skill.title_nb == "Empati"


def test_newer_draft_of_somebody_else_is_not_overwritten_unasked(translator, skill):
    content = translated(exported(translator), Empathy="Empati")
    with saved_as(State.DRAFT):
        skill.title_nb = "Innlevelse"
        skill.save()

    assert [*problems(uploaded(translator, content)).values()] == [
        "Somebody has saved another translation of this text since the file was exported. It "
        "will not be replaced unless you choose to replace it."
    ]


def test_outdated_text_is_brought_up_to_date(translator, skill):
    skill.title_nb = "Empati"
    skill.save()
    skill.title_en = "Compassion"
    skill.save()
    assert state_of(skill, "title") == State.OUTDATED

    content = translated(exported(translator), Compassion="Medfølelse")
    uploaded(translator, content, state="reviewed")
    confirmed(translator)

    skill.refresh_from_db()
    assert (skill.title_nb, state_of(skill, "title")) == ("Medfølelse", State.REVIEWED)


@pytest.mark.parametrize(
    ("state", "segment", "expected"),
    [
        ("reviewed", b"final", State.REVIEWED),
        ("reviewed", b"reviewed", State.REVIEWED),
        ("reviewed", b"translated", State.OUTDATED),
        ("draft", b"final", State.OUTDATED),
    ],
)
def test_outdated_text_that_a_tool_confirms_is_still_valid(
    translator, skill, state, segment, expected
):
    skill.title_nb = "Empati"
    skill.save()
    skill.title_en = "Compassion"
    skill.save()
    content = exported(translator).replace(b'state="initial"', b'state="%s"' % segment)

    response = uploaded(translator, content, state=state)
    confirmed(translator)

    skill.refresh_from_db()
    assert (skill.title_nb, state_of(skill, "title")) == ("Empati", expected)
    is_changed = expected == State.REVIEWED
    assert [row.notes for row in response.context["rows"]] == [["Reviewed"]] * is_changed


def test_confirmed_text_whose_source_has_changed_since_stays_outdated(translator, skill):
    skill.title_nb = "Empati"
    skill.save()
    skill.title_en = "Compassion"
    skill.save()
    content = exported(translator).replace(b'state="initial"', b'state="final"')
    skill.title_en = "Pity"
    skill.save()

    uploaded(translator, content, state="reviewed", keeps_drafts="on", replaces="on")
    confirmed(translator)

    assert state_of(skill, "title") == State.OUTDATED


def test_rule_of_the_form_holds_for_each_text(translator):
    role = RoleFactory(title_nb="Leder", source_language="en")
    item = ResponsibilityFactory(
        role=role, title_en="Leading", title_nb="", tasks_en="One\nTwo", tasks_nb="",
        source_language="en",
    )  # fmt: skip
    targets = {"Leading": "Å lede", "One\nTwo": "Bare én"}

    response = uploaded(translator, translated(exported(translator, role=role.pk), **targets))

    (refused, changed) = response.context["rows"]
    assert refused.problems == [
        (
            "Tasks",
            "Enter the same number of lines in every language. This language has 1, but "
            "another has 2.",
        )
    ]
    assert changed.changes[0].new == "Å lede"
    confirmed(translator)
    stored = Responsibility.objects.get(pk=item.pk)
    assert (stored.title_nb, stored.tasks_nb or "") == ("Å lede", "")


def test_workbook_goes_out_and_comes_back(translator, skill):
    content = exported(translator, file_format="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    headings = [cell.value for cell in book.active[1]]
    assert headings[5] == "translation_nb"
    book.active["F2"] = "Empati"
    changed = io.BytesIO()
    book.save(changed)

    assert uploaded(translator, content).context["numbers"] == [
        "1 text is unchanged or has not been translated yet."
    ]
    response = uploaded(translator, changed.getvalue())
    assert response.context["rows"][0].place == "Row 2"
    confirmed(translator)
    skill.refresh_from_db()
    assert skill.title_nb == "Empati"


def test_ids_that_are_there_twice_are_refused(translator, skill):
    content = translated(exported(translator), Empathy="Empati").decode()
    start = content.index("<unit") if "<unit" in content else content.index("<ns0:unit")
    end = content.index("unit>", start) + len("unit>")
    doubled = content[:end] + content[start:end] + content[end:]

    response = uploaded(translator, doubled.encode())

    assert response.context["numbers"] == [
        "1 text will be changed.",
        "1 text cannot be imported and will be left out.",
    ]
    assert problems(response)["Empathy"] == "The same id appears twice in the file: Text 1"


@pytest.mark.parametrize("unit", ["skills.skill.999.title", "x", "auth.group.1.name", "a.b.9.c"])
def test_text_that_is_not_there_is_refused(translator, unit):
    content = (
        f'<xliff xmlns="{XLIFF[1:-1]}" version="2.0" srcLang="en" trgLang="nb"><file id="f">'
        f'<unit id="{unit}"><segment><source>a</source><target>b</target></segment></unit>'
        "</file></xliff>"
    )

    assert [*problems(uploaded(translator, content.encode())).values()] == [
        "This text was not found among those to be translated into this language. It may have "
        "been deleted."
    ]


def test_translator_has_their_languages_only_and_others_none(translator, skill):
    Skill.objects.update(title_pl="")
    response = translator.post(f"{PAGE}export/", WANTED | {"language": "fi"})
    assert "language" in response.context["export_form"].errors
    content = exported(desk("Editor"), language="pl").replace(b'trgLang="pl"', b'trgLang="fi"')

    response = uploaded(translator, content)

    assert response.context["import_form"].errors["file"] == [
        "You do not have permission to change texts in this language: Suomi"
    ]
    reader = desk("Translator")
    for page in ("", "import/", "export/", "import/confirm/"):
        assert reader.post(f"{PAGE}{page}", {}).status_code == 403
    assert not Upload.objects.exists()


def test_what_was_changed_since_the_preview_is_shown_again(translator, skill):
    uploaded(translator, translated(exported(translator), Empathy="Empati"))
    skill.title_en = "Compassion"
    skill.save()

    response = confirmed(translator)

    assert "the content has changed since you looked" in sentences(response)[0]
    assert [*problems(response)] == ["Compassion"]
    skill.refresh_from_db()
    assert not skill.title_nb


def test_damaged_file_is_refused_with_a_sentence(translator):
    response = uploaded(translator, b"<xliff")

    assert response.context["import_form"].errors["file"] == [
        "The file is not an XLIFF 2 file, or it is damaged."
    ]
    assert not Upload.objects.exists()


def test_link_fills_in_which_texts_are_meant(translator):
    query = "language=pl&kind=skills.skill&state=drafts&since=2026-01-31"
    page = translator.get(f"{PAGE}?{query}")

    form = page.context["export_form"]
    assert form["since"].value() == "2026-01-31"
    assert (form["language"].value(), form["kind"].value()) == ("pl", "skills.skill")
    assert form["states"].value() == ["draft"]
    assert (
        "/admin/exchange/?kind=skills.skill"
        in translator.get("/admin/skills/skill/").content.decode()
    )


def test_reviewed_mark_of_a_draft_keeps_it_from_the_export(translator, skill):
    skill.title_nb = "Empati"
    skill.save()
    mark(skill, "title", "nb", State.DRAFT, None)

    assert units(exported(translator, states=["draft"])) == {
        f"skills.skill.{skill.pk}.title": ("Empathy", "Empati")
    }
