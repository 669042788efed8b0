from django.urls import path

from .course_urls import COURSE_URLS
from .desk_urls import DESK_URLS
from .handover_urls import HANDOVER_URLS
from .problem_urls import PROBLEM_URLS
from .target_urls import TARGET_URLS
from .today_urls import TODAY_URLS
from .views import stories, visits
from .village_parties import PartiesOfVillage
from .village_story import VillageStory
from .visit_urls import VISIT_URLS

app_name = "monitoring"

urlpatterns = [
    *TODAY_URLS,
    path("", visits.VisitList.as_view(), name="list"),
    path("due/", visits.DueList.as_view(), name="due"),
    path("of-village/<village:code>/", stories.VisitsOfVillage.as_view(), name="of_village"),
    path("of-household/<uuid:pk>/", stories.StoryOfHousehold.as_view(), name="story_of_household"),
    path("story-of-village/<village:code>/", VillageStory.as_view(), name="story_of_village"),
    path(
        "taking-part-of-village/<village:code>/",
        PartiesOfVillage.as_view(),
        name="taking_part_of_village",
    ),
    *VISIT_URLS,
    *COURSE_URLS,
    *PROBLEM_URLS,
    *TARGET_URLS,
    *DESK_URLS,
    *HANDOVER_URLS,
]
