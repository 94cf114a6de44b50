import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

type Role = "guest" | "planner" | "reporter";
type Abilities = Readonly<Record<string, boolean | string>>;

const fixture = new URL("../fixtures/gitlab-verdicts/roles.json", import.meta.url);
const verdicts = JSON.parse(readFileSync(fixture, "utf8")) as Readonly<Record<Role, Abilities>>;

let stage: Stage;
afterEach(() => stage.sandbox.close());

const OWN = "own or assigned";
/** #1 is an open issue of the owner, #2 a confidential one, #3 an open one that is assigned, #4 an own confidential one. */
const OTHERS = 1;
const ASSIGNED = 3;

type Probe = (role: Role) => Promise<boolean | string>;

async function status(role: Role, method: "get" | "post" | "put" | "delete", path: string, body?: unknown) {
  const { status: code } = await stage.as(role)[method](`${API}/${path}`, body as never);
  return code < 300;
}

/** Whether it can be done with every issue, with own ones only, or with none. */
async function ownOrAll(one: boolean, other: boolean): Promise<boolean | string> {
  return one ? true : other ? OWN : false;
}

async function createdWith(role: Role, more: Readonly<Record<string, unknown>>) {
  return (await stage.as(role).post(`${API}/issues`, { title: "x", ...more })).body;
}

const probes: Readonly<Record<string, Probe>> = {
  create_issue: (role) => status(role, "post", "issues", { title: "x" }),
  create_note: (role) => status(role, "post", `issues/${OTHERS}/notes`, { body: "x" }),
  read_issue: (role) => status(role, "get", `issues/${OTHERS}`),
  read_label: (role) => status(role, "get", "labels"),
  read_project_member: (role) => status(role, "get", "members/all"),
  admin_issue_link: (role) =>
    status(role, "post", `issues/${OTHERS}/links`, { target_project_id: stage.projectId, target_issue_iid: 3 }),
  set_metadata_on_new_issue: async (role) =>
    (await createdWith(role, { labels: "known", due_date: "2026-12-01" })).due_date === "2026-12-01",
  set_confidentiality_on_new_issue: async (role) => (await createdWith(role, { confidential: true })).confidential,
  update_issue: async (role) => {
    const change = (iid: number) => status(role, "put", `issues/${iid}`, { title: "new" });
    return ownOrAll(await change(OTHERS), await change(ASSIGNED));
  },
  admin_issue: async (role) => {
    const { body } = await stage.as(role).put(`${API}/issues/${ASSIGNED}`, { add_labels: "known" });
    return body.labels.includes("known");
  },
  admin_label: (role) => status(role, "post", "labels", { name: role, color: "#ffffff" }),
  admin_milestone: (role) => status(role, "post", "milestones", { title: role }),
  destroy_issue: (role) => status(role, "delete", `issues/${OTHERS}`),
  read_code: (role) => status(role, "get", "repository/files/a.md/raw"),
  download_code: (role) => status(role, "get", "repository/files/a.md/raw"),
  read_confidential_issues: async (role) =>
    ownOrAll(await status(role, "get", "issues/2"), await status(role, "get", "issues/4")),
  read_internal_note: async (role) => (await stage.as(role).get(`${API}/issues/${OTHERS}/notes`)).body.length === 1,
  mark_note_as_internal: (role) => status(role, "post", `issues/${OTHERS}/notes`, { body: "x", internal: true }),
  read_merge_request: (role) => status(role, "get", "merge_requests"),
  read_pipeline_schedule: async (role) => (await stage.as(role).get(`${API}/pipeline_schedules`)).body.length === 1,
};
/** What the sandbox does not play: merge requests from forks. */
const unplayed = ["inherits", "create_merge_request_in"];

async function openWith(role: Role): Promise<void> {
  stage = await openStage({}, { files: { "a.md": "x" }, labels: ["known"] });
  const owner = stage.sandbox.as("owner");
  for (const confidential of [false, true]) owner.createIssue(PROJECT, { title: "x", confidential });
  owner.createIssue(PROJECT, { title: "x", assignees: [role] });
  stage.sandbox.as(role).createIssue(PROJECT, { title: "x", confidential: true });
  owner.comment(PROJECT, OTHERS, "internal", { internal: true });
  const schedule = { description: "x", ref: "main", cron: "17 6 * * *" };
  await stage.as("owner").post(`${API}/pipeline_schedules`, schedule);
}

const rows = (["guest", "planner", "reporter"] as const).flatMap((role) =>
  Object.entries(verdicts[role])
    .filter(([ability]) => !unplayed.includes(ability))
    .map(([ability, expected]) => [role, ability, expected] as const),
);

it.each(rows)("%s %s: %s", async (role, ability, expected) => {
  await openWith(role);
  expect(await probes[ability]?.(role)).toBe(expected);
});
