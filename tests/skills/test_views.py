import pytest

from roles.models import Role
from skills.uses import MAX_USES
from tests.support.factories import (
    DraftFactory,
    MetricFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    SkillTitleFactory,
    SourceFactory,
    ToolCategoryFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
    cite,
)
from tests.support.markup import spoken

pytestmark = pytest.mark.django_db


@pytest.fixture
def empathy():
    """A skill of two published roles and a draft."""
    skill = SkillFactory(slug="empathy", title="Empathy", description="Understanding others")
    for title in ("Lead", "Agent"):
        role = RoleFactory(slug=title.lower(), title=title, family__hue="teal")
        RoleSkillFactory(role=role, skill=skill, context=f"For the {title}", points="One\nTwo")
    RoleSkillFactory(role=DraftFactory(title="Secret"), skill=skill, context="Secret")
    return skill


def test_skills_stand_under_their_groups_with_the_number_of_roles(visit):
    second, first = SkillGroupFactory(title="B", order=2), SkillGroupFactory(title="A", order=1)
    shared = RoleSkillFactory(skill=SkillFactory(title="Sharing", group=first)).skill
    RoleSkillFactory(skill=shared)
    RoleSkillFactory(skill=SkillFactory(title="Listening", group=first))
    RoleSkillFactory(skill=SkillFactory(title="Counting", group=second))
    RoleSkillFactory(skill=SkillFactory(title="Loose", group=None))

    page = visit("/en/skills/")

    main = page.find("main")
    assert page.texts("h2", inside=main) == ["A en", "B en", "Other skills"]
    assert page.texts("li", inside=page.find("div", "groups")) == [
        "Listening en1 role",
        "Sharing en2 roles",
        "Counting en1 role",
        "Loose en1 role",
    ]


def test_skills_are_narrowed_by_links_that_count_what_they_find(visit):
    group = SkillGroupFactory(slug="talk", title="Talk")
    RoleSkillFactory(skill=SkillFactory(title="Listening", group=group, kind="competence"))
    RoleSkillFactory(skill=SkillFactory(title="Law", group=None, kind="knowledge"))

    page = visit("/en/skills/?kind=knowledge")

    narrow = page.find("dl", "narrow")
    assert page.texts("dt", inside=narrow) == ["Group", "Kind"]
    assert page.texts("li", inside=narrow) == [
        "Talk en 0",
        "Other skills 1",
        "Knowledge 1",
        "Skill or competence 1",
    ]
    assert [link.get("href") for link in page.all("a", inside=narrow)] == [
        "/en/skills/?kind=knowledge&group=other",
        "/en/skills/",
        "/en/skills/?kind=competence",
    ]
    assert page.texts("li", inside=page.find("div", "groups")) == ["Law en1 role"]
    assert page.headers["X-Page"] == "group,kind,reuse,after,before,last,letter"


def test_what_is_not_understood_about_skills_is_ignored_with_a_note(visit):
    page = visit("/en/skills/?group=nothing&kind=none")

    assert page.text("p", "notice").endswith("kind=none, group=nothing")
    assert "X-Page" not in page.headers


@pytest.mark.parametrize(
    ("query", "is_indexed"),
    [
        ("", True),
        ("after=empathy", True),
        ("group=people", False),
        ("kind=knowledge", False),
        ("kind=competence&reuse=transversal", False),
    ],
)
def test_only_the_whole_list_of_skills_is_indexed(visit, empathy, query, is_indexed):
    page = visit(f"/pl/skills/?{query}")

    assert bool(page.all("link", rel="canonical")) is is_indexed
    assert bool(page.all("meta", name="robots", content="noindex")) is not is_indexed


def test_skill_page_shows_what_it_means_in_each_published_role(visit, empathy):
    page = visit("/fi/skills/empathy/")

    assert page.text("h1") == "Empathy fi"
    assert page.text("p", "lead") == "Understanding others fi"
    uses = page.all("li", "hit")
    assert [page.text("h3", inside=use) for use in uses] == ["Agent fi", "Lead fi"]
    assert [page.texts("p", inside=use)[0] for use in uses] == [
        "For the Agent fi",
        "For the Lead fi",
    ]
    assert [page.texts("li", inside=use) for use in uses] == [["One fi", "Two fi"]] * 2
    assert page.find("a", inside=uses[0], href="/fi/roles/agent/#skill-empathy") is not None
    assert "Secret" not in page.markup


def test_skill_page_counts_published_roles_and_leads_on_to_them(visit, empathy):
    page = visit("/en/skills/empathy/")

    assert page.texts("dd") == [empathy.group.title_en, "2"]
    assert page.find("a", href="/en/roles/?skill=empathy") is not None


def test_skill_page_names_the_skill_in_the_other_languages(visit, empathy):
    empathy.title_nb = ""
    empathy.save()

    page = visit("/en/skills/empathy/")

    aside = page.find("aside")
    links = page.all("a", inside=aside)
    assert [(link.get("lang"), link.get("href")) for link in links] == [
        ("fi", "/fi/skills/empathy/"),
        ("pl", "/pl/skills/empathy/"),
    ]
    assert page.texts("a", inside=aside) == ["Empathy fi", "Empathy pl"]


def test_skill_page_without_a_translation_shows_another_language_and_says_so(visit, empathy):
    empathy.title_pl = empathy.description_pl = ""
    empathy.source_language = "fi"
    empathy.save()

    page = visit("/pl/skills/empathy/")

    assert page.find("h1").find("span").get("lang") == "fi"
    assert page.text("h1").startswith("Empathy fi")
    assert page.find("div", lang="fi").find("p").get("class") == "lead"


def test_language_that_the_skill_is_not_written_in_is_no_alternate(visit, empathy):
    empathy.title_nb = empathy.description_pl = ""
    empathy.save()

    page = visit("/en/skills/empathy/")

    links = [link.get("hreflang") for link in page.all("link", rel="alternate", hreflang=True)]
    assert links == ["en", "fi", "x-default"]


def test_skill_page_lists_the_sources_of_the_skill_and_its_uses(visit, empathy):
    cite(empathy, SourceFactory(slug="one", title="One"))
    cite(empathy.role_skills.get(role__slug="lead"), SourceFactory(slug="two", title="Two"))

    page = visit("/en/skills/empathy/")

    assert page.texts("cite") == ["One", "Two"]
    assert page.text("p", "label") == "Sources: Source 1"
    assert page.text("sup", "cite") == "Source 2"
    assert {"#source-one", "#source-two"} <= set(page.links)


def test_page_of_a_widely_used_skill_shows_the_first_roles_and_leads_on_to_all(visit):
    skill = SkillFactory(slug="empathy")
    for number in range(MAX_USES + 1):
        requirement = "useful" if number % 2 else "essential"
        role = RoleFactory(title=f"{number:02}")
        RoleSkillFactory(skill=skill, role=role, requirement=requirement)

    page = visit("/en/skills/empathy/")

    titles = page.texts("h3", inside=page.find("ol", "hits"))
    assert (
        titles == [f"{n:02} en" for n in (*range(0, MAX_USES + 1, 2), *range(1, MAX_USES, 2))][:50]
    )
    assert str(MAX_USES + 1) in page.texts("dd")
    assert page.text("p", "muted", inside=page.find("section", aria_labelledby="uses")) == (
        "Showing the first 50 of 51 roles, in alphabetical order. "
        "Roles for which this skill is essential come first. Browse all 51 roles"
    )
    button = page.find("a", "btn", href="/en/roles/?skill=empathy")
    assert "".join(button.itertext()) == "Browse all 51 roles"


def test_page_of_a_widely_used_tool_counts_the_roles_not_what_they_use_it_for(visit):
    tool = ToolFactory(slug="jira")
    for number in range(MAX_USES):
        ToolUseFactory(role=RoleFactory(title=f"{number:02}"), tools=[tool])
    ToolUseFactory(role=RoleFactory(title="00 again"), tools=[tool])
    ToolUseFactory(role=Role.objects.get(title_en="00 en"), tools=[tool])

    page = visit("/fi/tools/jira/")

    assert page.text("p", "muted", inside=page.find("section", aria_labelledby="uses")) == (
        "Näkyvissä on aakkosjärjestyksessä 49 ensimmäistä roolia. Rooleja on yhteensä 51. "
        "Selaa kaikkia 51 roolia"
    )
    assert page.find("a", "btn", href="/fi/roles/?tool=jira") is not None


@pytest.mark.parametrize("kind", ["metrics", "tools/category"])
def test_page_of_what_roles_are_not_narrowed_by_says_how_many_there_are(visit, kind):
    metric, category = MetricFactory(slug="much"), ToolCategoryFactory(slug="much")
    for number in range(MAX_USES + 1):
        role = RoleFactory(title=f"{number:02}")
        RoleMetricFactory(metric=metric, role=role)
        ToolUseFactory(category=category, role=role)

    page = visit(f"/pl/{kind}/much/")

    uses = page.find("section", aria_labelledby="uses")
    assert page.texts("p", "muted", inside=uses) == [
        "Pokazujemy pierwsze 50 z 51 ról w kolejności alfabetycznej."
    ]
    assert page.all("a", "btn", inside=uses) == []


def test_tools_stand_in_every_category_that_roles_name_them_in(visit):
    help_desk = ToolCategoryFactory(title="Help desk", order=2, description="Tickets")
    projects = ToolCategoryFactory(title="Projects", order=1)
    jira, asana = ToolFactory(name="Jira"), ToolFactory(name="Asana")
    ToolUseFactory(category=help_desk, tools=[jira])
    ToolUseFactory(category=help_desk, tools=[jira])
    ToolUseFactory(category=projects, tools=[jira, asana])
    ToolUseFactory(category=ToolCategoryFactory(title="Secret"), role=DraftFactory(), tools=[jira])

    page = visit("/en/tools/")

    sections = page.all("section")
    assert [page.text("h2", inside=section) for section in sections] == [
        "Projects en",
        "Help desk en",
    ]
    assert [page.texts("li", inside=section) for section in sections] == [
        ["Asana1 role", "Jira1 role"],
        ["Jira2 roles"],
    ]
    assert page.text("p", inside=sections[1]) == "Tickets en"


def test_tool_category_page_shows_purposes_and_products(visit):
    category = ToolCategoryFactory(slug="crm", title="CRM", description="Customers")
    use = ToolUseFactory(category=category, purpose="Records", tools=[ToolFactory(name="Zendesk")])
    ToolUseFactory(category=category, purpose="Secret", role=DraftFactory())

    page = visit("/nb/tools/category/crm/")

    assert page.text("h1") == "CRM nb"
    assert page.text("p", "lead") == "Customers nb"
    hit = page.find("li", "hit")
    assert page.text("h3", inside=hit) == use.role.title_nb
    assert page.text("p", inside=hit) == "Records nb"
    assert page.texts("a", "chip", inside=hit) == ["Zendesk"]
    assert "Secret" not in page.markup


def test_tool_page_shows_what_roles_use_it_for(visit):
    zendesk = ToolFactory(slug="zendesk", name="Zendesk")
    category = ToolCategoryFactory(slug="crm", title="CRM")
    role = RoleFactory(slug="lead")
    ToolUseFactory(role=role, category=category, purpose="Records", tools=[zendesk])
    ToolUseFactory(purpose="Secret", role=DraftFactory(), tools=[zendesk])

    page = visit("/pl/tools/zendesk/")

    assert page.text("h1") == "Zendesk"
    assert page.texts("p", inside=page.find("li", "hit")) == ["Records pl", "CRM pl"]
    assert "/pl/roles/lead/#tools-crm" in page.links
    assert "/pl/roles/?tool=zendesk" in page.links
    assert page.find("a", "tag", href="/pl/tools/category/crm/") is not None
    assert "Secret" not in page.markup


def test_metrics_stand_as_the_reader_sorts_with_what_they_tell(visit):
    for title, abbreviation, rise in (("Zeal", "", "depends"), ("Score", "NPS", "better")):
        metric = MetricFactory(
            title=title, abbreviation=abbreviation, rise=rise, definition="Tells"
        )
        RoleMetricFactory(metric=metric)
    RoleMetricFactory(metric=MetricFactory(title="Secret"), role=DraftFactory())

    page = visit("/en/metrics/")

    assert [page.texts("td", inside=row) for row in page.all("tr")[1:]] == [
        ["Tells en", "higher is better", "percentage", "1"],
        ["Tells en", "depends on the situation", "percentage", "1"],
    ]
    assert page.texts("th", scope="row") == ["Score en (NPS)", "Zeal en"]


def test_metric_page_shows_the_roles_measured_by_it(visit):
    metric = MetricFactory(
        slug="csat", title="Satisfaction", abbreviation="CSAT", definition="How satisfied"
    )
    RoleMetricFactory(metric=metric, role=RoleFactory(slug="lead"), context="Of the team")
    RoleMetricFactory(metric=metric, role=DraftFactory(), context="Secret")

    page = visit("/en/metrics/csat/")

    assert page.text("h1") == "Satisfaction en (CSAT)"
    assert page.text("p", "lead") == "How satisfied en"
    assert page.texts("dd") == ["higher is better", "percentage", "1"]
    assert page.text("p", inside=page.find("li", "hit")) == "Of the team en"
    assert "/en/roles/lead/#metric-csat" in page.links
    assert "Secret" not in page.markup


@pytest.mark.parametrize("kind", ["skills", "tools", "tools/category", "metrics"])
def test_unknown_slug_is_not_found_in_the_readers_language(visit, kind):
    page = visit(f"/fi/{kind}/nothing/", status=404)

    assert page.text("h1") == spoken("fi", "Page not found")


@pytest.mark.parametrize(
    "address",
    [
        "skills/",
        "skills/shared/",
        "tools/",
        "tools/shared/",
        "tools/category/shared/",
        "metrics/",
        "metrics/shared/",
    ],
)
def test_pages_cost_as_many_queries_for_one_role_as_for_three(client, address, count_queries):
    words = {
        "skill": SkillFactory(slug="shared"),
        "category": ToolCategoryFactory(slug="shared"),
        "metric": MetricFactory(slug="shared"),
    }
    tool = ToolFactory(slug="shared")

    def use_words(role):
        add_items(role)
        RoleSkillFactory(role=role, skill=words["skill"], context="Context", points="Point")
        ToolUseFactory(role=role, category=words["category"], tools=[tool], purpose="Purpose")
        RoleMetricFactory(role=role, metric=words["metric"], context="Context")

    use_words(RoleFactory())
    first = count_queries(lambda: client.get(f"/en/{address}"))
    use_words(RoleFactory())
    use_words(RoleFactory())

    assert count_queries(lambda: client.get(f"/en/{address}")) == first
    assert 1 <= first <= 6


@pytest.mark.parametrize(
    "address",
    [
        "skills/empathy/",
        "tools/",
        "metrics/",
    ],
)
def test_pages_may_be_kept(visit, empathy, address):
    assert visit(f"/en/{address}").headers["X-Page"] == ""


def test_retired_skill_keeps_its_page_and_leads_on(visit, empathy):
    old = SkillFactory(slug="pity", title="Pity", is_retired=True, replaced_by=empathy)
    RoleSkillFactory(skill=old)
    page = visit("/fi/skills/pity/")

    notice = page.by_id("retired")
    assert spoken("fi", "Replaced by:") in page.text("p", "notice")
    assert [link.get("href") for link in page.all("a", inside=notice)] == ["/fi/skills/empathy/"]
    assert '<meta name="robots" content="noindex">' in page.markup
    assert "/fi/roles/?skill=pity" not in page.links
    assert "pity" not in visit("/fi/skills/").markup
    assert "robots" not in visit("/fi/skills/empathy/").markup


def test_skill_page_says_of_what_kind_it_is_and_what_else_it_is_called(visit):
    skill = SkillFactory(slug="law", title="Law", kind="knowledge", reuse="cross-sector")
    for title, shown in (("Legislation", True), ("lawz", False)):
        SkillTitleFactory(skill=skill, language="en", title=title, shown=shown)
    SkillTitleFactory(skill=skill, language="fi", title="Oikeus")
    page = visit("/en/skills/law/")

    assert page.text("p", "label") == "Also called: Legislation"
    assert page.texts("dd")[1:3] == ["Knowledge", "Cross-sector"]
