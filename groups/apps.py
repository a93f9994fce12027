from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from accounts import actions as account_actions
        from accounts import erasure, export
        from core.restore import on_restore
        from core.retention import register_keeper
        from groups import access, actions, bodies, bodies_sharing, granting, looks, reminders
        from journal import validation, win_marks

        reminders.register()
        on_restore.append(reminders.write_due_reminders)
        erasure.before_erasing += [granting.forget_coach, actions.leave_all_groups]
        account_actions.on_consent_withdrawn.append(granting.close_withdrawn)
        register_keeper("access-log", looks.old_looks)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        for kind, rows in (bodies.EXPORTS | bodies_sharing.EXPORTS).items():
            export.register_kind(kind, rows)
