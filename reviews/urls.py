"""Addresses of this app."""

from django.urls import path

import core.converters  # noqa: F401  registers `date`
from reviews import offline, views
from reviews.today import home

app_name = "reviews"
urlpatterns = [
    path("", home, name="home"),
    path("offline/", offline.offline, name="offline"),
    path("offline/waiting/", offline.waiting, name="waiting"),
    path("reviews/", views.review_list, name="list"),
    path("reviews/<date:monday>/", views.review_detail, name="detail"),
]
