"""Production starts only as production."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import override_settings

from cms.demo.loading import DemoRefused, load_demo

GOOD = {
    "SECRET_KEY": "h4Kq9-zXw2_rTn7vB0c" * 3,
    "ASSAY_HOSTS": "assay.example.org",
    "DATABASE_URL": "postgresql://u:p@127.0.0.1:1/x",
}


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ASSAY_", "SECRET_", "DATABASE_", "DJANGO_ALLOW_ASYNC"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={**clean, "DJANGO_SETTINGS_MODULE": "cms.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_a_key_and_a_host_the_deploy_check_is_clean():
    done = check(**GOOD)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "at least 32 characters"),
        ({"SECRET_KEY": "development-only-key-that-production-refuses"}, "not the development one"),
        ({"ASSAY_DEBUG": "1"}, "ASSAY_DEBUG"),
    ],
)
def test_it_refuses_to_start_unsafely(change: dict[str, str], sentence: str):
    done = check(**{**GOOD, **change})
    assert done.returncode != 0
    assert sentence in done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ASSAY_HOSTS"])
def test_it_refuses_to_start_without(missing: str):
    done = check(**{name: value for name, value in GOOD.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.django_db
@override_settings(ASSAY_DEMO_ALLOWED=False)
def test_the_demo_accounts_are_not_loaded():
    with pytest.raises(DemoRefused, match="well-known password"):
        load_demo()
