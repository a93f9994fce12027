from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from accounts import erasure, export
        from core.restore import on_restore
        from core.retention import register_keeper
        from groups import access, actions, breaks, exports, guests, moderation, mornings, reminders, report_mail
        from journal import validation, win_marks

        for mails in (reminders, mornings, report_mail):
            mails.register()
        on_restore += [reminders.write_due_reminders, mornings.write_due_mornings]
        register_keeper("guests", guests.old_guests)
        register_keeper("group-breaks", breaks.old_breaks)
        register_keeper("reports", moderation.old_reports)
        erasure.before_erasing.append(actions.leave_all_groups)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        for kind, rows in exports.EXPORTS.items():
            export.register_kind(kind, rows)
