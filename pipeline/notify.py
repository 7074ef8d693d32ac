"""Who hears of a run: a program that gets the news as JSON on its standard input, a webhook, or both."""

from __future__ import annotations

import json
import logging
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.settings import Notify

log = logging.getLogger(__name__)

# Seconds before each further try of a webhook: a network may be back in a while, the news is no use much later.
PAUSES = (2.0, 10.0)
PATIENCE = 30.0


def notify(news: Mapping[str, object], settings: Notify, *, pauses: Sequence[float] = PAUSES) -> None:
    """Give the news to the command and the webhook of the settings; what goes wrong there is logged and ends nothing."""
    text = json.dumps(dict(news), ensure_ascii=False)
    if settings.command:
        _tell_command(settings.command, text)
    if settings.url:
        _tell_webhook(settings.url, text, pauses)


def _tell_command(command: Sequence[str], text: str) -> None:
    try:
        ended = subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("notify.command %s could not be told: %s", command[0], error)
    else:
        if ended.returncode:
            log.warning("notify.command %s ended with %d: %s", command[0], ended.returncode, ended.stderr.strip()[-500:])


def _tell_webhook(url: str, text: str, pauses: Sequence[float]) -> None:
    """Post the news, and again after each pause where it could not be delivered; a refusal (4xx) is final."""
    for pause in (*pauses, None):
        trouble = _trouble_in_posting(url, text)
        if trouble is None:
            return
        if pause is None or trouble.is_final:
            log.warning("notify.url %s could not be told: %s", url, trouble.cause)
            return
        time.sleep(pause)


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why the news was not delivered, and whether another try is no use."""

    cause: str
    is_final: bool


def _trouble_in_posting(url: str, text: str) -> _Trouble | None:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "tidyclaims"}
    request = urllib.request.Request(url, data=text.encode(), headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):
            return None
    except urllib.error.HTTPError as answer:
        # The answer holds the connection.
        answer.close()
        return _Trouble(str(answer), is_final=answer.code < 500)
    except OSError as error:
        return _Trouble(str(error), is_final=False)
