"""Public addresses of briefings, cards, topics and sources."""

from django.urls import URLPattern, path

from evidence import views

app_name = "evidence"
urlpatterns: list[URLPattern] = [
    path("feeds/briefings.atom", views.briefings_atom, name="briefings-feed"),
    path("briefings/", views.briefings, name="briefings"),
    path("briefings/<str:day>/", views.briefing, name="briefing"),
    path("cards/<str:slug>/", views.card, name="card"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
