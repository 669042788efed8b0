from django.urls import path

from .views import people, roll

ROLL_URLS = [
    path("<uuid:pk>/roll/<int:day>/", roll.RollCall.as_view(), name="roll"),
    path("<uuid:pk>/roll-history/", roll.RollHistory.as_view(), name="roll_history"),
    path("<uuid:pk>/sign-sheet/", roll.SignSheet.as_view(), name="sign_sheet"),
    path("of-household/<uuid:pk>/", people.TrainingOfHousehold.as_view(), name="of_household"),
    path("of-sage/<uuid:pk>/", people.TrainingOfSage.as_view(), name="of_sage"),
]
