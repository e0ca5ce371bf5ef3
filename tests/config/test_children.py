from __future__ import annotations

import os
import signal
import subprocess
import sys

import psutil
import pytest

from config.local import children
from config.local.children import Command, Family, ending, last_line
from config.local.processes import end_all, is_alive, mark_of, marked_processes
from tests.support.polling import poll_until
from tests.support.throwaway_postgres import PROJECT

pytestmark = pytest.mark.processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)",
]
PARENT_CODE = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""
PARENT = [sys.executable, "-c", PARENT_CODE]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def family(said, base):
    made = Family(said.append, os.environ | mark_of(base))
    yield made
    made.stop(force=lambda: True)
    end_all(marked_processes(base), seconds=1.0)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(children, "FIRST_PAUSE", 0.05)


def command(base, arguments, **how) -> Command:
    return Command("thing", arguments, log=base / "thing.log", **how)


def test_a_child_that_dies_is_started_again_and_its_death_is_told(family, base, said, quick):
    child = family.start(command(base, SLEEP))
    first = child.pid
    os.kill(first, signal.SIGKILL)

    poll_until(lambda: family.check() or (child.pid and child.pid != first), what="a new child")

    assert child.deaths == 1
    assert len(said) == 1
    assert "thing ended (killed by SIGKILL)" in said[0]
    assert str(base / "thing.log") in said[0]


def test_pauses_between_restarts_double(family, base, said, quick):
    child = family.start(command(base, [sys.executable, "-c", "raise SystemExit(3)"]))

    poll_until(lambda: family.check() or child.deaths == 3, what="three deaths")

    assert all("exit status 3" in line for line in said)
    assert child._start_again_at - child._started_at >= 0.2


def test_what_a_dead_child_left_running_is_ended_before_it_starts_again(family, base, quick):
    child = family.start(command(base, PARENT))
    grandchild = int(poll_until(lambda: (base / "thing.log").read_text().strip(), what="the grandchild"))
    os.kill(child.pid, signal.SIGKILL)

    poll_until(lambda: family.check() or child.deaths, what="the death")

    poll_until(lambda: not is_alive(grandchild), what="the end of the grandchild")


def test_stopping_asks_first_and_then_kills_the_whole_group(family, base):
    stop_steps = ((signal.SIGTERM, 0.2),)
    child = family.start(command(base, STUBBORN, stop_steps=stop_steps))
    poll_until((base / "thing.log").read_text, what="readiness")
    pid = child.pid

    family.stop(force=lambda: False)

    assert not is_alive(pid)


def test_stopping_by_force_does_not_wait(family, base):
    child = family.start(command(base, STUBBORN, stop_steps=((signal.SIGTERM, 600.0),)))
    poll_until((base / "thing.log").read_text, what="readiness")
    pid = child.pid

    family.stop(force=lambda: True)

    assert not is_alive(pid)


def test_a_child_of_a_stopped_family_is_not_started_again(family, base):
    child = family.start(command(base, SLEEP))
    family.stop(force=lambda: False)

    family.check()

    assert child.pid is None


def test_processes_of_a_run_are_found_by_their_mark_even_without_their_parent(base):
    parent = subprocess.Popen(PARENT, env=os.environ | mark_of(base), stdout=subprocess.PIPE, text=True)
    grandchild = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert [process.pid for process in marked_processes(base)] == [grandchild]
    assert marked_processes(base / "other") == []

    end_all(marked_processes(base), seconds=5.0)
    assert marked_processes(base) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal at a parent's death is Linux's")
def test_children_die_with_a_runner_that_is_killed(base):
    code = f"""
import os, time
from pathlib import Path
from config.local.children import Command, Family
child = Family(print, os.environ).start(Command("x", {SLEEP!r}, log=Path({str(base)!r}) / "log"))
print(child.pid, flush=True)
time.sleep(60)
"""
    runner = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    pid = int(runner.stdout.readline())
    assert psutil.Process(pid).ppid() == runner.pid

    runner.kill()
    runner.communicate()

    poll_until(lambda: not is_alive(pid), what="the child's death")


def test_endings_are_told_in_words():
    assert ending(0) == "exit status 0"
    assert ending(-9) == "killed by SIGKILL"
    assert ending(-99) == "killed by signal 99"


def test_the_last_line_of_a_log_skips_empty_ones(base):
    log = base / "a.log"
    log.write_text("first\nthe reason\n\n  \n")

    assert last_line(log) == "the reason"
    log.write_text("")
    assert last_line(log) == "it wrote nothing"
