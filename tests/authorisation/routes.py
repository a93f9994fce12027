"""Every address of the site, each with who may."""

from tests.authorisation.table import (
    API_HERS,
    API_MEMBERS,
    API_MINE,
    API_OPEN,
    API_ORGANISERS,
    API_SETTERS,
    COACHES,
    DAY,
    GROUP_ID,
    HERS,
    MEMBER_ID,
    MEMBERS,
    MINE,
    MONDAY,
    OPERATOR,
    ORGANISERS,
    PUBLIC,
    READ_ONLY,
    SETTERS,
    SLOT_ID,
    SUNDAY,
    Row,
    api,
    page,
    pages_of,
    without,
)  # fmt: skip

ACCOUNTS = {
    **pages_of(
        PUBLIC,
        "account_complete_password_reset account_confirm_login_code account_confirm_password_reset_code "
        "account_email_verification_sent account_inactive account_login account_logout "
        "account_password_reset_completed account_request_login_code account_reset_password account_signup",
    ),
    **pages_of(MINE, "account_change_password account_email account_reauthenticate account_set_password"),
    **pages_of(MINE, "usersessions_list"),
    **pages_of(PUBLIC, "goodbye language", space="accounts:"),
    **pages_of(
        MINE,
        "accounts/email/ accounts/password/set/ accounts/sessions/ appearance factor-needed confirm consent-give "
        "consent-receipts consent-withdraw consents data delete device-add device-remove device-test notifications "
        "phone download help-contact mail profile reminders session-end sessions settings token-make "
        "token-revoke tokens training welcome",
        space="accounts:",
    ),
    **pages_of(MINE, "totp/activate/ webauthn/add/", space="accounts:accounts/2fa/"),
    **pages_of(
        MINE,
        "activate_totp add_webauthn deactivate_totp download_recovery_codes generate_recovery_codes index "
        "list_webauthn reauthenticate reauthenticate_webauthn view_recovery_codes",
        space="mfa_",
    ),
    **pages_of(MINE, "mfa_edit_webauthn mfa_remove_webauthn", 1),
    "mfa_authenticate": Row(PUBLIC),
    "mfa_login_webauthn": Row(PUBLIC),
    "accounts:accounts/2fa/webauthn/login/": Row(PUBLIC),
    "accounts:consent-erase": Row(MINE, ("pool",)),
    "accounts:operator-counts": Row(page("admin")),
    "reviews:operator-demo": Row(page("admin")),
    "reviews:operator-logging": Row(page("admin")),
    "accounts:api-me": Row(API_MINE),
}

CORE = {
    **pages_of(PUBLIC, "away healthz help manifest readyz service-worker", space="core:"),
    "core:offline-state": Row(MINE),
    "core:mail-stop": Row(PUBLIC, ("@stop",)),
    **pages_of(PUBLIC, "api-docs api-schema"),
    "api-sync": Row(API_OPEN),
    "api-unknown": Row(dict.fromkeys(PUBLIC, "own"), ("sample",)),
    "admin:*": Row(OPERATOR),
}

JOURNAL = {
    **pages_of(
        MINE,
        "care entries-delete exercise-picker gentler height log measurement-kinds measurement-list mood-rate mood-tags "
        "own-exercise-list own-exercise-new pause-list pause-new pressure-high pressure-scheme psqi-direct psqi-draft "
        "psqi-form psqi-list import readiness readiness-talked session-new template-list timeline unwell win-shelf",
        space="journal:",
    ),
    **pages_of(MINE, "day rest-day", DAY, space="journal:"),
    **pages_of(MINE, "sleep-form", space="journal:"),
    "journal:sleep-week": Row(MINE),
    "journal:sleep-week-rate": Row(MINE, (SUNDAY,)),
    **pages_of(MINE, "exercise-detail", "back_squat", space="journal:"),
    "journal:exercise-merge": Row(HERS, ("@slug",)),
    "journal:measurement-form": Row(MINE, ("weight",)),
    "journal:care-answer": Row(MINE, ("irritable",)),
    **pages_of(HERS, "care-hide care-mute care-unmute", "journal.SupportCard", space="journal:"),
    "journal:entry-delete": Row(HERS, ("mood-ratings", "journal.MoodRating")),
    "journal:entry-history": Row(HERS, ("mood-ratings", "journal.MoodRating")),
    "journal:entry-restore": Row(HERS, ("@deleted",)),
    "journal:batch-restore": Row(HERS, ("@batch",)),
    "journal:version-restore": Row(HERS, ("journal.EntryVersion",)),
    "journal:exercise-merge-undo": Row(page(), ("@deleted",)),  # what she deleted was no merge
    "journal:measurement-edit": Row(HERS, ("weight", "journal.Measurement")),
    **pages_of(HERS, "mood-edit mood-nudge mood-tag mood-undo", "journal.MoodRating", space="journal:"),
    **pages_of(HERS, "own-exercise-delete own-exercise-edit", "journal.OwnExercise", space="journal:"),
    **pages_of(HERS, "pause-delete pause-edit pause-end", "journal.Pause", space="journal:"),
    **pages_of(HERS, "psqi-detail psqi-edit", "journal.PsqiSheet", space="journal:"),
    **pages_of(HERS, "session-edit session-finish template-save", "journal.TrainingSession", space="journal:"),
    # Both may be sent twice, by a phone that was offline: neither says whether there is anything.
    "journal:session-discard": Row(HERS, ("journal.UnfinishedSession",), write=MINE),
    "journal:session-unfinished": Row(HERS, ("journal.UnfinishedSession",), write=MINE),
    "journal:sleep-week-undo": Row(HERS, ("journal.SleepWeekRating",)),
    **pages_of(HERS, "template-delete template-rename", "journal.SessionTemplate", space="journal:"),
    **pages_of(HERS, "win-back win-mark", "journal.SmallWin", space="journal:"),
}

PLAN_ID = "plans.Plan"
PLANS = {
    **pages_of(
        MINE, "calendar own-programmes plan-list programme-list proposals targets week why", space="plans:",
    ),
    "plans:calendar-feed": Row(PUBLIC, ("@feed",)),
    **pages_of(HERS, "easy-week plan-detail plan-earlier plan-end", PLAN_ID, space="plans:"),
    **pages_of(HERS, "plan-look-back plan-pause plan-resume", PLAN_ID, space="plans:"),
    **pages_of(HERS, "own-delete own-edit", "plans.OwnProgramme", space="plans:"),
    **pages_of(MINE, "programme-detail programme-start", "walk_run_10w", space="plans:"),
    "plans:plan-swap": Row(HERS, ("plans.Plan",), query="?exercise=jog"),
    "plans:proposal-answer": Row(HERS, ("plans.PlanProposal",)),
    "plans:look-back": Row(MINE),
    "plans:script": Row(MINE, ("breath_2",)),
    "plans:task": Row(HERS, ("plans.PlannedSession",)),
}  # fmt: skip

SEEING = {
    **pages_of(MINE, "load this-month trends", space="insights:"),
    "insights:month": Row(MINE, (2026, 3)),
    "reviews:home": Row(PUBLIC),
    **pages_of(MINE, "first-steps-away offline waiting", space="reviews:"),
    "reviews:first-step": Row(MINE, ("mood",)),
    "reviews:list": Row(MINE),
    "reviews:detail": Row(MINE, (MONDAY,)),
}

GROUPS = {
    **pages_of(MINE, "family list looks new pair-new sharing threads", space="groups:"),
    **pages_of(MEMBERS, "breaks check-in counting detail help here leave stay", GROUP_ID, space="groups:"),
    "groups:break-end": Row(HERS, (GROUP_ID, "groups.Break")),
    "groups:coach-give-up": Row(page(), (MEMBER_ID,)),  # the test names no stream
    "groups:coach-review": Row(page(*COACHES)),
    "groups:coach-offer": Row(page(*COACHES), (GROUP_ID,), write=page()),  # the test names no programme
    **pages_of(page(*COACHES), "coach-person coach-propose", MEMBER_ID, space="groups:"),
    **pages_of(without(MEMBERS, "403", "self"), "distance pair-ask", GROUP_ID, MEMBER_ID, space="groups:"),
    "groups:family-end": Row(HERS, ("groups.FamilyLink",)),
    "groups:family-tick": Row(PUBLIC, ("@family",)),
    "groups:help-back": Row(HERS, (GROUP_ID, "groups.Offer")),
    "groups:offer": Row(HERS, (GROUP_ID, "groups.ProgrammeOffer")),
    "groups:pair-answer": Row(HERS, (GROUP_ID, "groups.PairRequest")),
    "groups:post-remove": Row(ORGANISERS, (GROUP_ID, "check_in", "groups.CheckIn")),
    "groups:post-report": Row(without(MEMBERS, "403", "self"), (GROUP_ID, "check_in", "groups.CheckIn")),
    "groups:removal-read": Row(HERS, (GROUP_ID, "groups.Removal")),
    "groups:switch": Row(page(), ("@coach",)),  # the test names no stream
    "groups:settings": Row(MEMBERS, (GROUP_ID,), write=ORGANISERS),
    "groups:share": Row(MEMBERS, (GROUP_ID,), write=page()),  # the test names no win of the asker's
    "groups:invite": Row(ORGANISERS, (GROUP_ID,)),
    "groups:member": Row(MEMBERS, (GROUP_ID, MEMBER_ID), write=ORGANISERS),
    "groups:encourage": Row(without(MEMBERS, "403", "self"), (GROUP_ID, MEMBER_ID)),
    "groups:slot-new": Row(SETTERS, (GROUP_ID,)),
    "groups:slot-edit": Row(SETTERS, (GROUP_ID, SLOT_ID)),
    "groups:join": Row(PUBLIC, ("@invite",), write=MINE),
    "groups:thread": Row(page(*COACHES), (MEMBER_ID,)),
    "groups:past-thread": Row(page("self", "ex-coach"), ("@past",)),
    "groups:thread-read": Row(page("self", "coach"), ("groups.MessageThread",)),
    "groups:message-delete": Row(HERS, ("groups.Message",)),
    "groups:message-report": Row(page("coach"), ("groups.Message",)),
}

HER_RESOURCES = {
    "measurement": "journal.Measurement", "mood-rating": "journal.MoodRating", "pause": "journal.Pause",
    "plan": "plans.Plan", "planned-session": "plans.PlannedSession", "psqi-sheet": "journal.PsqiSheet",
    "session-template": "journal.SessionTemplate", "sleep-diary-entry": "journal.SleepDiaryEntry",
    "sleep-week": "journal.SleepWeekRating", "training-session": "journal.TrainingSession",
    "night-form": "journal.SleepDiaryEntry", "session-form": "journal.TrainingSession",
    "weekly-review": "reviews.WeeklyReview", "weekly-target": "plans.WeeklyTarget", "win": "journal.SmallWin",
}  # fmt: skip
API = {
    **{f"{name}-detail": Row(API_HERS, (label,)) for name, label in HER_RESOURCES.items()},
    **{f"{name}-list": Row(API_MINE) for name in HER_RESOURCES if not name.endswith("-form")},
    "rest-day-detail": Row(API_MINE, (DAY,)),
    "exercise-detail": Row(API_MINE, ("back_squat",), write=READ_ONLY),
    "programme-detail": Row(API_MINE, ("walk_run_10w",)),
    **pages_of(API_MINE, "rest-day-list exercise-list programme-list"),
    **pages_of(API_MINE, "group-list membership-list meeting-list check-in-list encouragement-list message-list"),
    **pages_of(API_MINE, "access-log-list grant-list offer-list"),
    "access-log-detail": Row(API_HERS, ("groups.AccessLogEntry",)),
    "coached-detail": Row(api(*COACHES), (MEMBER_ID,)),
    "coached-list": Row(api(*COACHES)),
    "grant-detail": Row(API_HERS, ("groups.Grant",)),
    "offer-detail": Row(API_MEMBERS, ("groups.Offer",), write=API_HERS),
    "exercise-merge-list": Row(API_MINE),
    "exercise-merge-detail": Row(without(API_HERS, "404", "self", "token"), ("@deleted",)),  # what she deleted is none
    "plan-milestones": Row(API_HERS, (PLAN_ID,)),
    "group-detail": Row(API_MEMBERS, (GROUP_ID,), write=API_ORGANISERS),
    "group-invite": Row(API_ORGANISERS, (GROUP_ID,)),
    "membership-detail": Row(API_MEMBERS, (MEMBER_ID,), write=without(API_ORGANISERS, "in", "self", "token")),
    "meeting-detail": Row(API_MEMBERS, (SLOT_ID,), write=API_SETTERS),
    "check-in-detail": Row(API_MEMBERS, ("groups.CheckIn",), write=API_HERS),
    "encouragement-detail": Row(API_MEMBERS, ("groups.Encouragement",), write=API_HERS),
    "message-detail": Row(api("self", "coach"), ("groups.Message",), write=API_HERS),
}

ROUTES: dict[str, Row] = ACCOUNTS | CORE | JOURNAL | PLANS | SEEING | GROUPS | API
