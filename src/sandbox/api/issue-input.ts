import type { IssueParams } from "../acts/issue-params.ts";
import { invalidParameter } from "../http/api-error.ts";
import type { Call } from "../http/call.ts";
import {
  commaList,
  date,
  flag,
  type Input,
  instant,
  integer,
  integers,
  oneOf,
  readInput,
  text,
} from "../http/input.ts";
import { availableMilestones } from "../world/find.ts";
import { issueTypes, type StoredProject, severities } from "../world/model.ts";

/** Known parameters of an update; at least one must be given. */
const updateNames = (
  "assignee_id assignee_ids confidential created_at description discussion_locked due_date labels add_labels " +
  "remove_labels milestone_id milestone state_event title issue_type severity start_date updated_at weight epic_id epic_iid"
).split(" ");

/** Reads what a create or an update asks for. Throws GitLab's 400 for missing and invalid parameters. */
export function readIssueInput(call: Call, project: StoredProject, mode: "create" | "update"): IssueParams {
  const input = readInput(call.input);
  const params: IssueParams = {};
  if (mode === "create") params.title = input.required("title", text);
  else readUpdateOnly(call, input, params);
  readTexts(input, params);
  readMetadata(call, input, params, project);
  const confidential = input.get("confidential", flag);
  if (confidential !== undefined) params.confidential = confidential;
  const type = input.get("issue_type", oneOf(...issueTypes));
  if (type !== undefined) params.type = type;
  const createdAt = input.get("created_at", instant);
  if (createdAt !== undefined) params.createdAt = createdAt;
  const iid = mode === "create" ? input.get("iid", integer) : undefined;
  if (iid !== undefined) params.iid = iid;
  input.check();
  return params;
}

function readUpdateOnly(call: Call, input: Input, params: IssueParams): void {
  if (!updateNames.some((name) => call.input[name] !== undefined)) {
    throw invalidParameter(`${updateNames.join(", ")} are missing, at least one parameter must be provided`);
  }
  const title = input.get("title", text);
  if (title !== undefined) params.title = title;
  const stateEvent = input.get("state_event", oneOf("close", "reopen"));
  if (stateEvent !== undefined) params.stateEvent = stateEvent;
  const add = input.get("add_labels", commaList);
  if (add !== undefined) params.addLabels = add;
  const remove = input.get("remove_labels", commaList);
  if (remove !== undefined) params.removeLabels = remove;
  const updatedAt = input.get("updated_at", instant);
  if (updatedAt !== undefined) params.updatedAt = updatedAt;
}

function readTexts(input: Input, params: IssueParams): void {
  const description = input.nullable("description", text);
  if (description !== undefined) params.description = description ?? "";
  const labels = input.nullable("labels", commaList);
  if (labels !== undefined) params.labels = labels ?? [];
}

function readMetadata(call: Call, input: Input, params: IssueParams, project: StoredProject): void {
  const { world } = call;
  const ids = input.nullable("assignee_ids", integers) ?? list(input.nullable("assignee_id", integer));
  if (ids !== undefined) params.assignees = world.users.filter((user) => ids.includes(user.id));
  const due = input.nullable("due_date", date);
  if (due !== undefined) params.dueDate = due;
  const start = input.nullable("start_date", date);
  if (start !== undefined) params.startDate = start;
  const locked = input.get("discussion_locked", flag);
  if (locked !== undefined) params.discussionLocked = locked;
  const severity = input.get("severity", oneOf(...severities));
  if (severity !== undefined) params.severity = severity;
  const weight = input.nullable("weight", integer);
  if (weight !== undefined && world.settings.plan === "premium") params.weight = weight;
  const milestones = availableMilestones(world, project);
  const milestoneId = input.nullable("milestone_id", integer);
  if (milestoneId !== undefined) params.milestone = milestones.find((one) => one.id === milestoneId) ?? null;
  const title = input.nullable("milestone", text);
  if (title !== undefined) params.milestone = milestones.find((one) => one.title === title) ?? null;
}

function list(id: number | null | undefined): readonly number[] | undefined {
  return id === undefined ? undefined : id === null ? [] : [id];
}
