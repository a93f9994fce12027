"""What changes the list of a person's devices."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from accounts.models import User
from core.models import PushDevice
from core.push import DEVICES_PER_PERSON


@transaction.atomic
def add_device(
    *, person: User, name: str, endpoint: str, p256dh: str, auth: str, sign_in: UUID | None = None
) -> PushDevice:
    """One row per browser: whoever subscribes last has it, until that sign-in ends. The oldest beyond ten go."""
    told = {"person": person, "name": name, "p256dh": p256dh, "auth": auth, "sign_in": sign_in}
    device, _is_new = PushDevice.objects.update_or_create(endpoint=endpoint, defaults=told)
    kept = list(person.push_devices.values_list("pk", flat=True)[:DEVICES_PER_PERSON])
    person.push_devices.exclude(pk__in=[*kept, device.pk]).delete()
    return device


def remove_device(*, person: User, device_id: str) -> None:
    """Http404 for anything that is not one of theirs."""
    try:
        gone, _ = person.push_devices.filter(pk=UUID(device_id)).delete()
    except ValueError as error:
        raise Http404 from error
    if not gone:
        raise Http404
