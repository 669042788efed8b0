"""The phone's side: the shell of the app, its worker and manifest."""

app_name = "phone"

urlpatterns = []
