"""The three documents."""

from datetime import date

import pytest

from descriptions.choices import Pick
from descriptions.outlines import NOTE_LINES, outline
from documents.outline import Bullets, Facts, Heading, Line, Notes, Paragraph

pytestmark = pytest.mark.usefixtures("lead")
DAY = date(2026, 11, 30)


def plain(draft) -> list[str]:
    """A line for each text of the blocks, with a sign for what it is."""
    lines = []
    for block in outline(draft, [], DAY).blocks:
        match block:
            case Heading(line, level):
                lines.append(f"{'#' * level} {line.text}")
            case Paragraph(texts):
                lines.append(" ".join(text.text for text in texts))
            case Bullets(items, boxes):
                sign = "☐" if boxes else "-"
                lines += [f"{sign} {item.line.text}" for item in items]
            case Facts(rows):
                lines += [f"{label.text}: {value.text}" for label, value in rows]
            case Notes(number):
                lines.append("_" * number)
    return lines


def test_description_has_the_facts_then_the_parts_in_order(draft_of):
    draft = draft_of(
        {
            "own.en.employer": "Example Ltd",
            "own.en.pay": "3,000",
            "own.en.apply": "Write to us",
            "own.en.offer": "Lunch\nBus",
        }
    )

    document = outline(draft, [Line("End", "en")], DAY)

    assert (document.title, document.subtitle) == (
        Line("Lead en", "en"),
        Line("Job description", "en"),
    )
    assert (document.footer, document.date) == ((Line("End", "en"),), DAY)
    assert plain(draft) == [
        "Employer: Example Ltd",
        "Pay: 3,000",
        "# About the job",
        "Leads en",
        "# Responsibilities",
        "- Coach en",
        "- Plan en",
        "# Must-have skills",
        "- Empathy en",
        "# Nice-to-have skills",
        "- SQL en",
        "# Experience required",
        "Two years en",
        "# Tools",
        "- CRM en: HubSpot, Zoho",
        "# Metrics",
        "- CSAT en",
        "# Career growth",
        "Up en",
        "# What we offer",
        "- Lunch",
        "- Bus",
        "# How to apply",
        "Write to us",
    ]


def test_parts_stand_in_the_chosen_order_and_others_are_left_out(draft_of):
    draft = draft_of({"own.en.offer": "Lunch"}, parts=("offer", "skills", "about"))

    assert plain(draft) == [
        "# What we offer",
        "Lunch",
        "# Must-have skills",
        "- Empathy en",
        "# Nice-to-have skills",
        "- SQL en",
        "# About the job",
        "Leads en",
    ]


def test_interview_guide_asks_the_same_of_each_responsibility_and_each_skill(draft_of):
    plan = draft_of().material.lists["duties"][1].key
    draft = draft_of({"own.en.must": "Swedish"}, kind="interview", lists={"duties": (Pick(plan),)})

    about_work, about_skill = (line for line in dict.fromkeys(plain(draft)) if "Tell us" in line)
    room = "_" * NOTE_LINES
    assert plain(draft) == [
        "# Responsibilities",
        *("## Plan en", about_work, room),
        "# Skills",
        *("## Empathy en", "With customers en", about_skill, room),
        *("## SQL en", about_skill, room),
        *("## Swedish", about_skill, room),
    ]


def test_interview_guide_has_own_wordings_in_place_of_meanings(draft_of):
    empathy = draft_of().material.lists["skills"][0].key
    draft = draft_of({f"say.en.{empathy}": "Warmth\nOn the phone"}, kind="interview")

    assert plain(draft)[plain(draft).index("## Warmth") + 1] == "On the phone"


def test_checklist_has_boxes_for_what_is_chosen(draft_of):
    draft = draft_of({"own.en.practices": "Say hello"}, kind="onboarding")

    assert outline(draft, [], DAY).subtitle == Line("Onboarding checklist", "en")
    assert plain(draft) == [
        "# Responsibilities",
        "☐ Coach en",
        "☐ Plan en",
        "# Tools",
        "☐ CRM en: HubSpot, Zoho",
        "# Metrics",
        "☐ CSAT en",
        "# Best practices",
        "☐ Listen first en",
        "☐ Say hello",
    ]


def test_document_in_two_languages_has_both_everywhere(draft_of):
    draft = draft_of(languages="fi pl")

    document = outline(draft, [], DAY)
    headings = [block.line for block in document.blocks if isinstance(block, Heading)]

    assert document.title == Line("Lead fi", "fi", Line("Lead pl", "pl"))
    assert headings[1] == Line("Vastuut", "fi", Line("Obowiązki", "pl"))
    assert all(heading.also for heading in headings)
