"""What a new installation starts with: its first pages, the groups of people, the review of takes."""

from django.db import migrations

EVERYTHING_EDITORIAL = {
    "evidence": {
        "source": ("add", "change", "view"),
        "topic": ("add", "change", "view"),
        "card": ("add", "change", "view"),
        "briefing": ("add", "change", "view"),
    },
    "questions": {
        "take": ("add", "change", "view"),
        "run": ("add", "change", "view"),
        "position": ("add", "change", "delete", "view"),
        "stance": ("add", "change", "delete", "view"),
        "exclusion": ("add", "change", "delete", "view"),
        "indicator": ("add", "change", "view"),
        "indicatortopic": ("add", "change", "delete", "view"),
    },
}
REVIEW = {"questions": {"take": ("publish", "lock", "unlock"), "waiver": ("add",), "withdrawal": ("add",)}}
DRAFT = {"questions": {"take": ("add",)}}
PAGE_RIGHTS = ("add", "change", "publish")
MEDIA_RIGHTS = {
    ("media", "picture"): ("add", "change", "choose"),
    ("wagtaildocs", "document"): ("add", "change", "choose"),
}

WORKFLOW = "Review of takes"
WAGTAILS_OWN = "Moderators approval"


def begin(apps, schema_editor):
    home = first_pages(apps)
    reviewers = people(apps, home)
    review_of_takes(apps, reviewers)


def first_pages(apps):
    """The home page in place of Wagtail's welcome page, and the index of questions under it."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("cms", "HomePage")
    QuestionIndex = apps.get_model("questions", "QuestionIndex")
    root = Page.objects.get(depth=1)
    locale, _ = Locale.objects.get_or_create(language_code="en")
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    home = HomePage.objects.create(
        title="Assay",
        draft_title="Assay",
        slug="home",
        url_path="/home/",
        path=root.path + "0001",
        depth=2,
        numchild=1,
        locale=locale,
        content_type=content_type(apps, "cms", "homepage"),
        tagline="Contested questions, answered from evidence",
        live=True,
    )
    QuestionIndex.objects.create(
        title="Questions",
        draft_title="Questions",
        slug="questions",
        url_path="/home/questions/",
        path=home.path + "0001",
        depth=3,
        numchild=0,
        locale=locale,
        content_type=content_type(apps, "questions", "questionindex"),
        live=True,
        show_in_menus=True,
    )
    root.numchild = 1
    root.save()
    Site.objects.create(
        hostname="localhost", port=80, site_name="Assay", root_page_id=home.pk, is_default_site=True
    )
    return home


def people(apps, home):
    """Editors write, reviewers decide as well, agents draft, partner managers sign in."""
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name="Moderators").update(name="Reviewers")
    editors, _ = Group.objects.get_or_create(name="Editors")
    reviewers, _ = Group.objects.get_or_create(name="Reviewers")
    partner_managers, _ = Group.objects.get_or_create(name="Partner managers")
    agents, _ = Group.objects.get_or_create(name="Agents")
    admin = permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    for group in (editors, reviewers, partner_managers):
        group.permissions.add(admin)
    for group in (editors, reviewers):
        grant(apps, group, EVERYTHING_EDITORIAL)
        grant_pages(apps, group, home)
        grant_media(apps, group)
    grant(apps, reviewers, REVIEW)
    grant(apps, agents, DRAFT)
    return reviewers


def review_of_takes(apps, reviewers):
    """One task: approval by the reviewers while the audit leaves nothing open. Wagtail's own workflow rests."""
    GatedApprovalTask = apps.get_model("questions", "GatedApprovalTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    Task = apps.get_model("wagtailcore", "Task")
    task = GatedApprovalTask.objects.create(
        name=WORKFLOW, active=True, content_type=content_type(apps, "questions", "gatedapprovaltask")
    )
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    apps.get_model("wagtailcore", "WorkflowContentType").objects.create(
        content_type=content_type(apps, "questions", "take"), workflow=workflow
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__name=WAGTAILS_OWN).delete()
    Workflow.objects.filter(name=WAGTAILS_OWN).update(active=False)
    Task.objects.filter(name=WAGTAILS_OWN).update(active=False)


def grant(apps, group, rights):
    for app, models in rights.items():
        for model, actions in models.items():
            for action in actions:
                name = f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"
                group.permissions.add(permission(apps, app, model, f"{action}_{model}", name))


def grant_pages(apps, group, home):
    """Rights on the home page reach everything under it; those that Wagtail gave on the root go."""
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupPagePermission.objects.filter(group=group).delete()
    for action in PAGE_RIGHTS:
        right = permission(apps, "wagtailcore", "page", f"{action}_page", f"Can {action} page")
        GroupPagePermission.objects.create(group=group, page_id=home.pk, permission=right)


def grant_media(apps, group):
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for (app, model), actions in MEDIA_RIGHTS.items():
        for action in actions:
            right = permission(apps, app, model, f"{action}_{model}", f"Can {action} {model}")
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=right
            )


def content_type(apps, app, model):
    """Content types appear after migrating only; what is made here is found then."""
    found, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    return found


def permission(apps, app, model, codename, name):
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type(apps, app, model), codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("media", "0002_initial"),
        ("users", "0001_initial"),
        ("evidence", "0003_guards"),
        ("questions", "0004_review_task"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
