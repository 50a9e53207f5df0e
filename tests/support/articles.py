"""What stands in the five articles that the reference content is derived from.

Counted by reading them, so that nothing is lost on the way into Rolebook. Tools, metrics and
positions are named as the content names them.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Article:
    """The items of each kind in an article, and the names and figures that stand in it."""

    role: str
    texts: str
    responsibilities: int
    skills: int
    metrics: str
    tool_groups: dict[str, str] = field(default_factory=dict)
    best_practices: int = 0
    questions: int = 0
    # Each rung from the lowest: the stage that the article names, if any, and the positions.
    ladder: list[tuple[str, str]] = field(default_factory=list)
    # Sideways moves and ways to grow, each with the positions it names.
    other_moves: dict[str, str] = field(default_factory=dict)
    # Place, lowest and highest, in the article's order.
    pay: list[tuple[str, int, int]] = field(default_factory=list)
    # The lines that the article lists under each item of a kind.
    lines: dict[str, int] = field(default_factory=dict)
    # What the answer to a question enumerates, in words of the English text.
    answers: dict[str, str] = field(default_factory=dict)


ARTICLES = {
    "fi-customer-support-team-lead": Article(
        role="customer-support-team-lead",
        texts="summary introduction conclusion",
        responsibilities=6,
        skills=6,
        metrics="service-level-agreements customer-satisfaction",
        tool_groups={
            "crm": "salesforce zendesk hubspot",
            "help-desk": "freshdesk zoho-desk servicenow",
            "communication": "intercom livechat front outlook",
            "analytics": "google-analytics tableau",
            "knowledge-management": "guru confluence",
            "feedback-and-surveys": "surveymonkey qualtrics",
        },
        best_practices=6,
        ladder=[
            ("entry", "customer-support-representative"),
            ("mid", "senior-support-representative team-leader"),
            ("management", "customer-support-team-lead"),
            ("senior-management", "director-of-customer-support vp-of-customer-experience"),
        ],
        lines={"responsibilities": 3, "role_skills": 3, "best_practices": 2},
    ),
    "pl-customer-support-team-lead": Article(
        role="customer-support-team-lead",
        texts="summary introduction conclusion",
        responsibilities=7,
        skills=7,
        metrics="response-time resolution-time customer-satisfaction tickets-handled",
        tool_groups={
            "crm": "zendesk salesforce hubspot",
            "help-desk": "freshdesk jitbit-helpdesk zoho-desk",
            "communication": "slack microsoft-teams zoom",
            "knowledge-management": "guru confluence notion",
            "analytics": "google-analytics tableau power-bi",
            "project-management": "trello asana jira",
        },
        best_practices=8,
        questions=3,
        ladder=[
            ("", "senior-customer-support-team-lead"),
            ("", "customer-support-manager customer-support-operations-manager"),
            ("", "head-of-customer-support"),
            (
                "",
                "director-of-customer-support vp-of-customer-support "
                "director-of-customer-experience",
            ),
            ("", "chief-customer-officer"),
        ],
        other_moves={
            "sideways": "product-management sales customer-success "
            "quality-assurance training-and-development account-management"
        },
        answers={
            "main-duties": "supervises, service-level agreements, escalated, training, strategies",
            "essential-skills": "leadership, communication, problem-solving, decision-making, "
            "relationship management, data analysis, conflict, team management, adaptability, "
            "empathy, customer-centred",
            "growth-opportunities": "support manager, operations manager, director of customer "
            "experience, quality assurance, training and development, account management, sales",
        },
    ),
    "nb-customer-support-operations-manager": Article(
        role="customer-support-operations-manager",
        texts="summary introduction conclusion",
        responsibilities=7,
        skills=7,
        metrics="customer-satisfaction first-response-time resolution-time ticket-backlog",
        tool_groups={
            "crm": "salesforce zendesk hubspot",
            "help-desk": "freshdesk jira servicenow",
            "knowledge-management": "guru confluence sharepoint",
            "analytics": "google-analytics tableau looker",
            "communication": "slack microsoft-teams zoom",
            "automation": "intercom automate-io",
            "feedback-and-surveys": "surveymonkey qualtrics",
        },
        best_practices=7,
        ladder=[
            ("entry", "customer-support-representative customer-service-representative"),
            ("mid", "customer-support-team-lead customer-success-specialist"),
            ("senior", "senior-customer-support-manager director-of-customer-support"),
            ("executive", "vp-of-customer-success chief-customer-officer"),
        ],
        other_moves={"growth": ""},
    ),
    "fi-customer-service-administrator": Article(
        role="customer-service-administrator",
        texts="summary introduction conclusion growth",
        responsibilities=8,
        skills=8,
        metrics="customer-satisfaction response-time resolution-rate",
        tool_groups={
            "crm": "salesforce zendesk hubspot",
            "communication": "outlook gmail skype zoom intercom livechat",
            "order-management": "orderhive tradegecko",
            "analytics": "microsoft-excel tableau google-analytics",
            "knowledge-management": "guru confluence freshdesk",
            "help-desk": "freshservice servicenow jira-service-management",
            "training": "trainual lessonly linkedin-learning",
        },
        best_practices=8,
        ladder=[
            ("entry", "customer-service-representative"),
            ("mid", "senior-customer-service-administrator"),
            ("management", "customer-service-manager customer-support-manager"),
            ("senior-management", "director-of-customer-service vp-of-customer-experience"),
        ],
        other_moves={"growth": ""},
    ),
    "fi-customer-service-manager": Article(
        role="customer-service-manager",
        texts="summary introduction experience pay_note",
        responsibilities=4,
        skills=3,
        metrics="net-promoter-score customer-satisfaction first-response-time resolution-time "
        "resolution-rate employee-satisfaction",
        questions=3,
        pay=[
            ("San Francisco", 30_000, 70_000),
            ("San Francisco", 60_000, 160_000),
            ("New York", 20_000, 90_000),
            ("New York", 50_000, 140_000),
            ("Austin", 20_000, 75_000),
            ("Austin", 45_000, 130_000),
        ],
        answers={
            "what-the-role-is": "enquiries, complaints, timely, strategies",
            "main-duties": "manages a team, satisfaction targets, trains, feedback, "
            "other departments, protocols",
            "common-challenges": "demand, diverse, difficult, business goals",
        },
    ),
}

# Products by the names that they are written with.
PRODUCTS = {
    "asana": "Asana",
    "automate-io": "Automate.io",
    "confluence": "Confluence",
    "freshdesk": "Freshdesk",
    "freshservice": "Freshservice",
    "front": "Front",
    "gmail": "Gmail",
    "google-analytics": "Google Analytics",
    "guru": "Guru",
    "hubspot": "HubSpot",
    "intercom": "Intercom",
    "jira": "Jira",
    "jira-service-management": "Jira Service Management",
    "jitbit-helpdesk": "Jitbit Helpdesk",
    "lessonly": "Lessonly",
    "linkedin-learning": "LinkedIn Learning",
    "livechat": "LiveChat",
    "looker": "Looker",
    "microsoft-excel": "Microsoft Excel",
    "microsoft-teams": "Microsoft Teams",
    "notion": "Notion",
    "orderhive": "Orderhive",
    "outlook": "Outlook",
    "power-bi": "Power BI",
    "qualtrics": "Qualtrics",
    "salesforce": "Salesforce",
    "servicenow": "ServiceNow",
    "sharepoint": "SharePoint",
    "skype": "Skype",
    "slack": "Slack",
    "surveymonkey": "SurveyMonkey",
    "tableau": "Tableau",
    "tradegecko": "TradeGecko",
    "trainual": "Trainual",
    "trello": "Trello",
    "zendesk": "Zendesk",
    "zoho-desk": "Zoho Desk",
    "zoom": "Zoom",
}

# What each role is called. An article may have other names for it, which are alternative titles.
TITLES = {
    "customer-support-team-lead": [
        "Customer support team lead",
        "Asiakastuen tiiminvetäjä",
        "Teamleder for kundestøtte",
        "Lider / liderka zespołu wsparcia klienta",
    ],
    "customer-support-operations-manager": [
        "Customer support operations manager",
        "Asiakastuen operatiivinen päällikkö",
        "Driftsleder for kundestøtte",
        "Kierownik operacyjny / kierowniczka operacyjna ds. wsparcia klienta",
    ],
    "customer-service-administrator": [
        "Customer service administrator",
        "Asiakaspalvelukoordinaattori",
        "Kundeservicekoordinator",
        "Koordynator / koordynatorka obsługi klienta",
    ],
    "customer-service-manager": [
        "Customer service manager",
        "Asiakaspalvelupäällikkö",
        "Kundeservicesjef",
        "Kierownik / kierowniczka obsługi klienta",
    ],
}
