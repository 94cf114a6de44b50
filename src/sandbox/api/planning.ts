import { Cron } from "croner";
import { addTodo } from "../acts/notify.ts";
import { forbidden, invalidField } from "../http/api-error.ts";
import { type Call, caller, callGroup, callIssue, callProject } from "../http/call.ts";
import { commaList, date, flag, type Input, integer, integers, oneOf, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { canSetMetadata, DEVELOPER, projectLevel, REPORTER } from "../world/access.ts";
import { issueUrl } from "../world/addresses.ts";
import { addMilestone } from "../world/build.ts";
import { availableMilestones } from "../world/find.ts";
import type { Milestone, StoredProject, Todo } from "../world/model.ts";
import type { StoredPipelineSchedule } from "../world/repository-model.ts";
import { presentIssue, presentMilestone } from "./present/issue.ts";
import { presentUser } from "./present/people.ts";
import { presentSimpleProject } from "./present/project.ts";

/** Milestones, to-dos and pipeline schedules. */
export const planningRoutes: readonly Route[] = [
  { method: "GET", pattern: "/projects/:id/milestones", handler: listMilestones },
  { method: "POST", pattern: "/projects/:id/milestones", handler: createMilestone },
  {
    method: "GET",
    pattern: "/groups/:id/milestones",
    handler: (call) => paginateMilestones(call, callGroup(call).milestones),
  },
  { method: "GET", pattern: "/todos", handler: listTodos },
  { method: "POST", pattern: "/todos/mark_as_done", handler: markAllDone },
  { method: "POST", pattern: "/projects/:id/issues/:issue_iid/todo", handler: createTodo },
  { method: "GET", pattern: "/projects/:id/pipeline_schedules", handler: listSchedules },
  { method: "POST", pattern: "/projects/:id/pipeline_schedules", handler: createSchedule },
];

function listMilestones(call: Call): Answer {
  const project = callProject(call);
  const input = readInput(call.input);
  const ancestors = input.get("include_ancestors", flag) ?? input.get("include_parent_milestones", flag) ?? false;
  input.check();
  return paginateMilestones(call, ancestors ? availableMilestones(call.world, project) : project.milestones);
}

function paginateMilestones(call: Call, milestones: readonly Milestone[]): Answer {
  const input = readInput(call.input);
  const tests = milestoneTests(input);
  input.check();
  const rows = milestones.filter((milestone) => tests.every((test) => test(milestone))).reverse();
  return paginate(call, rows, (milestone) => presentMilestone(call.world, milestone));
}

function milestoneTests(input: Input): ((milestone: Milestone) => boolean)[] {
  const iids = input.get("iids", integers);
  const state = input.get("state", oneOf("active", "closed", "all")) ?? "all";
  const title = input.get("title", text);
  const search = input.get("search", text)?.toLowerCase();
  return [
    (milestone) => iids === undefined || iids.includes(milestone.iid),
    (milestone) => state === "all" || milestone.state === state,
    (milestone) => title === undefined || milestone.title === title,
    (milestone) => search === undefined || milestone.title.toLowerCase().includes(search),
  ];
}

function createMilestone(call: Call): Answer {
  const project = callProject(call);
  if (project.archived || !canSetMetadata(call.world, caller(call), project)) throw forbidden();
  const input = readInput(call.input);
  const title = input.required("title", text);
  const dueDate = input.get("due_date", date);
  const startDate = input.get("start_date", date);
  const description = input.get("description", text);
  input.check();
  const milestone = addMilestone(call.world, project, {
    title,
    ...(dueDate == null ? {} : { dueDate }),
    ...(startDate == null ? {} : { startDate }),
    ...(description === undefined ? {} : { description }),
  });
  return { status: 201, body: presentMilestone(call.world, milestone) };
}

function listTodos(call: Call): Answer {
  const user = caller(call);
  const input = readInput(call.input);
  const state = input.get("state", oneOf("pending", "done")) ?? "pending";
  const actions = input.get("action", commaList);
  const authorId = input.get("author_id", integer);
  const projectId = input.get("project_id", integer);
  const type = input.get("type", text);
  input.check();
  const rows = call.world.todos
    .filter((todo) => todo.user === user && todo.state === state)
    .filter((todo) => actions === undefined || actions.includes(todo.action))
    .filter(({ author }) => authorId === undefined || author.id === authorId)
    .filter(({ issue }) => projectId === undefined || issue.project.id === projectId)
    .filter(() => type === undefined || type === "Issue")
    .reverse();
  return paginate(call, rows, (todo) => presentTodo(call, todo));
}

function markAllDone(call: Call): Answer {
  const user = caller(call);
  for (const todo of call.world.todos) if (todo.user === user) todo.state = "done";
  return { status: 204 };
}

function createTodo(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  const pending = call.world.todos.some(
    (todo) => todo.user === user && todo.issue === issue && todo.state === "pending",
  );
  if (pending) return { status: 304 };
  return { status: 201, body: presentTodo(call, addTodo(call.world, user, user, issue, "marked", issue.title)) };
}

function presentTodo(call: Call, todo: Todo): unknown {
  return {
    id: todo.id,
    project: presentSimpleProject(call.world, todo.issue.project),
    author: presentUser(call.world, todo.author),
    action_name: todo.action,
    target_type: "Issue",
    target: presentIssue(call.world, todo.issue),
    target_url: issueUrl(call.world, todo.issue),
    body: todo.body,
    state: todo.state,
    created_at: todo.createdAt.toISOString(),
    updated_at: todo.createdAt.toISOString(),
  };
}

function listSchedules(call: Call): Answer {
  const project = callProject(call);
  const shown = projectLevel(call.world, call.user, project) >= REPORTER ? project.schedules : [];
  return paginate(call, shown, (schedule) => presentSchedule(call, schedule));
}

function createSchedule(call: Call): Answer {
  const user = caller(call);
  const project: StoredProject = callProject(call);
  if (project.archived || projectLevel(call.world, user, project) < DEVELOPER) throw forbidden();
  const input = readInput(call.input);
  const description = input.required("description", text);
  const ref = input.required("ref", text);
  const cron = input.required("cron", text);
  const cronTimezone = input.get("cron_timezone", text) ?? "UTC";
  const active = input.get("active", flag) ?? true;
  input.check();
  const at = call.world.clock.stamp();
  const id = call.world.nextId("schedule");
  const nextRunAt = nextRun(cron, cronTimezone, at);
  const times = { nextRunAt, createdAt: at, updatedAt: at };
  const schedule = { id, description, ref, cron, cronTimezone, active, ownerId: user.id, ...times };
  project.schedules.push(schedule);
  return { status: 201, body: presentSchedule(call, schedule) };
}

/** When a schedule runs next. Throws 400 for what cron or GitLab does not know. */
function nextRun(cron: string, zone: string, after: Date): Date | null {
  const attempt = <T>(field: string, make: () => T): T => {
    try {
      return make();
    } catch {
      throw invalidField(field, "is invalid syntax");
    }
  };
  attempt("cron_timezone", () => new Intl.DateTimeFormat("en", { timeZone: zone }));
  return attempt("cron", () => new Cron(cron, { timezone: zone, mode: "5-part" })).nextRun(after);
}

function presentSchedule(call: Call, schedule: StoredPipelineSchedule): unknown {
  const owner = call.world.users.find((user) => user.id === schedule.ownerId);
  return {
    id: schedule.id,
    description: schedule.description,
    ref: schedule.ref,
    cron: schedule.cron,
    cron_timezone: schedule.cronTimezone,
    next_run_at: schedule.nextRunAt?.toISOString() ?? null,
    active: schedule.active,
    created_at: schedule.createdAt.toISOString(),
    updated_at: schedule.updatedAt.toISOString(),
    owner: owner === undefined ? null : presentUser(call.world, owner),
  };
}
