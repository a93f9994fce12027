"""Ports on this machine."""

import socket


def is_free(host: str, port: int) -> bool:
    """True when nothing listens there and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def next_free(host: str, wanted: int) -> int:
    """The wanted port, or the next above it that is free."""
    return next(port for port in range(wanted, wanted + 200) if is_free(host, port))
