"""The API of this app."""

from rest_framework.routers import BaseRouter


def register(router: BaseRouter) -> None:
    """Adds this app's resources."""
