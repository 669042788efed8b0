from django.urls import path

from .views import bulk_problems, joint, owed

COURSE_URLS = [
    path("joint/<uuid:pk>/", joint.JointVisits.as_view(), name="joint_visits"),
    path("joint/of-person/<uuid:pk>/", joint.JointVisitsOfPerson.as_view(), name="joint_visits_of_person"),
    path("problems/bulk/", bulk_problems.BulkProblems.as_view(), name="bulk_problems"),
    path("problems/bulk/<uuid:key>/", bulk_problems.BulkProblemsDone.as_view(), name="bulk_problems_done"),
    path("owed-in-plan/<uuid:pk>/", owed.OwedInPlan.as_view(), name="owed_in_plan"),
]
