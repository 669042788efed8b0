from allauth.account.adapter import DefaultAccountAdapter


class OfficeAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are given by the admin, never taken."""
        return False
