"""Web Push: a neutral line to a person's own devices, signed (VAPID, RFC 8292) and encrypted (RFC 8291).

What is pushed is a fixed sentence and the address of a page of ours: no name, no value that a person recorded. Push
services are the only servers that this product speaks to on a person's behalf; which they may be is a list in the
settings, so that nobody can make us call an address of their choice.

The libraries are loaded with the first push: they take a quarter of a second, and most processes never send one.
"""

import base64
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import translation

from core.mail import KINDS
from core.models import OutboxMail, PushDevice

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256 (FIPS 186-4, D.1.2.3)
TIMEOUT_S = 5
DEVICES_PER_PERSON = 10
TAKEN = {200, 201, 202}
GONE = {401, 403, 404, 410}  # the browser took its permission back, or was given it under another key of ours
TOO_MANY = 429
LOCAL = {"127.0.0.1", "localhost"}
logger = logging.getLogger(__name__)

type Devices = dict[UUID, list[PushDevice]]


class Answer(StrEnum):
    """What a push service said of one message."""

    TAKEN = "taken"
    GONE = "gone"
    REFUSED = "refused"
    AWAY = "away"


class PushAway(Exception):
    """No push service took the message just now; it is tried again later."""


@lru_cache(maxsize=2)
def _vapid(secret: str) -> Any:
    """Our key pair, derived from the site's secret: the same on every machine, nothing to set up."""
    from py_vapid import Vapid

    seed = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"small-wins web push").derive(secret.encode())
    number = int.from_bytes(seed, "big") % (ORDER - 1) + 1
    return Vapid(ec.derive_private_key(number, ec.SECP256R1()))


def public_key() -> str:
    """What a browser needs to subscribe: the public point, base64url."""
    point = _vapid(settings.SECRET_KEY).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def is_push_service(endpoint: str) -> bool:
    """Whether an address belongs to a push service of the settings: https there, plain http only on this machine."""
    try:
        address = urlsplit(endpoint)
        host = (address.hostname or "").lower()
        _port = address.port
    except ValueError:
        return False
    if address.username or address.password or address.scheme not in {"https", "http"}:
        return False
    known = any(host == one or (one.startswith(".") and host.endswith(one)) for one in settings.PUSH_HOSTS)
    return known and (address.scheme == "https" or host in LOCAL)


def devices_for(rows: Iterable[OutboxMail]) -> Devices:
    """The devices of those who want a row's kind there; no query when nobody does."""
    wanted = {row.person_id for row in rows if row.kind in row.person.pushed_kinds}
    found: Devices = defaultdict(list)
    for device in PushDevice.objects.filter(person__in=wanted) if wanted else ():
        found[device.person_id].append(device)
    return found


def push(row: OutboxMail, devices: Sequence[PushDevice]) -> bool:
    """Sends a row's neutral line to each device; False when none is left that would take it.

    Raises `PushAway` when at least one may take it later and none took it now.
    """
    message = _message(row)
    took, gone = 0, []
    for device in devices[:DEVICES_PER_PERSON]:
        status = _hand_over(device, message, topic=row.pk.hex)
        took += status in TAKEN
        if status in GONE:
            gone.append(device.pk)
    if gone:
        PushDevice.objects.filter(pk__in=gone).delete()
    if not took and len(gone) < len(devices[:DEVICES_PER_PERSON]):
        raise PushAway
    return took > 0


def push_once(row: OutboxMail, device: PushDevice) -> Answer:
    """The same to one device, for somebody who waits to hear what its push service says; one that is gone goes."""
    status = _hand_over(device, _message(row), topic=row.pk.hex)
    if status in TAKEN:
        return Answer.TAKEN
    if status in GONE:
        device.delete()
        return Answer.GONE
    return Answer.REFUSED if 400 <= status < 500 and status != TOO_MANY else Answer.AWAY


def _message(row: OutboxMail) -> str:
    """The fixed sentence of its kind in the person's language, and the page that a tap opens."""
    kind = KINDS[row.kind]
    with translation.override(row.person.language):
        text = {"title": translation.gettext("Small Wins"), "body": str(kind.push_text), "url": kind.opens}
    return json.dumps(text | {"tag": row.kind}, ensure_ascii=False)


def _hand_over(device: PushDevice, message: str, *, topic: str) -> int:
    """The push service's answer; 0 where the line broke. A repeated message takes the place of the earlier one."""
    subscription: dict[str, Any] = {
        "endpoint": device.endpoint,
        "keys": {"p256dh": device.p256dh, "auth": device.auth},
    }
    if not is_push_service(device.endpoint):
        return 410
    from pywebpush import WebPushException, webpush
    from requests import RequestException

    try:
        answer = webpush(
            subscription,
            message,
            vapid_private_key=_vapid(settings.SECRET_KEY),
            vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
            timeout=TIMEOUT_S,
            ttl=6 * 3600,
            headers={"Topic": topic, "Urgency": "normal"},
            requests_session=_session(),
        )
    except WebPushException as error:
        return error.response.status_code if error.response is not None else 0
    except (RequestException, ValueError) as error:
        logger.info("A push was not handed over: %s", type(error).__name__)
        return 0
    return int(answer.status_code)


@lru_cache(maxsize=1)
def _session() -> Any:
    """One connection pool; follows no redirect, so that an answer leads to no other address."""
    from requests import Session

    session = Session()
    session.max_redirects = 0
    session.trust_env = False
    return session
