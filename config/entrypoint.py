"""First thing in a container: makes the secret key where none is given, then becomes the command.

Reads SECRET_KEY and SECRET_KEY_FILE. The file lies in the data volume, so that all containers share it and
it outlives them.
"""

import contextlib
import os
import secrets
import sys
import tempfile
from pathlib import Path


def ensure_secret_key(path: Path) -> None:
    """Create the file once, readable by its owner only; several containers may try at the same time."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)


if __name__ == "__main__":
    if not os.environ.get("SECRET_KEY") and (named := os.environ.get("SECRET_KEY_FILE")):
        ensure_secret_key(Path(named))
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  the container's own command
