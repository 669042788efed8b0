from allauth.account.adapter import DefaultAccountAdapter

from .backends import demo_logins_allowed


class OfficeAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are given by the admin, never taken."""
        return False

    def authenticate(self, request, **credentials):
        """allauth signs in whom the backend refused, to tell them that their account is closed: not so a demo login."""
        user = super().authenticate(request, **credentials)
        return None if user and user.is_demo and not demo_logins_allowed() else user
