"""Registration of the people app."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """People who sign in; a leaf that knows no other app."""

    name = "cms.users"
    label = "users"
