import pytest

from tests.tools import image
from tests.tools.image import (
    ImageCheck,
    Unchecked,
    Wrong,
    base_images,
    check_sources,
    copied,
    copy_context,
    report,
    run,
)


def test_what_is_copied_into_the_image_is_there():
    check_sources()

    assert copied() == ["requirements.lock", "requirements-build.lock"]


def test_what_is_missing_or_left_out_is_named(monkeypatch, tmp_path):
    (tmp_path / "Dockerfile").write_text("COPY --from=build /app /app\nCOPY a.lock b.lock ./\n")
    (tmp_path / ".dockerignore").write_text("*\n!a.lock\n!gone\n**/*.mo\n")
    for name in ("a.lock", "b.lock"):
        (tmp_path / name).touch()
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "apps.py").touch()
    monkeypatch.setattr(image, "ROOT", tmp_path)

    with pytest.raises(Wrong) as raised:
        check_sources()

    assert str(raised.value) == (
        "Not there: gone; Copied, but kept out by .dockerignore: b.lock; "
        "A package that .dockerignore keeps out: roles"
    )


def test_context_has_what_the_image_runs_and_nothing_else(tmp_path):
    copy_context(tmp_path)

    assert (tmp_path / "deploy" / "start").stat().st_mode & 0o111
    assert (tmp_path / "config" / "settings.py").is_file()
    assert not (tmp_path / "tests").exists()
    assert not [*tmp_path.rglob("*.mo"), *tmp_path.rglob("__pycache__")]


def test_images_that_are_needed_are_those_of_both_files():
    assert [name.partition(":")[0] for name in base_images()] == [
        "nginx",
        "postgres",
        "python",
        "valkey/valkey",
    ]


def fails(error):
    def check():
        raise error

    return check


def test_what_could_not_be_checked_is_no_success(capsys):
    findings = [
        run("copies", lambda: None),
        run("image", fails(Unchecked("no engine"))),
    ]

    assert report(findings) == 2
    assert capsys.readouterr().out.splitlines() == [
        "ok: copies",
        "NOT CHECKED: image (no engine)",
        "1 ok, 0 wrong, 1 could not be checked here.",
    ]


@pytest.mark.parametrize("error", [Wrong("late"), OSError("late"), RuntimeError("late")])
def test_what_is_wrong_is_a_failure_whatever_else_could_not_be_checked(error):
    findings = [run("image", fails(Unchecked("no engine"))), run("front", fails(error))]

    assert findings[1] == ImageCheck("front", "WRONG", "late")
    assert report(findings) == 1


def test_success_is_that_all_was_checked_and_is_well():
    assert report([run("copies", lambda: None)]) == 0


def test_machine_without_an_engine_says_so(monkeypatch):
    monkeypatch.setattr(image, "ENGINES", ("no-such-engine",))

    with pytest.raises(Unchecked, match="neither docker nor podman runs here"):
        image.check_services()
    with pytest.raises(Unchecked, match="neither docker nor podman runs here"):
        image.check_image()
