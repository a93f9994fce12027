"""The network between a phone and the site, in the hands of a test: up, gone, or losing every answer on the way."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 65_536


class Network:
    """Forwards connections to the site while it is up. A browser's own "offline" does not always reach its workers."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target, self.is_up, self.loses_answers = target, True, False
        self.open: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def go_down(self) -> None:
        """Cuts every connection and takes no other."""
        self.is_up = False
        for connection in list(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def come_back(self) -> None:
        self.is_up, self.loses_answers = True, False

    def _accept(self) -> None:
        while True:
            try:
                phone, _address = self.door.accept()
            except OSError:
                return
            if not self.is_up:
                phone.close()
                continue
            site = socket.create_connection(self.target)
            self.open |= {phone, site}
            threading.Thread(target=self._pump, args=(phone, site, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(site, phone, True), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if is_answer and self.loses_answers:
                    break
                sink.sendall(data)
        for connection in (source, sink):
            self.open.discard(connection)
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


@contextmanager
def network_to(site: str) -> Iterator[Network]:
    """A network to the test's server."""
    host, _, port = site.removeprefix("http://").partition(":")
    network = Network((host, int(port)))
    try:
        yield network
    finally:
        network.go_down()
        network.door.close()
