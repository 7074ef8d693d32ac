"""A webhook on loopback that keeps what is posted to it."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Webhook:
    """Its address, and what came in. refusals: statuses to answer first; then 200."""

    url: str = ""
    refusals: list[int] = field(default_factory=list)
    posted: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)

    def next(self, *, seconds: float = 30) -> dict[str, Any]:
        """The next news. queue.Empty where none comes in time."""
        return self.posted.get(timeout=seconds)


@contextmanager
def webhook(*refusals: int) -> Iterator[Webhook]:
    """Start the webhook, and end it."""
    hook = Webhook(refusals=list(refusals))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.posted.put(json.loads(body.decode("utf-8")))
            self.send_response(hook.refusals.pop(0) if hook.refusals else 200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
