from django.urls import path

from .views import inputs, spending

SPENDING_URLS = [
    path("spending/", spending.Spending.as_view(), name="spending"),
    path("inputs/", inputs.InputList.as_view(), name="inputs"),
    path("inputs/new/", inputs.InputCreate.as_view(), name="input_create"),
    path("inputs/<uuid:pk>/edit/", inputs.InputEdit.as_view(), name="input_edit"),
    path("inputs/<uuid:pk>/remove/", inputs.InputRemove.as_view(), name="input_remove"),
    path("<uuid:session>/give/", inputs.Give.as_view(), name="give"),
    path("costs/", spending.CostList.as_view(), name="costs"),
    path("<uuid:session>/costs/new/", spending.CostCreate.as_view(), name="cost_create"),
    path("costs/<uuid:pk>/edit/", spending.CostEdit.as_view(), name="cost_edit"),
    path("costs/<uuid:pk>/remove/", spending.CostRemove.as_view(), name="cost_remove"),
]
