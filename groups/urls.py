"""Addresses of groups."""

from django.urls import path

from groups import views, views_coach, views_join, views_organise, views_sharing

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
    path("sharing/", views_sharing.sharing, name="sharing"),
    path("sharing/coaches/<uuid:coach_id>/", views_sharing.switch, name="switch"),
    path("sharing/log/", views_sharing.looks, name="looks"),
    path("coach/", views_coach.review, name="coach-review"),
    path("coach/people/<uuid:member_id>/", views_coach.person, name="coach-person"),
    path("coach/people/<uuid:member_id>/propose/", views_coach.propose, name="coach-propose"),
    path("coach/groups/<uuid:group_id>/programme/", views_coach.offer, name="coach-offer"),
    path("groups/<uuid:group_id>/offers/<uuid:offer_id>/", views_sharing.offer, name="offer"),
    path("join/<str:token>/", views_join.join, name="join"),
]
