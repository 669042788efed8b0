"""One way in, and one table of rights behind it: allauth checks the password, `roles` says what the role may do."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from .roles import permissions_of

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def demo_logins_allowed():
    return settings.LISTEN in LOOPBACK


class OfficeBackend(AuthenticationBackend):
    def user_can_authenticate(self, user):
        if user.is_demo and not demo_logins_allowed():
            return False
        return super().user_can_authenticate(user)

    def get_user(self, user_id):
        user = super().get_user(user_id)
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        return set(permissions_of(user_obj))

    def has_perm(self, user_obj, perm, obj=None):
        return perm in permissions_of(user_obj)

    def has_module_perms(self, user_obj, app_label):
        return any(perm.startswith(f"{app_label}.") for perm in permissions_of(user_obj))
