"""Registration of the pictures app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures; a leaf that knows no other app."""

    name = "cms.media"
    label = "media"
