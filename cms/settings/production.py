"""For an installation that strangers reach: everything secret comes from the environment."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403
from cms.settings.base import env

DEBUG = False
ASSAY_DEMO_ALLOWED = False
SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 32 or SECRET_KEY.startswith("development-only"):
    raise ImproperlyConfigured(
        "SECRET_KEY must be a random text of at least 32 characters, and not the development one."
    )
if env.bool("ASSAY_DEBUG", default=False):
    raise ImproperlyConfigured("ASSAY_DEBUG is for development; unset it.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ASSAY_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = env.bool("ASSAY_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("ASSAY_TLS_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

# The editor shows its preview in a frame of the same site; public pages forbid frames in their own policy.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
