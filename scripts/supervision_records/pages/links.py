"""Where every page is, and how one page links to another. The only place that knows the site's addresses.

A page is named by its Markdown file's path under ``docs/``, and is built into a file of the same place and name
(``use_directory_urls: false``). A relative link in ready HTML is then right for every builder, whether it leaves such
links alone, as MkDocs does, or takes them for paths of files; and the site works from any address, or from a folder.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache

from supervision_records.encode import quoted

HOME = "index.md"
PROTOCOLS = "protocols/index.md"
OVERVIEW = "compliance/index.md"
OVERDUE = "compliance/overdue.md"
BREACHES = "compliance/breaches.md"
DUE = "compliance/due.md"
RULES = "compliance/rules.md"
HOW_TO_READ = "compliance/how-to-read.md"
EVIDENCE = "compliance/evidence.md"
EVIDENCE_FILE = "compliance/evidence.json"
VERIFY = "run/verify.md"
SAMPLE = "sample.md"
SUBMIT = "submit/index.md"
BROWSER = "submit/browser.md"
CHANGES = "submit/changes.md"
TEMPLATES = "templates/index.md"
FILL_IN = "fill-in/index.md"
KNOWN_FILE = "fill-in/known.json"
FORMATS = "reference/records.md"
RULE_FORMS = "reference/rules.md"
TRACEABILITY = "reference/traceability.md"
GLOSSARY = "glossary.md"
AMENDMENTS = "protocols/amendments.md"
APPLIES = "compliance/applies.md"
ASSURANCE = "compliance/assurance.md"
ABSENT = "compliance/absent.md"
DRIFT = "compliance/drift.md"
CALENDARS = "compliance/calendars.md"
ESCALATIONS = "compliance/escalations.md"
PEOPLE = "compliance/people.md"
CASES = "compliance/cases.md"
WHO_MAY_READ = "reference/who-may-read.md"
SEALING = "run/sealing.md"
RETENTION = "run/retention.md"
TRENDS = "compliance/trends.md"
TOPICS = "protocols/topics.md"
MEANINGS = "reference/rule-meanings/index.md"
FRONT_MATTER = "reference/rules/front-matter.md"

#: Lines of a long table on one page: more of them take longer than a second to open on a slow laptop.
PAGE_ROWS = 100


def protocol_page(protocol: str) -> str:
    """The page that staff read."""
    return f"protocols/{protocol}.md"


def protocol_findings(protocol: str) -> str:
    """How far one protocol is kept."""
    return f"compliance/protocols/{protocol}.md"


def team_page(team: str) -> str:
    """How one team is doing."""
    return f"compliance/teams/{team}.md"


def team_findings(team: str) -> str:
    """Every finding of one team."""
    return f"compliance/teams/{team}/findings.md"


def team_people(team: str) -> str:
    """How each person of one team was supervised, month by month."""
    return f"compliance/teams/{team}/people.md"


def team_sessions(team: str) -> str:
    """The log of one team's sessions."""
    return f"compliance/teams/{team}/sessions.md"


def person_page(person: str) -> str:
    """One member of staff: what comes next, contracts, sessions, actions, findings."""
    return f"compliance/person/{person}.md"


def case_page(case: str) -> str:
    """One case: who answers for it, when it was discussed, actions, findings."""
    return f"compliance/case/{case}.md"


def team_calendar(team: str) -> str:
    """The calendar of one team: a file, no page."""
    return f"compliance/calendars/team-{team}.ics"


def supervisor_calendar(person: str) -> str:
    """The calendar of one supervisor: a file, no page."""
    return f"compliance/calendars/supervisor-{person}.ics"


def evidence_page(kind: str) -> str:
    """What the history says of every record of one kind."""
    return f"compliance/evidence/{kind}.md"


def rule_page(rule: str) -> str:
    """Every finding of one rule."""
    return f"compliance/rules/{rule.lower()}.md"


def meanings_page(protocol: str) -> str:
    """What each rule of one protocol means."""
    return f"reference/rule-meanings/{protocol}.md"


def record_format(kind: str) -> str:
    """What a record of one kind holds."""
    return f"reference/records/{kind}.md"


def rule_form(form: str) -> str:
    """What a rule of one form may say."""
    return f"reference/rules/{form}.md"


def template(protocol: str, form: str) -> str:
    """One form of a protocol, to be printed."""
    return f"templates/{protocol}/{form}.md"


def fill_in(kind: str, protocol: str = "") -> str:
    """The form to fill in a record of a kind on (for a session: of a protocol)."""
    return f"fill-in/{kind}-{protocol}.md" if protocol else f"fill-in/{kind}.md"


def numbered(page: str, number: int) -> str:
    """A long page's later parts: compliance/overdue.md, compliance/overdue/page-2.md and so on."""
    return page if number == 1 else f"{page.removesuffix('.md')}/page-{number}.md"


def address(page: str) -> str:
    """The file that a page is built into."""
    return f"{page.removesuffix('.md')}.html"


def href(source: str, target: str, anchor: str = "") -> str:
    """The relative address that leads from one page to another, or to a place on it."""
    suffix = f"#{anchor}" if anchor else ""
    if source == target and anchor:
        return suffix
    return beside(source, address(target)) + suffix


def beside(source: str, path: str) -> str:
    """The relative address that leads from a page to a file that is no page."""
    return _way(source.rpartition("/")[0] or ".", path)


@lru_cache(maxsize=65536)
def _way(folder: str, path: str) -> str:
    """The relative address; every line of a long list asks for some, and they are few."""
    return posixpath.relpath(path, folder)


#: Part of a forge's host name to the path under which it shows a file of the latest revision.
FORGE_PATHS: Mapping[str, str] = {
    "gitlab": "-/blob/HEAD",
    "gitea": "src/branch/main",
    "forgejo": "src/branch/main",
    "codeberg": "src/branch/main",
}


def file_address(repo_url: str, path: str) -> str:
    """Where the forge shows a file of the repository; nothing where no forge is configured."""
    if not repo_url:
        return ""
    host = repo_url.partition("://")[2].partition("/")[0]
    middle = next((place for name, place in FORGE_PATHS.items() if name in host), "blob/HEAD")
    return f"{repo_url.rstrip('/')}/{middle}/{quoted(path)}"


#: Part of a forge's host name to the address that opens a new file there with a name and a text. GitLab is not among
#: them: its page for a new file leaves the text out.
NEW_FILE: Mapping[str, str] = {
    "github": "new/main?filename={path}&value={text}",
    "gitea": "_new/main/?filename={path}&value={text}",
    "forgejo": "_new/main/?filename={path}&value={text}",
    "codeberg": "_new/main/?filename={path}&value={text}",
}


def new_file(repo_url: str) -> str:
    """Where the forge opens a new file, with ``{path}`` and ``{text}`` to be filled in; nothing where it cannot."""
    scheme, _, rest = repo_url.partition("://")
    host = rest.partition("/")[0]
    ending = next((place for name, place in NEW_FILE.items() if name in host), "")
    return f"{repo_url.rstrip('/')}/{ending}" if scheme in ("http", "https") and ending else ""
