"""Every address of the site."""

from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import crawling, views

urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("favicon.ico", crawling.favicon, name="favicon"),
    path("healthz/", views.healthz, name="healthz"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", include("cms.api.urls")),
    path("", include("questions.urls")),
    path("", include("evidence.urls")),
    # Wagtail's own form here would be a second way in, without our limits on attempts.
    path("_util/login/", RedirectView.as_view(url=reverse_lazy("wagtailadmin_login"), query_string=True)),
    path("", include(wagtail_urls)),
]
