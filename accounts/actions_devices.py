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


def own_device(person: User, device_id: str) -> PushDevice:
    """Http404 for anything that is not one of theirs."""
    try:
        return person.push_devices.get(pk=UUID(device_id))
    except (ValueError, PushDevice.DoesNotExist) as error:
        raise Http404 from error


def remove_device(*, person: User, device_id: str) -> None:
    """Takes it off the list; Http404 for anything that is not one of theirs."""
    own_device(person, device_id).delete()
