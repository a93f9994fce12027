"""Addresses of this app."""

from django.urls import path

import core.converters  # noqa: F401  registers `date`
from insights import views

app_name = "insights"
urlpatterns = [
    path("trends/", views.trends, name="trends"),
    path("trends/load/", views.load, name="load"),
    path("trends/load/<date:day>/", views.load, name="load"),
    path("calendar/", views.this_month, name="this-month"),
    path("calendar/<int:year>/<int:month>/", views.month, name="month"),
]
