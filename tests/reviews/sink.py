"""A mail server for the tests that keeps what it took and fails on demand."""

import asyncio
import email
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from tests.services import free_port

logging.getLogger("mail.log").setLevel(logging.ERROR)


class Sink:
    """`faults` maps an address to the faults its next tries meet: a reply, `drop before` or `drop after`."""

    def __init__(self, delay: float = 0) -> None:
        self.delay = delay
        self.taken: list[tuple[str, str]] = []
        self.faults: dict[str, list[str]] = {}
        self.sessions = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list) -> list:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list) -> str:
        fault = self.next_fault(address, at_rcpt=True)
        if fault == "drop before":
            server.transport.abort()
            return "250 OK"
        if fault:
            return fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.delay)
        [address] = envelope.rcpt_tos
        fault = self.next_fault(address, at_rcpt=False)
        if fault and fault != "drop after":
            return fault
        self.taken.append((address, email.message_from_bytes(envelope.content)["Message-ID"]))
        if fault:
            server.transport.abort()
        return "250 OK"

    def next_fault(self, address: str, *, at_rcpt: bool) -> str:
        """`550 ...` and `drop before` happen at RCPT, the others at the end of DATA."""
        waiting = self.faults.get(address, [])
        if waiting and waiting[0].startswith(("550", "drop before")) == at_rcpt:
            return waiting.pop(0)
        return ""

    @property
    def duplicates(self) -> int:
        """How many mails came more than once, each with one Message-ID only."""
        counts = Counter(self.taken)
        assert len(counts) == len({address for address, _ in counts})
        return sum(counts.values()) - len(counts)


@contextmanager
def listening(sink: Sink) -> Iterator[int]:
    """The port at which the sink listens."""
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port, ready_timeout=20)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
