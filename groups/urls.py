"""Addresses of groups."""

from django.urls import path

from groups import (
    views,
    views_breaks,
    views_coach,
    views_family,
    views_join,
    views_member,
    views_organise,
    views_pairs,
    views_rite,
    views_sharing,
)

app_name = "groups"
urlpatterns = [
    path("groups/", views.group_list, name="list"),
    path("groups/new/", views.new, name="new"),
    path("groups/pair/", views_pairs.new, name="pair-new"),
    path("groups/<uuid:group_id>/", views.detail, name="detail"),
    path("groups/<uuid:group_id>/check-in/", views.check_in, name="check-in"),
    path("groups/<uuid:group_id>/here/", views_rite.here, name="here"),
    path("groups/<uuid:group_id>/help/", views_rite.offer, name="help"),
    path("groups/<uuid:group_id>/help/<uuid:offer_id>/", views_rite.offer_back, name="help-back"),
    path("groups/<uuid:group_id>/wins/", views.share, name="share"),
    path("groups/<uuid:group_id>/leave/", views.leave, name="leave"),
    path("groups/<uuid:group_id>/stay/", views_rite.stay, name="stay"),
    path("groups/<uuid:group_id>/breaks/", views_breaks.breaks, name="breaks"),
    path("groups/<uuid:group_id>/breaks/<uuid:break_id>/", views_breaks.break_end, name="break-end"),
    path("groups/<uuid:group_id>/pairs/<uuid:pair_id>/", views_pairs.answer, name="pair-answer"),
    path("groups/<uuid:group_id>/removed/<uuid:removal_id>/", views_rite.removal_read, name="removal-read"),
    path("groups/<uuid:group_id>/posts/<slug:kind>/<uuid:post_id>/report/", views_member.report, name="post-report"),
    path(
        "groups/<uuid:group_id>/posts/<slug:kind>/<uuid:post_id>/remove/", views_member.remove_post, name="post-remove"
    ),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/encourage/", views.encourage, name="encourage"),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/", views_member.member, name="member"),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/distance/", views_member.distance, name="distance"),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/pair/", views_pairs.ask, name="pair-ask"),
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
    path("family/", views_family.links, name="family"),
    path("family/<uuid:link_id>/", views_family.link_end, name="family-end"),
    path("family/tick/<str:token>/", views_family.family_tick, name="family-tick"),
]
