"""Who is told how a run ended: a command and a webhook, which may be away, slow or wrong without harm to the run."""

from __future__ import annotations

import json
import logging
import queue
import sys
from pathlib import Path

import pytest

from pipeline.notify import notify
from pipeline.settings import Notify
from tests.flow.command import tidyclaims
from tests.flow.hook import webhook

NEWS = {"outcome": "failed", "message": "Größe, 大"}


def writer(path: Path) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; open({str(path)!r}, 'ab').write(sys.stdin.buffer.read())")


def test_command_and_webhook_get_the_same_news(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    with webhook() as hook:
        notify(NEWS, Notify(command=writer(told), url=hook.url))
        assert hook.next() == NEWS
    assert json.loads(told.read_text(encoding="utf-8")) == NEWS


def test_a_webhook_in_trouble_is_told_again(caplog: pytest.LogCaptureFixture) -> None:
    with webhook(503, 502) as hook:
        notify(NEWS, Notify(url=hook.url), pauses=(0, 0))
        assert [hook.next() for _ in range(3)] == [NEWS] * 3
    assert not caplog.records


def test_a_refusal_is_final(caplog: pytest.LogCaptureFixture) -> None:
    with webhook(404) as hook, caplog.at_level(logging.WARNING):
        notify(NEWS, Notify(url=hook.url), pauses=(0, 0))
        hook.next()
        with pytest.raises(queue.Empty):
            hook.next(seconds=0.1)
    assert "404" in caplog.text


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Notify(command=("no-such-program",)), "no-such-program"),
        (Notify(command=(sys.executable, "-c", "import sys; sys.exit('no post today')")), "no post today"),
        (Notify(url="http://127.0.0.1:9/hook"), "127.0.0.1:9"),
    ],
)
def test_trouble_in_telling_is_logged_and_raises_nothing(
    settings: Notify, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        notify(NEWS, settings, pauses=())
    assert said in caplog.text


def test_a_run_that_fails_says_so_in_status_and_news_and_one_that_does_not_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Wages rose by 4 percent in 2020.", encoding="utf-8")
    with webhook() as hook:
        settings = f"[notify]\nurl = '{hook.url}'\n[thresholds]\nmax_unreadable_share = 0\n"
        (tmp_path / "tidyclaims.toml").write_text(settings, encoding="utf-8")
        assert tidyclaims(tmp_path, "run", "raw", "--out", "out").returncode == 0
        for number in range(4):
            (tmp_path / "raw" / f"{number}.pdf").write_bytes(f"%PDF-1.7\nno pdf at all {number}".encode())
        assert tidyclaims(tmp_path, "run", "raw", "--out", "out").returncode == 1
        news = hook.next()
    assert news["outcome"] == "rejected"
    assert news["latest"].startswith("000001-")
    assert "could not be read" in news["message"] or "unreadable" in news["message"]
