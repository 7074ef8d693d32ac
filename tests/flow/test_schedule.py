"""A schedule fires: a real server and a real process on loopback, and a run that nobody triggered publishes a release."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from flows.schedule import Plan, schedule_of
from pipeline.errors import SettingsError
from pipeline.publish.release import latest_release
from pipeline.publish.releases import verify
from tests.cli.invoke import Invoke
from tests.flow.hook import webhook
from tests.flow.serving import PATIENCE, group_members, rows, served

SCHEDULED = "SELECT state_name FROM flow_run WHERE auto_scheduled AND state_name NOT IN ('Scheduled', 'Late')"


def write_place(folder: Path, url: str) -> None:
    """Documents, settings, and folders that are named as ours are."""
    for name in ("flows", "pipeline"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("raise ImportError('not the one you want')\n", encoding="utf-8")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text("Wages rose by 4 percent in 2020.", encoding="utf-8")
    (folder / "tidyclaims.toml").write_text(f"[notify]\nurl = '{url}'\non = 'always'\n", encoding="utf-8")


def refused(log: str, parameters: dict[str, object]) -> str:
    """What the server answers to a run with wrong parameters."""
    api = re.findall(r"http://127\.0\.0\.1:\d+", log)[-1] + "/api"
    body = json.dumps({"limit": 1}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{api}/deployments/filter", data=body, headers=headers, method="POST")
    with urllib.request.urlopen(request, timeout=30) as answer:
        (deployment,) = json.load(answer)
    body = json.dumps({"parameters": parameters}).encode()
    address = f"{api}/deployments/{deployment['id']}/create_flow_run"
    request = urllib.request.Request(address, data=body, headers=headers, method="POST")
    with pytest.raises(urllib.error.HTTPError) as answered:
        urllib.request.urlopen(request, timeout=30)
    with answered.value as response:
        return response.read().decode()


def pretend_a_week_passed(out: Path) -> int:
    """Move what is scheduled into the past, as if this machine had been off; how many runs were missed."""
    with sqlite3.connect(out / ".prefect" / "prefect.db", timeout=30) as database:
        moved = database.execute(
            "UPDATE flow_run SET next_scheduled_start_time ="
            " strftime('%Y-%m-%d %H:%M:%f000', next_scheduled_start_time, '-7 days') WHERE state_type = 'SCHEDULED'"
        )
        return moved.rowcount


def test_a_scheduled_run_completes_and_a_restart_makes_up_once_for_what_was_missed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with webhook() as hook:
        write_place(tmp_path, hook.url)
        with served(tmp_path) as process:
            news = hook.next(seconds=PATIENCE)
            log = (tmp_path / "serve.log").read_text(encoding="utf-8")
            assert news["outcome"] == "completed", log
            release = latest_release(out)
            assert release is not None
            assert news["latest"] == release.name
            assert verify(release) == []
            assert "workers" in refused(log, {"workers": 0})
            descendants = group_members(process.pid)
        assert process.returncode == 0
        assert not [child for child in descendants if is_alive(child)]
        assert ("Completed",) in rows(out, SCHEDULED)
        assert rows(out, "SELECT paused FROM deployment") == [(0,)]

        assert pretend_a_week_passed(out) > 1
        (tmp_path / "raw" / "b.txt").write_text("Rents fell by 3 percent in 2021.", encoding="utf-8")
        with served(tmp_path):
            while not hook.next(seconds=PATIENCE)["latest"].startswith("000002-"):
                """The last of the first server's runs, that found nothing changed."""
        tags = rows(out, "SELECT tags FROM flow_run WHERE NOT auto_scheduled")
        assert tags == [('["catch-up"]',)]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("cron", "timezone", "place"),
    [
        ("0 25 * * *", "UTC", "--cron"),
        ("every day", "UTC", "--cron"),
        ("* * * * * *", "UTC", "--cron"),
        ("@daily", "UTC", "--cron"),
        ("", "UTC", "--cron"),
        ("0 6 * * *", "Mars/Olympus", "--timezone"),
        ("0 6 * * *", "../etc/passwd", "--timezone"),
        ("0 6 * * *", "", "--timezone"),
    ],
)
def test_a_wrong_schedule_is_named(cron: str, timezone: str, place: str) -> None:
    with pytest.raises(SettingsError) as raised:
        schedule_of(cron, timezone)
    assert raised.value.place == place
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["serve", "nowhere"], 3, "nowhere: there is no such file or folder"),
        (["serve", ".", "--cron", "daily"], 2, "--cron"),
        (["serve", ".", "--timezone", "Mars/Olympus"], 2, "--timezone"),
    ],
)
def test_serve_refuses_what_cannot_work(tidyclaims: Invoke, arguments: list[str], status: int, said: str) -> None:
    outcome = tidyclaims(*arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert said in outcome.err


def test_a_deployment_keeps_its_name_and_another_output_has_another() -> None:
    plan = Plan("/raw", "/srv/out", "0 6 * * *", "UTC")
    assert Plan.from_json(plan.to_json()).name == plan.name
    assert Plan("/raw", "/mnt/out", "0 6 * * *", "UTC").name != plan.name
