from django.urls import path

from .views import problem_kinds, problem_parts, problem_steps, problems

PROBLEM_URLS = [
    path("problems/", problems.ProblemList.as_view(), name="problems"),
    path("problems/kinds/", problem_kinds.ProblemKinds.as_view(), name="problem_kinds"),
    path("problems/new/", problems.ProblemCreate.as_view(), name="problem_create"),
    path("problems/<uuid:pk>/", problems.ProblemDetail.as_view(), name="problem"),
    path("problems/<uuid:pk>/edit/", problems.ProblemEdit.as_view(), name="problem_edit"),
    path("problems/<uuid:pk>/steps/new/", problem_steps.StepCreate.as_view(), name="problem_step"),
    path("problems/steps/<uuid:pk>/edit/", problem_steps.StepEdit.as_view(), name="problem_step_edit"),
    path("problems/<uuid:pk>/hand-on/", problem_steps.HandOn.as_view(), name="problem_hand_on"),
    path("problems/<uuid:pk>/close/", problem_steps.Close.as_view(), name="problem_close"),
    path("problems/<uuid:pk>/reopen/", problem_steps.Reopen.as_view(), name="problem_reopen"),
    path(
        "problems/of-village/<village:code>/",
        problem_parts.ProblemsOfVillage.as_view(),
        name="problems_of_village",
    ),
    path(
        "problems/of-household/<uuid:pk>/",
        problem_parts.ProblemsOfHousehold.as_view(),
        name="problems_of_household",
    ),
]
