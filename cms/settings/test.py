"""For the tests: cheap passwords, mail kept in memory, tasks run by the tests themselves."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import LOGGING, Q_CLUSTER

DEBUG = False
SECRET_KEY = "key-of-the-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False
Q_CLUSTER = {**Q_CLUSTER, "workers": 1}
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}
