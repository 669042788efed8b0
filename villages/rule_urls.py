from django.urls import path, register_converter

from . import rule_views as views


class UpOrDown:
    regex = "up|down"
    to_python = to_url = staticmethod(str)


register_converter(UpOrDown, "way")

RULE_URLS = [
    path("plans/<uuid:plan>/rules/new/", views.RuleCreate.as_view(), name="rule_create"),
    path("plans/rules/<uuid:pk>/edit/", views.RuleEdit.as_view(), name="rule_edit"),
    path("plans/rules/<uuid:pk>/<way:to>/", views.RuleMove.as_view(), name="rule_move"),
    path("plans/<uuid:plan>/questions/new/", views.QuestionCreate.as_view(), name="question_create"),
    path("plans/questions/<uuid:pk>/edit/", views.QuestionEdit.as_view(), name="question_edit"),
    path("plans/questions/<uuid:pk>/<way:to>/", views.QuestionMove.as_view(), name="question_move"),
]
