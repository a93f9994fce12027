from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from accounts import erasure, export
        from core.restore import on_restore
        from groups import access, actions, bodies, calendar_events, programmes, reminders
        from journal import validation, win_marks
        from plans import calendar_feed, offered

        reminders.register()
        on_restore.append(reminders.write_due_reminders)
        erasure.before_erasing.append(actions.leave_all_groups)
        offered.from_elsewhere.append(programmes.offered_to)
        calendar_feed.more_events.append(calendar_events.meetings_of)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        for kind, rows in bodies.EXPORTS.items():
            export.register_kind(kind, rows)
