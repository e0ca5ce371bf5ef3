from __future__ import annotations

import subprocess
import sys

import pytest
from celery import Celery

from config.local import broker
from config.local.broker import BrokerError
from config.local.processes import is_alive
from tests.support.polling import poll_until
from tests.support.throwaway_postgres import PROJECT

pytestmark = pytest.mark.processes


def test_celery_sends_and_receives_over_the_broker_s_address(var_dir):
    running = broker.start(var_dir)
    try:
        with Celery(broker=running.broker_url).connection() as connection:
            queue = connection.SimpleQueue("a-queue")
            queue.put({"job": 1})
            message = queue.get(timeout=5)
            message.ack()
        assert message.payload == {"job": 1}
    finally:
        broker.stop(running)


def test_only_its_owner_reaches_the_broker(var_dir):
    running = broker.start(var_dir)
    try:
        assert running.place.socket.parent.stat().st_mode & 0o777 == 0o700
        assert running.place.socket.stat().st_mode & 0o777 == 0o700
    finally:
        broker.stop(running)


def test_a_stopped_broker_is_gone_and_can_be_started_again(var_dir):
    first = broker.start(var_dir)
    broker.stop(first)
    assert not broker.answers(first.place)
    assert not first.place.socket.exists()

    second = broker.start(var_dir)
    assert broker.answers(second.place)
    broker.stop(second)


def test_a_broker_that_was_killed_can_be_started_again(var_dir):
    first = broker.start(var_dir)
    first.process.kill()
    first.process.wait()

    second = broker.start(var_dir)

    assert broker.answers(second.place)
    broker.stop(second)


def test_a_second_broker_for_the_same_directory_is_refused(var_dir):
    running = broker.start(var_dir)
    try:
        with pytest.raises(BrokerError, match="Another process"):
            broker.start(var_dir)
    finally:
        broker.stop(running)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal at a parent's death is Linux's")
def test_the_broker_dies_with_the_process_that_started_it(var_dir):
    code = f"""
import sys
from config.local import broker
print(broker.start({str(var_dir)!r}).process.pid, flush=True)
sys.stdin.read()
"""
    starter = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    pid = int(starter.stdout.readline())
    assert is_alive(pid)

    starter.kill()
    starter.communicate()

    poll_until(lambda: not is_alive(pid), what="the broker's death")


def test_a_long_path_gets_a_short_socket(base):
    running = broker.start(base / ("d" * 120) / "var")
    try:
        assert broker.answers(running.place)
        assert not running.place.socket.is_relative_to(base)
    finally:
        broker.stop(running)
        running.place.socket.parent.rmdir()
