from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        self.register_mails()
        self.register_keepers()
        self.join_accounts()
        self.join_lower_apps()

    def register_mails(self) -> None:
        """What the outbox may send for a group, and what is due again after a restored backup."""
        from core.restore import on_restore
        from groups import coach_digest, message_mail, mornings, reminders, renewals, report_mail

        for mails in (reminders, mornings, report_mail, renewals, coach_digest, message_mail):
            mails.register()
        on_restore += [reminders.write_due_reminders, mornings.write_due_mornings]

    def register_keepers(self) -> None:
        """What has stood long enough."""
        from core.retention import register_keeper
        from groups import breaks, guests, looks, message_actions, moderation

        register_keeper("guests", guests.old_guests)
        register_keeper("group-breaks", breaks.old_breaks)
        register_keeper("reports", moderation.old_reports)
        register_keeper("ended-threads", message_actions.forget_ended_threads)
        register_keeper("access-log", looks.old_looks)

    def join_accounts(self) -> None:
        """What an erased account, a consent, another zone and an export mean here."""
        from accounts import actions as account_actions
        from accounts import erasure, export
        from groups import (
            actions,
            bodies_sharing,
            coach_digest,
            exports,
            granting,
            message_actions,
            message_bodies,
            support_wins,
        )

        account_actions.on_schedule_changed.append(coach_digest.reschedule)
        erasure.before_erasing += [granting.forget_coach, actions.leave_all_groups, message_actions.forget_threads]
        account_actions.on_consent_given += [message_actions.count_around, support_wins.recall]
        account_actions.on_consent_withdrawn += [
            granting.close_withdrawn,
            message_actions.count_around,
            support_wins.forget,
        ]
        for kind, rows in (exports.EXPORTS | bodies_sharing.EXPORTS | message_bodies.EXPORTS).items():
            export.register_kind(kind, rows)

    def join_lower_apps(self) -> None:
        """What sessions, wins and plans ask about groups, which they do not know."""
        from groups import access, actions, calendar_events, check_in_days, own_offers, support_wins
        from journal import validation, win_marks, wins_storing
        from plans import calendar_feed, milestone_log, suggested

        calendar_feed.more_events.append(calendar_events.meetings_of)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        wins_storing.on_recompute.append(support_wins.recompute)
        suggested.suggestions_of.append(own_offers.suggestions_for)
        milestone_log.check_ins_of.append(check_in_days.check_in_days)
