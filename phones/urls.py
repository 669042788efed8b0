"""The desk's side: what phones sent and waits for a person, and the phones themselves."""

app_name = "phones"

urlpatterns = []
