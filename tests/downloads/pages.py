"""The pages that have files, and their links."""

from tests.support.markup import Page

LEAD, MANAGER = "customer-support-team-lead", "customer-service-manager"
# The pages that have files, on the content that ships.
PAGES = [
    "roles/",
    "roles/?stage=lead",
    f"roles/{LEAD}/",
    "skills/",
    "tools/",
    "metrics/",
    f"compare/?role={LEAD}&role={MANAGER}",
    f"compare/?role={LEAD}&role={MANAGER}&show=shared",
    f"find/?role={MANAGER}",
    "find/?skill=communication",
    f"move/?from={LEAD}&to={MANAGER}",
    f"move/?from={LEAD}&to={MANAGER}&skill=communication&tool=zendesk",
]


def links(page: Page) -> list[str]:
    return [link.get("href") for link in page.all("a") if link.get("download") is not None]
