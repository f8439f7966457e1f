"""Outside the usual files of a slice: who reads along before a page is published.

One workflow for the whole tree, and one of its own for a section that wants other readers.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Site, Workflow, WorkflowPage, WorkflowTask

from portal.pages.models import PlainLanguageTask, SecondReaderTask
from portal.pages.translated import every_start

READERS = ("Redacteur", "Beheerder")


def ensure_workflow() -> Workflow | None:
    """The workflow of every site: plain language, then another person. Made after a migrate, once; editors go on.

    None when there is no tree or the tree has a workflow already.
    """
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return None
    there = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if there is not None and not is_of_wagtail(there.workflow):
        return None
    WorkflowPage.objects.filter(page=root).delete()
    groups = [Group.objects.get_or_create(name=name)[0] for name in READERS]
    return make_workflow(_("Meelezen"), root, groups)


def ensure_site_workflows() -> None:
    """Where an installation holds several sites, each has second readers of its own: nobody reads along elsewhere."""
    sites = list(Site.objects.select_related("root_page"))
    if len(sites) < 2:
        return
    for site in sites:
        writers = GroupPagePermission.objects.filter(page=site.root_page, permission__codename="change_page")
        groups = Group.objects.filter(pk__in=writers.values("group")).exclude(name__startswith="Moderator")
        if groups and not WorkflowPage.objects.filter(page=site.root_page).exists():
            give_section(page=site.root_page, groups=groups)
        follow_in_other_languages(site)


def follow_in_other_languages(site: Site) -> None:
    """Who reads along on a site does so on its translations: their start lies beside that of the site, not below it."""
    held = WorkflowPage.objects.filter(page=site.root_page).first()
    for start in every_start(site)[1:] if held is not None else ():
        WorkflowPage.objects.get_or_create(page=start, defaults={"workflow": held.workflow})


def is_of_wagtail(workflow: Workflow) -> bool:
    """Wagtail begins with a workflow for a group that nobody of ours is in, so that no page would ever be approved."""
    tasks = [task.specific for task in workflow.tasks]
    return all(isinstance(task, GroupApprovalTask) and is_for_moderators(task) for task in tasks)


def is_for_moderators(task: GroupApprovalTask) -> bool:
    return set(task.groups.values_list("name", flat=True)) <= {"Moderators"}


def give_section(*, page: Page, groups: Iterable[Group]) -> Workflow:
    """From now on these groups approve what is below this page, in place of the workflow above it."""
    with transaction.atomic():
        WorkflowPage.objects.filter(page=page).delete()
        return make_workflow(_("Meelezen: %(section)s") % {"section": page.title}, page, groups)


def make_workflow(name: str, page: Page, groups: Iterable[Group]) -> Workflow:
    with transaction.atomic():
        workflow = Workflow.objects.create(name=name)
        plain = PlainLanguageTask.objects.first() or PlainLanguageTask.objects.create(name=_("Gewone taal"))
        reader = SecondReaderTask.objects.create(name=name)
        reader.groups.set(groups)
        for order, task in enumerate((plain, reader)):
            WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=order)
        WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow
