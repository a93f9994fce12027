from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from accounts import actions as account_actions
        from accounts import erasure, export
        from core.restore import on_restore
        from core.retention import register_keeper
        from groups import (
            access,
            actions,
            bodies_sharing,
            breaks,
            coach_digest,
            exports,
            granting,
            guests,
            looks,
            message_actions,
            message_bodies,
            message_mail,
            moderation,
            mornings,
            reminders,
            renewals,
            report_mail,
        )
        from journal import validation, win_marks

        for mails in (reminders, mornings, report_mail, renewals, coach_digest, message_mail):
            mails.register()
        account_actions.on_schedule_changed.append(coach_digest.reschedule)
        on_restore += [reminders.write_due_reminders, mornings.write_due_mornings]
        register_keeper("guests", guests.old_guests)
        register_keeper("group-breaks", breaks.old_breaks)
        register_keeper("reports", moderation.old_reports)
        erasure.before_erasing += [granting.forget_coach, actions.leave_all_groups, message_actions.forget_threads]
        account_actions.on_consent_withdrawn.append(granting.close_withdrawn)
        account_actions.on_consent_given.append(message_actions.count_around)
        account_actions.on_consent_withdrawn.append(message_actions.count_around)
        register_keeper("ended-threads", message_actions.forget_ended_threads)
        register_keeper("access-log", looks.old_looks)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        for kind, rows in (exports.EXPORTS | bodies_sharing.EXPORTS | message_bodies.EXPORTS).items():
            export.register_kind(kind, rows)
