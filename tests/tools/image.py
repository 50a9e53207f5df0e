"""`make image-check`: whether the image can be built and runs hardened, with the services of
compose.yaml; and without a container engine, what of it can be tried without one.

Exits with 1 if something is not as it should be, and with 2 if something could not be checked.
"""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from tests.tools import front
from tests.tools.front import HOST, NameServer, fronting, seconds_until, status
from tests.tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
USER = 10001  # as in the Dockerfile
HARDENED = ("--read-only", "--tmpfs=/tmp", "--cap-drop=ALL", "--security-opt=no-new-privileges")
NOTHING = ("--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")  # to be allowed
ENGINES = ("docker", "podman")
START_SECONDS, STOP_SECONDS, FOUND_WITHIN = 180, 40, 3
# Requests that come near to what a front takes, and whose letters grow in the redirect.
LONG = [f"/{alias}/?q=".encode() + "ä".encode() * 4000 for alias in ("no", "nn")]
TOO_LONG = b"/fi/search/?q=" + b"a" * 9000


class Unchecked(Exception):
    """Something cannot be checked here."""


class Wrong(Exception):
    """Something is not as it should be."""


@dataclass(frozen=True)
class ImageCheck:
    """What came of a check."""

    name: str
    word: str  # ok, WRONG, or NOT CHECKED
    detail: str = ""


def run(name: str, check: Callable[[], object]) -> ImageCheck:
    try:
        check()
    except Unchecked as reason:
        return ImageCheck(name, "NOT CHECKED", str(reason))
    except (Wrong, OSError, ValueError, RuntimeError, subprocess.SubprocessError) as error:
        return ImageCheck(name, "WRONG", str(error))
    return ImageCheck(name, "ok")


# --- What needs no engine --------------------------------------------------------------------


def copied() -> list[str]:
    """What the Dockerfile copies from here, `.` left out."""
    lines = re.findall(r"^COPY (?!--from)(.*)$", (ROOT / "Dockerfile").read_text(), re.M)
    return [name for line in lines for name in line.split()[:-1] if name != "."]


def in_context() -> list[str]:
    """What .dockerignore lets into the image."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def check_sources() -> None:
    """What is copied is there and let in, and no package of the site is left out."""
    let_in = set(in_context())
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}
    problems = {
        "Not there": [name for name in let_in | set(copied()) if not (ROOT / name).exists()],
        "Copied, but kept out by .dockerignore": [name for name in copied() if name not in let_in],
        "A package that .dockerignore keeps out": packages - let_in,
    }
    found = [f"{what}: {', '.join(sorted(names))}" for what, names in problems.items() if names]
    if found:
        raise Wrong("; ".join(found))


def copy_context(folder: Path) -> None:
    """Copies what goes into the image, as COPY does."""
    for name in in_context():
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy2(source, target)


@contextmanager
def plain_folders() -> Iterator[tuple[Path, Path]]:
    """The program's folder as the image has it, and one for data that belongs to its user."""
    with TemporaryDirectory(prefix="rolebook-image-") as name:
        folder = Path(name)
        app, data = folder / "app", folder / "data"
        copy_context(app)
        (app / ".venv").symlink_to(Path(sys.prefix).resolve())
        commands = (
            ["pybabel", "--quiet", "compile", "--domain=django", "--directory=locale"],
            ["python", "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
        )
        for command in commands:
            subprocess.run(command, cwd=app, env=variables(app, data), check=True)
        data.mkdir(exist_ok=True)
        folder.chmod(0o755)
        subprocess.run(["chown", "--recursive", f"{USER}", data if may_run_python() else app])
        yield app, data


def may_run_python() -> bool:
    """Whether another user can; Python may be where nobody else may look."""
    command = ["test", "-x", Path(sys.executable).resolve()]
    return not subprocess.run(command, user=USER, extra_groups=[]).returncode


def as_somebody_else() -> list[str]:
    """Begins a command that may not write where the program is: as the image's user or, where that
    cannot be, as one without capabilities, to whom the program's folder does not belong."""
    if may_run_python():
        return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *NOTHING]
    return ["setpriv", *NOTHING]


def variables(app: Path, data: Path, **more: str) -> dict[str, str]:
    """The environment of the image, and nothing of the shell's."""
    return {
        "PATH": f"{Path(sys.prefix) / 'bin'}:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "VAR_DIR": str(data),
        "STATIC_ROOT": str(app / "var" / "static"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "TMPDIR": str(data),
    } | more


def check_plain_start() -> None:
    """The commands of the image run as another user, who may not write where the program is."""
    if os.geteuid() != 0:
        raise Unchecked("only root can start it as somebody else")
    with plain_folders() as (app, data):
        before = listing(app)
        port = free_port()
        environment = variables(app, data, HOST=HOST, PORT=str(port))
        with open(app.parent / "log", "wb") as log:
            site = subprocess.Popen(
                [*as_somebody_else(), "deploy/start"],
                cwd=app, env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            _wait_for_health(app, environment, site)
            if listing(app) != before:
                raise Wrong("something was written where the program is")
            site.send_signal(signal.SIGTERM)
            site.wait(STOP_SECONDS)
        except (Wrong, subprocess.TimeoutExpired) as error:
            raise Wrong(f"{error}\n{(app.parent / 'log').read_text()[-2000:]}") from error
        finally:
            if site.poll() is None:
                os.killpg(site.pid, signal.SIGKILL)


def listing(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


def _wait_for_health(app: Path, env: dict[str, str], site: subprocess.Popen[bytes]) -> None:
    def is_ready() -> bool:
        if site.poll() is not None:
            raise Wrong("it has ended instead of serving")
        command = ["python", "deploy/health.py"]
        return not subprocess.run(command, cwd=app, env=env, stderr=subprocess.DEVNULL).returncode

    if seconds_until(is_ready, START_SECONDS) >= START_SECONDS:
        raise Wrong("it did not become ready")


# --- The fronts, with nginx ------------------------------------------------------------------


class Growing(BaseHTTPRequestHandler):
    """Redirects as the site does: it repeats the query, whose letters grow threefold."""

    def do_GET(self) -> None:
        raw = self.path.encode("latin-1")
        grown = b"".join(b"%%%02X" % byte if byte > 127 else bytes([byte]) for byte in raw)
        self.send_response(302 if b"?" in raw else 200)
        self.send_header("Location", grown.decode())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def web(address: str, port: int = 0) -> Iterator[int]:
    """A site in the place of the real one, at an address of loopback: yields its port."""
    server = ThreadingHTTPServer((address, port), Growing)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def folder_for_nginx() -> Iterator[Path]:
    if front.nginx_path() is None:
        raise Unchecked("nginx is not installed")
    with TemporaryDirectory(prefix="rolebook-front-") as name:
        Path(name).chmod(0o777)  # nginx may work as another user
        yield Path(name)


def check_replaced_web() -> None:
    """The front of the containers finds a web container that has come in another's place."""
    with folder_for_nginx() as folder:
        port, names = free_port(), NameServer("127.0.0.2")
        with web("127.0.0.2") as web_port:
            configuration = front.container_front(folder, port, names.port, web_port)
            server = fronting(folder, configuration, port)
            server.__enter__()
            if status(port, b"/") != 200:
                raise Wrong("the front does not reach the site")
        with web("127.0.0.3", web_port):
            names.address = "127.0.0.3"
            seconds = seconds_until(lambda: status(port, b"/") == 200, FOUND_WITHIN)
            server.__exit__(None, None, None)
    if seconds >= FOUND_WITHIN:
        raise Wrong(f"not found within {FOUND_WITHIN} s")


def check_long_requests(is_container: bool) -> None:
    """Long queries come through, with their longer redirects; what is too long is told so."""
    with folder_for_nginx() as folder, web(HOST) as web_port:
        port, names = free_port(), NameServer(HOST)
        configuration = (
            front.container_front(folder, port, names.port, web_port)
            if is_container
            else front.front_by_hand(folder, port, web_port)
        )
        with fronting(folder, configuration, port):
            found = [status(port, target) for target in [*LONG, TOO_LONG]]
    if found != [302, 302, 414]:
        raise Wrong(f"long requests are answered {found}")


# --- With an engine --------------------------------------------------------------------------


def engine() -> str:
    """The container engine that is at hand."""
    for name in ENGINES:
        if shutil.which(name) and not _quiet(name, "info").returncode:
            return name
    raise Unchecked("neither docker nor podman runs here")


def _quiet(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=os.environ | more, capture_output=True, text=True)


def _done(*command: str, **more: str) -> str:
    result = _quiet(*command, **more)
    if result.returncode:
        raise Wrong(f"{' '.join(command[:3])}: {result.stderr.strip()[-1000:]}")
    return result.stdout


def base_images() -> list[str]:
    """The images that the Dockerfile and compose.yaml start from."""
    texts = ((ROOT / name).read_text() for name in ("Dockerfile", "compose.yaml"))
    found = re.findall(r"^(?:FROM| +image:) ([\w./:-]+)", "\n".join(texts), re.M)
    return sorted(set(found))


def pull(name: str, images: list[str]) -> None:
    for image in images:
        if _quiet(name, "image", "inspect", image).returncode:
            result = _quiet(name, "pull", image)
            if result.returncode:
                raise Unchecked(f"{image} cannot be fetched: {result.stderr.strip()[-200:]}")


def check_image() -> None:
    """The image is built, and runs without a place to write or a capability."""
    name = engine()
    pull(name, [image for image in base_images() if image.startswith("python:")])
    tag = f"rolebook-check:{secrets.token_hex(4)}"
    _done(name, "build", "--tag", tag, ".")
    container = ""
    try:
        container = _done(name, "run", "--detach", *HARDENED, "--volume=/data", tag).strip()
        health = (name, "exec", container, "python", "deploy/health.py")
        if seconds_until(lambda: not _quiet(*health).returncode, START_SECONDS) >= START_SECONDS:
            raise Wrong(
                f"it did not become ready: {_quiet(name, 'logs', container).stdout[-1000:]}"
            )
    finally:
        if container:
            _quiet(name, "rm", "--force", "--volumes", container)
        _quiet(name, "rmi", "--force", tag)


def check_services() -> None:
    """The services of compose.yaml come up, and the front finds a `web` that was replaced."""
    name = engine()
    if _quiet(name, "compose", "version").returncode:
        raise Unchecked(f"{name} has no compose")
    pull(name, base_images())
    port, project = free_port(), f"rolebook-check-{secrets.token_hex(4)}"
    own = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "POSTGRES_PASSWORD": secrets.token_hex(16),
        "FRONT_PORT": str(port),
    }
    compose = (name, "compose", "--project-name", project)
    try:
        _done(*compose, "up", "--detach", "--build", "--wait", **own)
        if status(port, b"/en/") != 200:
            raise Wrong("the front does not answer with a page")
        _done(*compose, "up", "--detach", "--force-recreate", "--no-deps", "--wait", "web", **own)
        found = seconds_until(lambda: status(port, b"/en/") == 200, FOUND_WITHIN)
        if found >= FOUND_WITHIN:
            raise Wrong(f"the front did not find the new web within {FOUND_WITHIN} s")
        states = _done(*compose, "ps", "--format", "json", **own)
        if len(re.findall('"Service"', states)) < 4:
            raise Wrong(f"not all services run: {json.dumps(states)[:300]}")
    finally:
        _quiet(*compose, "down", "--volumes", "--rmi", "local", **own)


CHECKS: dict[str, Callable[[], object]] = {
    "what the Dockerfile copies is there": check_sources,
    "its commands, by who may not write in the program's folder": check_plain_start,
    "the front finds a replaced web": check_replaced_web,
    "long requests through the front of the containers": lambda: check_long_requests(True),
    "long requests through the front by hand": lambda: check_long_requests(False),
    "the image is built and runs hardened": check_image,
    "the services of compose.yaml": check_services,
}


def report(findings: list[ImageCheck]) -> int:
    """Prints what came of the checks. Returns the exit status."""
    for finding in findings:
        print(f"{finding.word}: {finding.name}{finding.detail and f' ({finding.detail})'}")
    words = [finding.word for finding in findings]
    print(
        f"{words.count('ok')} ok, {words.count('WRONG')} wrong,"
        f" {words.count('NOT CHECKED')} could not be checked here."
    )
    if "WRONG" in words:
        return 1
    return 2 if "NOT CHECKED" in words else 0


def main() -> None:
    start = time.monotonic()
    status = report([run(name, check) for name, check in CHECKS.items()])
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(status)


if __name__ == "__main__":
    main()
