"""The family of a browser: enough to tell one's own sessions from others, and no more."""

from django.http import HttpRequest

# Names in what browsers send, the more special one first: all say that they are a Mozilla.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrom": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iPadOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def browser_of(request: HttpRequest) -> str:
    """The family of a browser and of its system, e.g. "Firefox, Linux"; "" if it is another."""
    agent = request.headers.get("User-Agent", "")
    names = (
        next((name for sign, name in known.items() if sign in agent), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, names))
