"""All settings, each by environment. Runs with none set in development; see docs/operations.md for the table."""

from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = env.flag("DEBUG", default=not env.text("SECRET_KEY"))
SECRET_KEY = env.text("SECRET_KEY", "development-only" if DEBUG else "")
if not SECRET_KEY or (not DEBUG and SECRET_KEY == "development-only"):  # noqa: S105
    raise ImproperlyConfigured("SECRET_KEY must be set to a long random text when DEBUG is off.")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

SITE_ADDRESS = env.text("SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_ADDRESS).hostname or "127.0.0.1"
IS_SECURE = SITE_ADDRESS.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or (["*"] if DEBUG else [SITE_HOST, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SIGN_UP_OPEN = env.flag("SIGN_UP_OPEN", default=True)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "core",
    "journal",
    "plans",
    "insights",
    "groups",
    "reviews",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.CompressPagesMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.WelcomeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.PrivatePagesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
        },
    },
]
FORM_RENDERER = "core.forms.Renderer"

# Databases: SQLite in WAL mode for one machine, PostgreSQL for many.
DATABASES = {"default": env.database(f"sqlite:///{VAR_DIR / 'journal.sqlite3'}")}
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    Path(str(DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.number("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Plans are kept on connections that are: a pooler that hands transactions out would mix them up.
    DATABASES["default"]["OPTIONS"] = {"prepare_threshold": 5 if DATABASES["default"]["CONN_MAX_AGE"] else None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits live in the cache, and the cache in the database: losing Redis loosens nothing.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

# People and sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reviews:home"
SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_AGE = 90 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "signup": "accounts.sign_in_forms.SignUpForm",
    "request_login_code": "accounts.sign_in_forms.AddressForm",
    "confirm_login_code": "accounts.sign_in_forms.SignInCodeForm",
    "confirm_email_verification_code": "accounts.sign_in_forms.AddressCodeForm",
    "change_email": "accounts.sign_in_forms.OtherAddressForm",
    "add_email": "accounts.sign_in_forms.NewAddressForm",
    "reset_password": "accounts.sign_in_forms.ResetForm",
    "confirm_password_reset_code": "accounts.sign_in_forms.ResetCodeForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "accounts.sign_in_forms.SetPasswordForm",
    "reauthenticate": "accounts.sign_in_forms.PasswordForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT
ACCOUNT_PASSWORD_RESET_BY_CODE_CODE_FORMAT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 1800
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Counted in the cache, which is a table: per address of the network and per account (docs/privacy.md, "Guessing").
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key,20/d/key",
    "request_login_code": "20/m/ip,3/m/key,20/d/key",
    "reset_password": "20/m/ip,3/m/key,20/d/key",
    "signup": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}  # asking for a challenge and answering it are one each
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # passkeys on http://localhost while developing
MFA_FORMS = {
    "authenticate": "accounts.factor_forms.CodeForm",
    "reauthenticate": "accounts.factor_forms.CodeAgainForm",
    "activate_totp": "accounts.factor_forms.AppForm",
    "add_webauthn": "accounts.factor_forms.PasskeyForm",
    "edit_webauthn": "accounts.factor_forms.PasskeyNameForm",
    "login_webauthn": "accounts.factor_forms.PasskeyAloneForm",
}

# Languages, time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "core.storage.StaticStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Security headers
SECURE_SSL_REDIRECT = IS_SECURE and env.flag("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["app"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# E-mail
MAILERS = {
    "default": env.mailer(f"smtp://127.0.0.1:{env.text('INBOX_PORT', '1025')}" if DEBUG else "consolemail://"),
}
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Small Wins <journal@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
INBOX_DIR = VAR_DIR / "inbox"

# Web Push: the only services that we hand messages to; a name that begins with a dot stands for all below it.
PUSH_HOSTS = env.words(
    "PUSH_HOSTS",
    "fcm.googleapis.com,.push.services.mozilla.com,.push.apple.com,.notify.windows.com",
)

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.JsonBody"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Small Wins",
    "DESCRIPTION": "A training journal for body and mind. Instants are RFC 3339 with offset; days are YYYY-MM-DD.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.schema.add_errors",
    ],
    "ENUM_NAME_OVERRIDES": {"SetKindEnum": ["working", "warmup", "drop", "failure", "assisted"]},  # in two components
    "COMPONENT_SPLIT_REQUEST": True,
}

# Background work: the database is the truth, messages are hints.
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL") or env.text("REDIS_URL") or "filesystem://localhost"
if CELERY_BROKER_URL.startswith("filesystem://"):
    for _folder in ("broker", "broker-control"):
        (VAR_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker-control"),
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_timeout": 5, "socket_connect_timeout": 3}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULER = "core.beat:HeartbeatScheduler"
CELERY_BEAT_SCHEDULE = {
    "beat": {"task": "core.tasks.record_worker_heartbeat", "schedule": 30.0, "options": {"expires": 60}},
    "send-due-mail": {"task": "core.tasks.send_due_mail", "schedule": 30.0, "options": {"expires": 60}},
    "write-due-reviews": {"task": "reviews.tasks.write_due_reviews", "schedule": 60.0, "options": {"expires": 120}},
    "remind-of-meetings": {"task": "groups.tasks.remind_of_meetings", "schedule": 60.0, "options": {"expires": 120}},
    "write-digests": {"task": "groups.tasks.write_digests", "schedule": 600.0, "options": {"expires": 600}},
    "ask-for-renewals": {"task": "groups.tasks.ask_for_renewals", "schedule": 600.0, "options": {"expires": 600}},
    "morning-after": {"task": "groups.tasks.write_mornings", "schedule": 60.0, "options": {"expires": 120}},
    "sum-up-weeks": {"task": "groups.tasks.sum_up_weeks", "schedule": 600.0, "options": {"expires": 600}},
    "remind": {"task": "plans.tasks.remind", "schedule": 60.0, "options": {"expires": 120}},
    "step-due-plans": {"task": "plans.tasks.step_due_plans", "schedule": 300.0, "options": {"expires": 300}},
    "support-check": {"task": "journal.tasks.support_check", "schedule": 600.0, "options": {"expires": 600}},
    "settle-past-tasks": {"task": "plans.tasks.settle_past_tasks", "schedule": 600.0, "options": {"expires": 600}},
    "repair-review-times": {"task": "reviews.tasks.repair_due_times", "schedule": crontab(hour=3, minute=40)},
    "watch-backups": {"task": "accounts.tasks.watch_backups", "schedule": 3600.0, "options": {"expires": 3600}},
    "keep-retention": {"task": "core.tasks.keep_retention", "schedule": crontab(hour=3, minute=20)},
}

# Logs: one line of JSON a record, no health values, no addresses.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
}
GROUP_SIZE_LIMIT = env.number("GROUP_SIZE_LIMIT", 12)
PSQI_PACK = env.text("PSQI_PACK")
PSQI_PACK_LICENCE_REF = env.text("PSQI_PACK_LICENCE_REF")
HELP_CONTACTS = env.text("HELP_CONTACTS")
SILENCED_SYSTEM_CHECKS: list[str] = []
