"""Public addresses under `/questions/`, and the feeds of questions."""

from django.urls import URLPattern

from questions.views import bundle, compare, feeds, pages, vote

app_name = "questions"
urlpatterns: list[URLPattern] = [
    *vote.urlpatterns,
    *pages.urlpatterns,
    *compare.urlpatterns,
    *bundle.urlpatterns,
    *feeds.urlpatterns,
]
