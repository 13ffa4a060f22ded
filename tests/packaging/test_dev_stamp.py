"""When a setup is still good."""

import pytest

from dev_steps.project import ROOT, Project
from dev_steps.stamp import is_ready, read_stamp
from tests.packaging.ready_checkout import make_ready


def test_a_ready_environment_is_ready_for_less_but_not_for_more(project: Project) -> None:
    stamp = make_ready(project)
    assert read_stamp(project) == stamp
    assert is_ready(project, stamp, "run")
    assert is_ready(project, stamp, "test")
    assert not is_ready(project, stamp._replace(profile="run"), "test")


@pytest.mark.parametrize(
    "name",
    [
        "pyproject.toml",
        "packaging/requirements.lock",
        "packaging/requirements-test.lock",
        "packaging/dev.py",
        *(
            f"packaging/dev_steps/{file.name}"
            for file in sorted((ROOT / "packaging" / "dev_steps").glob("*.py"))
        ),
    ],
)
def test_a_change_of_what_is_installed_calls_for_a_setup(project: Project, name: str) -> None:
    stamp = make_ready(project)
    with (project.root / name).open("a") as file:
        file.write("\n")
    assert not is_ready(project, stamp, "run")


def test_a_step_more_or_less_calls_for_a_setup(project: Project) -> None:
    stamp = make_ready(project)
    step = project.root / "packaging" / "dev_steps" / "another.py"
    step.touch()
    assert not is_ready(project, stamp, "run")
    step.unlink()
    assert is_ready(project, stamp, "run")
    (step.parent / "__pycache__").mkdir()
    assert is_ready(project, stamp, "run")


def test_a_moved_checkout_a_lost_python_and_a_setup_cut_short_call_for_a_setup(project: Project) -> None:
    stamp = make_ready(project)
    assert not is_ready(project, stamp._replace(root="/elsewhere"), "run")
    project.unfinished.touch()
    assert not is_ready(project, stamp, "run")
    project.unfinished.unlink()
    project.python.unlink()
    assert not is_ready(project, stamp, "run")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": 1', '{"missing": 3}', "\x00"])
def test_a_damaged_stamp_counts_as_none(project: Project, text: str) -> None:
    project.venv.mkdir()
    project.stamp.write_text(text)
    assert read_stamp(project) is None
