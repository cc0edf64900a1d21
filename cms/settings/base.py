"""What every installation shares; development, production and test add to it."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

INSTALLED_APPS = [
    "cms",
    "cms.users",
    "cms.media",
    "questions",
    "evidence",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_q",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.security.ContentSecurityPolicy",
    "cms.unavailable.DatabaseUnavailable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.moved.BelowRenamedQuestions",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql:///assay")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "cms.lockout.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["cms.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "var" / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# A task may outlive a slow neighbour in the queue: `retry` stays far above `timeout`, or it would start twice.
Q_CLUSTER = {
    "name": "assay",
    "orm": "default",
    "workers": env.int("ASSAY_WORKERS", default=1),
    "timeout": 300,
    "retry": 3600,
    "queue_limit": 1,
    "bulk": 1,
    "poll": 0.2,
    "max_attempts": 3,
    "catch_up": False,
    "save_limit": 1000,
    "ack_failures": True,
    "label": "Background work",
}

# Authentication, permissions, throttling and versioning belong to our own base view: as defaults they would
# reach into Wagtail's admin as well.
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}

WAGTAIL_SITE_NAME = "Assay"
WAGTAILADMIN_BASE_URL = env("ASSAY_BASE_URL", default="http://localhost:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "pdf", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = env("ASSAY_MAIL_FROM", default="assay@localhost")
DEFAULT_FROM_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# How many proxies in front are trusted to name the reader's address; 0 means the connection's own address.
ASSAY_TRUSTED_PROXIES = env.int("ASSAY_TRUSTED_PROXIES", default=0)
# First votes of one address in an hour; offices and campuses share an address, so it is not small.
ASSAY_NEW_VOTERS_PER_ADDRESS = env.int("ASSAY_NEW_VOTERS_PER_ADDRESS", default=300)
# The demo's accounts share a password that anyone can read in the documentation.
ASSAY_DEMO_ALLOWED = True
ASSAY_DEMO_PASSWORD = env("ASSAY_DEMO_PASSWORD", default="assay-demo")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("ASSAY_LOG_LEVEL", default="INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

# Requests to the API that one address may make in a minute.
ASSAY_API_RATE = env.int("ASSAY_API_RATE", default=600)
# Requests that one partner may make in a minute with its keys, and drafts that it may hand in within an hour.
ASSAY_PARTNER_RATE = env.int("ASSAY_PARTNER_RATE", default=1200)
ASSAY_PARTNER_DRAFTS = env.int("ASSAY_PARTNER_DRAFTS", default=60)
SPECTACULAR_SETTINGS = {
    "TITLE": "Assay API",
    "DESCRIPTION": (
        "Questions, takes with audited claims, evidence cards, briefings, indicators and votes. Reading needs no "
        "key; partners hand in drafts with one. Every answer names its licence, every take how it was made. "
        "Errors are RFC 9457 problems."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SERVERS": [{"url": "/"}],
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": [],
    # It would crawl Wagtail's own admin API as well; `openapi --check` looks at ours.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# The account in whose name the nightly check drafts; it must be in the group "Agents".
ASSAY_AGENT = env("ASSAY_AGENT", default="drafting-agent")
# "extractive" needs no network; "language_model" is there once it has an address: docs/drafters.md.
ASSAY_DRAFTER = env("ASSAY_DRAFTER", default="extractive")
ASSAY_LLM_URL = env("ASSAY_LLM_URL", default="")
# Many servers have one model and take any name for it.
ASSAY_LLM_MODEL = env("ASSAY_LLM_MODEL", default="default")
ASSAY_LLM_FALLBACK_MODEL = env("ASSAY_LLM_FALLBACK_MODEL", default="")
ASSAY_LLM_KEY = env("ASSAY_LLM_KEY", default="")
# Money for a million tokens, read and written: small=0.20/0.80,large=3/15
ASSAY_LLM_PRICES = env("ASSAY_LLM_PRICES", default="")
# Money, then tokens: 2.50/400000; either may be left out.
ASSAY_LLM_CAP_RUN = env("ASSAY_LLM_CAP_RUN", default="/600000")
ASSAY_LLM_CAP_DAY = env("ASSAY_LLM_CAP_DAY", default="/5000000")
ASSAY_LLM_CAP_MONTH = env("ASSAY_LLM_CAP_MONTH", default="/50000000")
# How long a model is left alone after five failures in a row.
ASSAY_LLM_CALL_SECONDS = env.float("ASSAY_LLM_CALL_SECONDS", default=45.0)
ASSAY_LLM_BREAKER_MINUTES = env.int("ASSAY_LLM_BREAKER_MINUTES", default=10)
