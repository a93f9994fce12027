"""The addresses of development, for the tests of the inbox."""

from django.urls import include, path

from config.urls import handler404, handler500
from config.urls import urlpatterns as addresses

__all__ = ["handler404", "handler500", "urlpatterns"]
urlpatterns = [*addresses, path("dev/", include("core.dev_urls"))]
