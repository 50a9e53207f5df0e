from django.urls import path

from skills import views

urlpatterns = [
    path("skills/", views.skills, name="skills"),
    path("skills/<slug:slug>/", views.skill, name="skill"),
    path("tools/", views.tools, name="tools"),
    path("tools/category/<slug:slug>/", views.tool_category, name="tool-category"),
    path("tools/<slug:slug>/", views.tool, name="tool"),
    path("metrics/", views.metrics, name="metrics"),
    path("metrics/<slug:slug>/", views.metric, name="metric"),
]
