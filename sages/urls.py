app_name = "sages"

urlpatterns = []
