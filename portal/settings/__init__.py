"""Django settings. Values that differ per installation come from `environment`; everything else is decided here."""

from __future__ import annotations

import environ
from django.utils.translation import gettext_lazy as _

from portal.settings import environment
from portal.settings.environment import BASE_DIR, DATA_DIR
from portal.settings.environment import DEBUG as RELAXED
from portal.settings.headers import CONTENT_SECURITY_POLICY, MAP_TILES, PERMISSIONS_POLICY  # noqa: F401
from portal.settings.logs import logging_config

# The variable DEBUG relaxes what is demanded (RELAXED below); our own error pages are shown either way.
DEBUG = False
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.allowed_hosts()
PORT = environment.number("PORT", 8000, low=1, high=65535)
DEMO = environment.flag("DEMO", default=True)
FORM_ADDRESS_LIMIT = environment.rate("FORM_ADDRESS_LIMIT", "20:60")
LIVE_ADDRESS_LIMIT = environment.rate("LIVE_ADDRESS_LIMIT", "60:300")
LIVE_CLOSE_AFTER = environment.number("LIVE_CLOSE_AFTER", 600, low=1, high=86_400)

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "portal.history",
    "portal.places",
    "portal.vocabulary",
    "portal.limits",
    "portal.notices",
    "portal.background",
    "portal.pagecache.apps.PageCacheConfig",
    "portal.pages",
    "community.people.apps.PeopleConfig",
    "community.dialogue.comments.apps.CommentsConfig",
    "community.dialogue.ideas.apps.IdeasConfig",
    "community.dialogue.feedback.apps.FeedbackConfig",
    "community.dialogue.networks.apps.NetworksConfig",
    "community.dialogue.ambassadors.apps.AmbassadorsConfig",
    "community.dialogue.initiatives.apps.InitiativesConfig",
    "community.credits.apps.CreditsConfig",
    "community.circles.apps.CirclesConfig",
    "community.moments.apps.MomentsConfig",
    "community.help.apps.HelpConfig",
    "community.outreach.apps.OutreachConfig",
    "community.questions.apps.QuestionsConfig",
    "vacancies.bank.apps.BankConfig",
    "vacancies.sharing.apps.SharingConfig",
    "vacancies.placements.apps.PlacementsConfig",
    "vacancies.internships.apps.InternshipsConfig",
    "events.agenda.apps.AgendaConfig",
    "events.live.apps.LiveConfig",
    "search.apps.SearchConfig",
    "community.people.apps.PortalUsersConfig",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "channels",
    "csp",
    "django_htmx",
    "leaflet",
    "django_tasks",
    "django_tasks_db",
    "phonenumber_field",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.middleware.request_id",
    "portal.middleware.security_headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.body_limit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.pages.reading.reading_setting",
    "portal.pagecache.middleware.keep_pages",
    "portal.pages.shared.site_of_visitor",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.admin_policy",
    "portal.middleware.admin_faults",
    "portal.middleware.private_pages",
    "allauth.account.middleware.AccountMiddleware",
    "community.people.middleware.roles_of_this_site",
    "community.people.middleware.staff_second_factor",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
ASGI_APPLICATION = "portal.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.pages.context_processors.site_frame",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database() -> dict[str, object]:
    url = environment.address("DATABASE_URL", {"postgres", "postgresql", "sqlite"})
    if not url:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        }
    config: dict[str, object] = environ.Env.db_url_config(url)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return {**config, "OPTIONS": SQLITE_OPTIONS}
    pool = {"min_size": 2, "max_size": 10, "timeout": 10}
    return {**config, "CONN_MAX_AGE": 0, "OPTIONS": {"pool": pool}}


DATABASES = {"default": database()}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

CHANNEL_LAYERS: dict[str, dict[str, object]]
REDIS_URL = environment.address("REDIS_URL", {"redis", "rediss", "unix"})
if REDIS_URL:
    CACHES: dict[str, dict[str, object]] = {
        "default": {"BACKEND": "portal.cache.FailSoftRedisCache", "LOCATION": REDIS_URL},
        "pages": {"BACKEND": "portal.cache.FailSoftRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "pages"},
    }
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
    }
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pages",
            "OPTIONS": {"MAX_ENTRIES": 600},
        },
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 5000}}}
# Public pages are kept this long for visitors without an account, and never after a change (portal/pagecache).
KEEP_PAGES_SECONDS = 300

ELASTICSEARCH_URL = environment.addresses("ELASTICSEARCH_URL", {"http", "https"})
ELASTICSEARCH_API_KEY = environment.text("ELASTICSEARCH_API_KEY")
ELASTICSEARCH_CA = environment.text("ELASTICSEARCH_CA")
ELASTICSEARCH_PREFIX = "welzijnsportaal"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "portal.pages.search_backend",
        "SEARCH_CONFIG": "dutch",
    }
}

# --- Mail -----------------------------------------------------------------------------------------------------------

EMAIL_URL = environment.text("EMAIL_URL")
if EMAIL_URL:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "portal.notices.mail_folder.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "noreply@localhost" if RELAXED else f"noreply@{ALLOWED_HOSTS[0].lstrip('.')}"

# --- Web push: off unless there is a key and somebody to ask ---------------------------------------------------------

WEB_PUSH_KEY = environment.push_key("WEB_PUSH_KEY")
WEB_PUSH_CONTACT = environment.push_contact("WEB_PUSH_CONTACT", needed=bool(WEB_PUSH_KEY))
WEB_PUSH_HOSTS = environment.words("WEB_PUSH_HOSTS")

# --- Language and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "NL"
PHONENUMBER_DB_FORMAT = "E164"

# --- Static files ---------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if RELAXED
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = RELAXED
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# --- Accounts -------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:mine"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "community.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "community.people.account_forms.PasswordLoginForm",
    "signup": "community.people.account_forms.EmailSignupForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if RELAXED else "https"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = RELAXED
STAFF_NEEDS_SECOND_FACTOR = not RELAXED
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Wagtail --------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = _("Beheer")
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}" if RELAXED else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
WAGTAILADMIN_LOGIN_URL = "people:admin_door"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Amsterdam", "UTC"]
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.pages.approved.publish_approved"
CHECK_OUTSIDE_LINKS = environment.flag("CHECK_OUTSIDE_LINKS", default=not RELAXED)
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "odt", "ods", "pdf", "txt", "webm", "xlsx"]
TAGGIT_CASE_INSENSITIVE = True

# --- Limits and headers ---------------------------------------------------------------------------------------------

BODY_LIMIT = 128 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = []
if not RELAXED:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    # Both bind the organisation's other subdomains; the operator's proxy may add them (docs/operate.md).
    SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]

LOGGING = logging_config(debug=RELAXED)
