"""The tests' database keeps what migrations made, whatever a test did before."""

from django.contrib.auth.models import Group
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from tests.database import Databases


def test_migrations_have_run_before_the_first_test(db: None):
    assert Group.objects.filter(name="Editors").exists()


def test_a_renewed_copy_has_what_migrations_made(databases: Databases, django_db_blocker: DjangoDbBlocker):
    with django_db_blocker.unblock():
        Group.objects.all().delete()

        databases.renew()

        assert Group.objects.filter(name="Editors").exists()


def test_a_committed_database_shows_commits_to_a_second_connection(committed_db: None):
    Group.objects.create(name="Seen by both")
    second = connections.create_connection("default")
    try:
        with second.cursor() as cursor:
            cursor.execute("select count(*) from auth_group where name = 'Seen by both'")
            assert cursor.fetchone() == (1,)
    finally:
        second.close()


def test_commits_of_a_committed_database_reach_no_other_test(db: None):
    assert not Group.objects.filter(name="Seen by both").exists()
    assert not connection.settings_dict["NAME"].endswith("_committed")
