"""Addresses of groups."""

from django.urls import path

from groups import views, views_join, views_organise, views_programmes

app_name = "groups"
urlpatterns = [
    path("groups/", views.group_list, name="list"),
    path("groups/new/", views.new, name="new"),
    path("groups/<uuid:group_id>/", views.detail, name="detail"),
    path("groups/<uuid:group_id>/check-in/", views.check_in, name="check-in"),
    path("groups/<uuid:group_id>/wins/", views.share, name="share"),
    path("groups/<uuid:group_id>/leave/", views.leave, name="leave"),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/encourage/", views.encourage, name="encourage"),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/", views_organise.member, name="member"),
    path("groups/<uuid:group_id>/settings/", views_organise.settings, name="settings"),
    path("groups/<uuid:group_id>/invite/", views_organise.invite, name="invite"),
    path("groups/<uuid:group_id>/meetings/new/", views_organise.slot_new, name="slot-new"),
    path("groups/<uuid:group_id>/meetings/<uuid:slot_id>/", views_organise.slot_edit, name="slot-edit"),
    path("groups/<uuid:group_id>/programmes/", views_programmes.programmes, name="programmes"),
    path("groups/<uuid:group_id>/programmes/<uuid:programme_id>/", views_programmes.programme, name="programme"),
    path("join/<str:token>/", views_join.join, name="join"),
]
