"""Every type of page there is, in each state that looks different."""

LEAD = "customer-support-team-lead"
ROLE = f"roles/{LEAD}/"
COMPARED = "role=customer-support-team-lead&role=customer-support-operations-manager"

# By name; the address without its language.
PAGES = {
    "home": "",
    "roles": "roles/",
    "roles in a table": "roles/?view=table",
    "roles narrowed": "roles/?skill=communication&tool=zendesk",
    "roles none": "roles/?stage=entry&tool=jira",
    "roles ignored": "roles/?stage=nonsense",
    "search": "search/",
    "search found": "search/?q=team+lead&stage=lead",
    "search nothing": "search/?q=qwzxv",
    "search refused": "search/?q=%00",
    "role": ROLE,
    "role with pay": "roles/customer-service-manager/",
    "role untranslated": "roles/unfinished/",
    "role twice": f"{ROLE}?with=",
    "role twice untranslated": "roles/unfinished/?with=",
    "descriptions": "descriptions/?q=customer",
    "description": f"{ROLE}description/",
    "description twice untranslated": "roles/unfinished/description/?with=",
    "description of two": f"compare/description/?{COMPARED}&kind=interview",
    "skills": "skills/",
    "skill": "skills/communication/",
    "tools": "tools/",
    "tool": "tools/zendesk/",
    "tool category": "tools/category/crm/",
    "metrics": "metrics/",
    "metric": "metrics/customer-satisfaction/",
    "careers": "careers/",
    "position": "careers/customer-support-team-lead/",
    "sources": "sources/",
    "about": "about/",
    "coverage": "coverage/",
    "find": "find/?q=asiakas",
    "find fits": "find/?skill=communication&tool=zendesk&role=customer-service-manager",
    "move": "move/?from=customer-service-manager&to=customer-support-team-lead",
    "move unfinished": "move/?from=customer-service-manager&to_q=asiakas",
    "move to a draft": "move/?to=nobody",
    "compare two": f"compare/?{COMPARED}",
    "compare four": f"compare/?{COMPARED}&role=customer-service-manager&role=unfinished",
    "compare one": "compare/?role=customer-support-team-lead&q=customer",
    "compare missing": "compare/?role=nobody",
    "api": "api/",
    "descriptions to begin": "descriptions/",
    "download to come": "download/",
    "missing": "roles/nobody/",
}


def address(name: str, language: str) -> str:
    """The address of a page in a language; beside it stands Polish, beside Polish Finnish."""
    path = PAGES[name]
    if path.endswith("with="):
        path += "fi" if language == "pl" else "pl"
    return f"/{language}/{path}"
