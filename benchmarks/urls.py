"""The product's addresses and the raw-SQL twins."""

from django.urls import path

from benchmarks import raw
from config.urls import urlpatterns as product

urlpatterns = [
    path("raw/sessions/", raw.last_thirty_days),
    path("raw/log/", raw.log_session),
    path("raw/year/", raw.year),
    *product,
]
