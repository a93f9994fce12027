from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from accounts import actions as accounts
        from accounts import erasure, export
        from core.restore import on_restore
        from core.retention import register_keeper
        from groups import access, actions, bodies, message_actions, message_bodies, message_mail, reminders
        from journal import validation, win_marks

        reminders.register()
        message_mail.register()
        on_restore.append(reminders.write_due_reminders)
        erasure.before_erasing += [actions.leave_all_groups, message_actions.forget_threads]
        accounts.on_consent_given.append(message_actions.count_around)
        accounts.on_consent_withdrawn.append(message_actions.count_around)
        register_keeper("ended-threads", message_actions.forget_ended_threads)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        for kind, rows in (bodies.EXPORTS | message_bodies.EXPORTS).items():
            export.register_kind(kind, rows)
