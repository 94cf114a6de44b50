"""A working day with python-gitlab. Each step says what it saw; the first one that fails ends it, named, with 1."""

import datetime
import sys
import traceback

import gitlab

url, token, owner_token, path = sys.argv[1:5]
# Refuses to retry what a real GitLab would not take either.
gl = gitlab.Gitlab(url, private_token=token, retry_transient_errors=False, per_page=2)
owner = gitlab.Gitlab(url, private_token=owner_token)
steps = []


def step(check):
    steps.append(check)
    return check


def expect(found, wanted):
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"


def refused(status, ask):
    try:
        ask()
    except gitlab.exceptions.GitlabError as error:
        expect(error.response_code, status)
        return str(error)
    raise AssertionError(f"was not refused with {status}")


def paths(projects):
    return sorted(project.path_with_namespace for project in projects)


@step
def who_and_where():
    gl.auth()
    expect(gl.user.username, "bot")
    version, revision = gl.version()
    assert version and revision


@step
def projects_by_every_boolean():
    everything = paths(gl.projects.list(get_all=True))
    expect(paths(gl.projects.list(membership=True, get_all=True)), everything)
    expect(paths(gl.projects.list(simple=True, membership=True, get_all=True)), everything)
    expect(paths(gl.projects.list(archived=False, iterator=True)), everything)
    expect(paths(gl.projects.list(archived=True, iterator=True)), [])
    expect(paths(gl.projects.list(owned=True, iterator=True)), [])
    expect(paths(owner.projects.list(owned=True, iterator=True)), everything)
    expect(paths(gl.projects.list(starred=True, iterator=True)), [])
    expect(paths(gl.projects.list(with_issues_enabled=True, iterator=True)), everything)
    expect(paths(gl.projects.list(min_access_level=gitlab.const.AccessLevel.REPORTER, all=True)), everything)
    expect(paths(gl.projects.list(pagination="keyset", order_by="id", per_page=1, get_all=True)), everything)
    assert not hasattr(gl.projects.list(simple=True)[0], "permissions")


@step
def iterators_old_and_new():
    lazy = gl.projects.list(as_list=False)
    expect((lazy.total, lazy.per_page, lazy.current_page), (len(list(gl.projects.list(iterator=True))), 2, 1))
    expect(len(list(lazy)), lazy.total)
    expect([len(gl.projects.list(page=page, per_page=2)) for page in (1, 2)], [2, lazy.total - 2])


@step
def groups_and_their_families():
    groups = {group.id: group for group in gl.groups.list(get_all=True)}
    for group in groups.values():
        if group.parent_id is not None:
            expect(groups[group.parent_id].full_path, group.full_path.rpartition("/")[0])
            expect(gl.groups.get(group.parent_id).id, group.parent_id)
    top = gl.groups.list(top_level_only=True)
    expect([group.full_path for group in top], ["acme"])
    expect([group.full_path for group in top[0].subgroups.list(get_all=True)], ["acme/emea"])
    descendants = top[0].descendant_groups.list(iterator=True)
    expect([group.full_path for group in descendants], ["acme/emea", "acme/emea/second"])
    expect(paths(top[0].projects.list(iterator=True)), [])
    expect(len(top[0].projects.list(include_subgroups=True, with_shared=False, archived=False, iterator=True)), 3)
    expect(gl.groups.list(skip_groups=list(groups)), [])
    expect(gl.groups.get("acme", with_projects=False).full_path, "acme")
    expect([m.username for m in gl.groups.get("acme/emea").members_all.list(iterator=True)], ["owner", "bot"])
    expect([group.full_path for group in gl.groups.list(owned=True)], [])


@step
def people():
    project = gl.projects.get(path)
    members = project.members_all.list(get_all=True)
    expect({m.username: m.access_level for m in members}, {"owner": 50, "bot": 20, "dev": 30})
    developer = gl.users.list(username="dev")[0]
    expect([m.username for m in project.members_all.list(user_ids=[developer.id])], ["dev"])
    expect(project.members_all.get(developer.id).access_level, gitlab.const.AccessLevel.DEVELOPER)
    expect([user.username for user in gl.users.list(search="own", active=True)], ["owner"])
    expect([user.username for user in gl.users.list(without_project_bots=True, get_all=True)], ["dev", "owner"])


@step
def labels():
    project = gl.projects.get(path)
    label = project.labels.create({"name": "python", "color": "#336699"})
    label.description = "made by a snake"
    label.save()
    expect(project.labels.get("python").description, "made by a snake")
    label.new_name = "snake"
    label.save()
    expect([one.name for one in project.labels.list(search="snake", with_counts=True)], ["snake"])
    project.labels.delete("snake")
    refused(404, lambda: project.labels.get("snake"))


@step
def issues_made_edited_closed():
    project = gl.projects.get(path)
    developer = gl.users.list(username="dev")[0]
    issue = project.issues.create(
        {
            "title": "From Python",
            "description": "- [ ] one\n- [ ] two",
            "labels": ["a", "b"],
            "assignee_ids": [developer.id],
            "due_date": str(datetime.date(2026, 12, 24)),
            "confidential": False,
        }
    )
    expect((issue.state, sorted(issue.labels), issue.due_date), ("opened", ["a", "b"], "2026-12-24"))
    expect(issue.task_completion_status, {"count": 2, "completed_count": 0})
    issue.title = "From Python, edited"
    issue.description = "- [x] one\n- [ ] two"
    issue.labels = ["b"]
    issue.discussion_locked = True
    issue.save()
    issue = project.issues.get(issue.iid)
    expect((issue.title, issue.labels, issue.discussion_locked), ("From Python, edited", ["b"], True))
    issue.state_event = "close"
    issue.save()
    expect((issue.state, issue.attributes["closed_by"]["username"]), ("closed", "bot"))
    issue.state_event = "reopen"
    issue.add_labels = ["c", "d"]
    issue.remove_labels = ["b"]
    issue.save()
    expect((issue.state, sorted(issue.labels)), ("opened", ["c", "d"]))
    project.issues.update(issue.iid, {"assignee_ids": [], "confidential": True})
    issue = project.issues.get(issue.iid)
    expect((issue.assignees, issue.confidential), ([], True))
    refused(400, lambda: project.issues.update(issue.iid, {"confidential": "maybe"}))
    refused(403, lambda: project.issues.delete(issue.iid))


@step
def issues_listed():
    project = gl.projects.get(path)
    made = [project.issues.create({"title": f"number {n}", "labels": ["many"]}) for n in range(5)]
    iids = [issue.iid for issue in made]
    many = {"labels": ["many"], "sort": "asc"}
    expect([i.iid for i in project.issues.list(get_all=True, **many)], iids)
    expect([i.iid for i in project.issues.list(iterator=True, **many)], iids)
    expect([i.iid for i in project.issues.list(page=2, **many)], iids[2:4])
    keyset = {"pagination": "keyset", "order_by": "created_at", **many}
    expect([i.iid for i in project.issues.list(get_all=True, **keyset)], iids)
    expect([i.iid for i in project.issues.list(iids=iids[:2], sort="asc")], iids[:2])
    expect([i.iid for i in project.issues.list(search="number 3", **{"in": "title"})], [iids[3]])
    expect(project.issues.list(state="closed", **many), [])
    expect(project.issues.list(confidential=True, **many), [])
    expect([i.iid for i in project.issues.list(confidential=False, per_page=9, **many)], iids)
    expect(project.issues.list(updated_before=datetime.datetime(2020, 1, 1).isoformat(), **many), [])
    expect(project.issues.list(created_after=datetime.datetime.now(datetime.timezone.utc), **many), [])
    expect(project.issues.list(**{"not": {"labels": ["many"]}}, labels=["many"]), [])
    detailed = project.issues.list(with_labels_details=True, labels="many")[0]
    expect([label["name"] for label in detailed.labels], ["many"])
    group = gl.groups.get("acme")
    expect([i.iid for i in group.issues.list(iterator=True, state="opened", scope="all", **many)], iids)
    expect(gl.issues.list(labels="many", assignee_id="Any"), [])
    expect(project.issues_statistics.get(labels="many").statistics["counts"]["opened"], 5)
    expect(project.issues.list(my_reaction_emoji="Any", labels="many"), [])


@step
def comments():
    issue = gl.projects.get(path).issues.list(labels="many", sort="asc")[0]
    note = issue.notes.create({"body": "first"})
    note.body = "first, edited"
    note.save()
    hidden = issue.notes.create({"body": "inside", "internal": True})
    expect(hidden.internal, True)
    listed = issue.notes.list(sort="asc", order_by="created_at", activity_filter="only_comments", iterator=True)
    expect([one.body for one in listed], ["first, edited", "inside"])
    reaction = issue.notes.get(note.id).awardemojis.create({"name": "eyes"})
    expect([one.name for one in note.awardemojis.list()], ["eyes"])
    note.awardemojis.delete(reaction.id)
    hidden.delete()
    refused(404, lambda: issue.notes.get(hidden.id))
    expect(len(issue.notes.list(activity_filter="only_comments")), 1)


@step
def records_and_links():
    project = gl.projects.get(path)
    first, second = project.issues.list(labels="many", sort="asc")
    first.state_event = "close"
    first.save()
    added = first.resourcelabelevents.list()
    expect([(event.action, event.label["name"]) for event in added], [("add", "many")])
    expect(first.resourcelabelevents.get(added[0].id).id, added[0].id)
    closed = first.resourcestateevents.list()
    expect([event.state for event in closed], ["closed"])
    expect(first.resourcestateevents.get(closed[0].id).user["username"], "bot")
    source, target = first.links.create({"target_project_id": project.id, "target_issue_iid": second.iid})
    expect((source.iid, target.iid), (first.iid, second.iid))
    link = first.links.list()[0]
    expect((link.iid, link.link_type), (second.iid, "relates_to"))
    first.links.delete(link.issue_link_id)
    expect(first.links.list(), [])
    first.todo()
    expect([todo.target["iid"] for todo in gl.todos.list(state="pending", type="Issue")], [first.iid])
    gl.todos.mark_all_as_done()
    expect(gl.todos.list(state="pending"), [])


@step
def files_and_templates():
    project = gl.projects.get(path)
    expect(project.files.get("docs/ü b.md", ref="HEAD").decode().decode(), "umlaut")
    expect(project.files.raw("docs/ü b.md", ref=project.default_branch).decode(), "umlaut")
    expect([one["key"] for one in gl.http_list(f"/projects/{project.id}/templates/issues")], ["Agenda"])
    expect(gl.http_get(f"/projects/{project.id}/templates/issues/Agenda")["content"], "## Agenda\n")
    refused(404, lambda: project.files.get("nowhere.md", ref="HEAD"))


@step
def webhooks():
    refused(403, lambda: gl.projects.get(path).hooks.list())
    project = owner.projects.get(path)
    hook = project.hooks.create(
        {"url": "http://127.0.0.1:9/hook", "issues_events": True, "push_events": False, "enable_ssl_verification": True}
    )
    expect((hook.issues_events, hook.push_events, hook.enable_ssl_verification), (True, False, True))
    hook.note_events = True
    hook.save()
    expect(project.hooks.get(hook.id).note_events, True)
    hook.delete()
    expect(project.hooks.list(), [])


@step
def what_the_sandbox_does_not_play():
    project = gl.projects.get(path)
    for ask in (project.boards.list, project.pipelines.list, project.events.list, gl.namespaces.list, project.star):
        said = refused(501, ask)
        assert "the sandbox of collab-cadence" in said, said
    expect(refused(404, lambda: gl.http_get("/nonsense")), "404: 404 Not Found")
    refused(405, lambda: gl.http_put("/version"))


for check in steps:
    try:
        check()
    except Exception:
        print(f"FAILED {check.__name__}", flush=True)
        traceback.print_exc()
        sys.exit(1)
    print(check.__name__, flush=True)
