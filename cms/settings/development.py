"""For `make run`: a key of this checkout, mail to the console."""

from cms.localpg import recorded_url
from cms.settings.base import *  # noqa: F403
from cms.settings.base import BASE_DIR, DATABASES, env

DEBUG = env.bool("ASSAY_DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="development-only-key-that-production-refuses")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ASSAY_HOSTS", default=[])]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
WHITENOISE_USE_FINDERS = True

# Without DATABASE_URL, other commands reach the PostgreSQL that `make run` has started.
own_postgres = recorded_url(BASE_DIR / "var" / "postgres", "assay")
if own_postgres and not env("DATABASE_URL", default=""):
    DATABASES["default"].update(env.db_url_config(own_postgres))
