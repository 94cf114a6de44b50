import { pageContext } from "../acts/context.ts";
import { flipBox } from "../acts/toggle-task.ts";
import { ApiError } from "../http/api-error.ts";
import type { Answer } from "../http/router.ts";
import type { WebRequest } from "../http/server.ts";
import { createPerson } from "../person.ts";
import { canReadIssue, canReadNote, canReadProject, canUpdateIssue, projectLevel } from "../world/access.ts";
import { findIssue, findProject, findUser } from "../world/find.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { issuePath, renderIssue, renderIssueList } from "./issue-page.ts";
import { escapeHtml, renderPage } from "./layout.ts";

const ISSUE = /^(.+)\/-\/(?:issues|work_items)\/(\d+)$/;

/** Pages to look at projects and issues, and to act as one of their members (`?as=`). Null for what is no page. */
export function createPages(world: World): (request: WebRequest) => Answer | null {
  return (request) => {
    const path = decode(request.path).replace(/\/$/, "");
    const [, place, iid] = ISSUE.exec(path) ?? [];
    const project = findProject(world, (place ?? path).slice(1));
    const viewer = viewerOf(world, project, request.query["as"]);
    if (viewer === null) return null;
    if (path === "") return show("Projects", world, null, viewer, "/", renderProjects(world, viewer));
    if (project === null || !canReadProject(world, viewer, project)) return null;
    if (iid === undefined) {
      const issues = project.issues.filter((issue) => canReadIssue(world, viewer, issue));
      const list = renderIssueList(project.path, issues, viewer.username);
      return show(project.path, world, project, viewer, `/${project.path}`, list);
    }
    const issue = findIssue(project, Number(iid));
    if (issue === null || !canReadIssue(world, viewer, issue)) return null;
    return request.method === "POST" ? act(world, viewer, issue, request) : showIssue(world, viewer, issue);
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Who may look at a project, the most powerful first; without a project everybody who is a person. */
function peopleOf(world: World, project: StoredProject | null): readonly StoredUser[] {
  const level = (user: StoredUser): number =>
    Math.max(...world.projects.filter((one) => one === (project ?? one)).map((one) => projectLevel(world, user, one)));
  return world.users
    .filter((user) => !user.bot && !user.admin && level(user) > 0)
    .toSorted((one, other) => level(other) - level(one));
}

function viewerOf(world: World, project: StoredProject | null, as: unknown): StoredUser | null {
  const named = typeof as === "string" ? findUser(world, as) : null;
  return named ?? peopleOf(world, project)[0] ?? null;
}

function show(
  title: string,
  world: World,
  project: StoredProject | null,
  { username }: StoredUser,
  path: string,
  body: string,
): Answer {
  const others = peopleOf(world, project).map((user) => user.username);
  return {
    status: 200,
    body: Buffer.from(renderPage(title, { username, others }, path, body)),
    headers: {
      "content-type": "text/html; charset=utf-8",
      // Texts of people are shown as they are: nothing in them may run or load.
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    },
  };
}

function renderProjects(world: World, viewer: StoredUser): string {
  const rows = world.projects
    .filter((project) => canReadProject(world, viewer, project))
    .map(
      ({ path, issues }) =>
        `<li><a href="/${escapeHtml(path)}?as=${encodeURIComponent(viewer.username)}">${escapeHtml(path)}</a> <span class="meta">${issues.filter(({ state }) => state === "opened").length} open issues</span></li>`,
    );
  return `<h1>Projects</h1><ul class="issues">${rows.join("")}</ul>`;
}

function showIssue(world: World, viewer: StoredUser, issue: StoredIssue): Answer {
  const notes = issue.notes.filter((note) => canReadNote(world, viewer, issue, note));
  const body = renderIssue(issue, notes, viewer.username, canUpdateIssue(world, viewer, issue));
  return show(issue.title, world, issue.project, viewer, issuePath(issue.project.path, issue.iid), body);
}

function act(world: World, viewer: StoredUser, issue: StoredIssue, { form, foreign }: WebRequest): Answer {
  if (foreign) return { status: 403, body: "403: another site sent this form\n" };
  const person = createPerson(world, viewer);
  const { act: wanted, line, body } = form;
  try {
    if (wanted === "close") person.close(issue.project, issue.iid);
    else if (wanted === "reopen") person.reopen(issue.project, issue.iid);
    else if (wanted === "comment" && typeof body === "string") person.comment(issue.project, issue.iid, body);
    else if (typeof line === "string") flipBox(world, viewer, issue, Number(line), pageContext(world));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: `${JSON.stringify(error.body)}\n` };
  }
  const location = `${issuePath(issue.project.path, issue.iid)}?as=${encodeURIComponent(viewer.username)}`;
  return { status: 303, headers: { location } };
}
