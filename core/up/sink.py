"""A local SMTP server that keeps every mail in a Maildir and sends nothing on."""

import logging
from email.message import Message
from mailbox import Maildir, MaildirMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler


class Keeper(MessageHandler):
    """Files each message under `new`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.box = Maildir(folder, create=True)

    def handle_message(self, message: Message) -> None:
        self.box.add(MaildirMessage(message))


def start_sink(folder: Path, port: int) -> Controller:
    """Serve on the loopback address until `.stop()` is called on what is returned."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller
