import { conflict, forbidden, invalidField, invalidParameter, notFound } from "../http/api-error.ts";
import { type Call, caller, callGroup, callProject } from "../http/call.ts";
import { flag, type Input, integer, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { levelInGroup, PLANNER, projectLevel } from "../world/access.ts";
import { ancestorGroups } from "../world/find.ts";
import { addLabel } from "../world/labels.ts";
import type { Group, StoredLabel, StoredProject, StoredUser } from "../world/model.ts";
import { presentGroupLabel, presentProjectLabel } from "./present/label.ts";

type Owner = { readonly project: StoredProject } | { readonly group: Group };

const colorNames = ["red", "green", "blue", "orange", "yellow", "purple", "gray", "black", "white", "magenta", "teal"];

/** Labels of projects and groups. */
export const labelRoutes: readonly Route[] = (["projects", "groups"] as const).flatMap((kind) => {
  const base = `/${kind}/:id/labels`;
  const owner = (call: Call): Owner =>
    kind === "projects" ? { project: callProject(call) } : { group: callGroup(call) };
  return [
    { method: "GET", pattern: base, handler: (call) => list(call, owner(call)) },
    { method: "POST", pattern: base, handler: (call) => create(call, owner(call)) },
    { method: "GET", pattern: `${base}/:label_id`, handler: (call) => oneLabel(call, owner(call)) },
    { method: "PUT", pattern: `${base}/:label_id`, handler: (call) => update(call, owner(call)) },
    // The older form, which clients still use: the label named among the parameters.
    { method: "PUT", pattern: base, handler: (call) => update(call, owner(call)) },
    { method: "DELETE", pattern: base, handler: (call) => remove(call, owner(call)) },
    { method: "DELETE", pattern: `${base}/:label_id`, handler: (call) => remove(call, owner(call)) },
  ] satisfies readonly Route[];
});

function list(call: Call, owner: Owner): Answer {
  const input = readInput(call.input);
  const withCounts = input.get("with_counts", flag) ?? false;
  const ancestors = input.get("include_ancestor_groups", flag) ?? true;
  const search = input.get("search", text)?.toLowerCase() ?? "";
  input.check();
  const rows = reachable(call, owner, ancestors)
    .filter((label) => label.name.toLowerCase().includes(search))
    .sort((first, second) => (first.name < second.name ? -1 : 1));
  return paginate(call, rows, (label) => present(call, owner, label, withCounts));
}

function create(call: Call, owner: Owner): Answer {
  checkRight(call, owner, caller(call));
  const input = readInput(call.input);
  const name = input.required("name", text).trim();
  const color = input.required("color", text);
  const description = input.get("description", text) ?? null;
  const priority = input.get("priority", integer) ?? null;
  input.check();
  checkColor(color);
  if (name === "") throw invalidField("title", "can't be blank");
  if (reachable(call, owner, true).some((label) => label.name === name)) throw conflict("Label already exists");
  const label = addLabel(call.world, owner, { name, color: normalColor(color), description, priority });
  return { status: 201, body: present(call, owner, label, false) };
}

function oneLabel(call: Call, owner: Owner): Answer {
  return { status: 200, body: present(call, owner, callLabel(call, owner, true), false) };
}

function update(call: Call, owner: Owner): Answer {
  checkRight(call, owner, caller(call));
  const label = callLabel(call, owner, false);
  const names = ["new_name", "color", "description", "priority"];
  if (!names.some((name) => call.input[name] !== undefined)) {
    throw invalidParameter(`${names.join(", ")} are missing, at least one parameter must be provided`);
  }
  applyChange(label, readInput(call.input));
  label.updatedAt = call.world.clock.stamp();
  return { status: 200, body: present(call, owner, label, false) };
}

function applyChange(label: StoredLabel, input: Input): void {
  const name = input.get("new_name", text);
  const color = input.get("color", text);
  const description = input.get("description", text);
  const priority = input.nullable("priority", integer);
  input.check();
  if (color !== undefined) checkColor(color);
  if (name !== undefined) label.name = name;
  if (color !== undefined) label.color = normalColor(color);
  if (description !== undefined) label.description = description;
  if (priority !== undefined) label.priority = priority;
}

function remove(call: Call, owner: Owner): Answer {
  checkRight(call, owner, caller(call));
  const label = callLabel(call, owner, false);
  const labels = ("project" in owner ? owner.project : owner.group).labels;
  labels.splice(labels.indexOf(label), 1);
  for (const issue of call.world.projects.flatMap((project) => project.issues)) {
    issue.labels = issue.labels.filter((one) => one !== label);
  }
  return { status: 204 };
}

function reachable(call: Call, owner: Owner, ancestors: boolean): StoredLabel[] {
  const own = "project" in owner ? owner.project : owner.group;
  const groups = ancestors ? ancestorGroups(call.world, own.path) : [];
  return [...own.labels, ...groups.flatMap((group) => group.labels)];
}

/** By id or by exact title. */
function callLabel(call: Call, owner: Owner, ancestors: boolean): StoredLabel {
  const ref = call.params["label_id"] ?? givenRef(call);
  const label = reachable(call, owner, ancestors).find((one) => String(one.id) === ref || one.name === ref);
  if (label === undefined) throw notFound("Label");
  return label;
}

function givenRef(call: Call): string {
  const input = readInput(call.input);
  const id = input.get("label_id", integer);
  const name = input.get("name", text);
  input.check();
  if (id !== undefined && name !== undefined) throw invalidParameter("label_id, name are mutually exclusive");
  if (id === undefined && name === undefined) {
    throw invalidParameter("label_id, name are missing, exactly one parameter must be provided");
  }
  return id === undefined ? (name ?? "") : String(id);
}

function checkRight(call: Call, owner: Owner, user: StoredUser): void {
  if ("project" in owner && owner.project.archived) throw forbidden();
  const level =
    "project" in owner ? projectLevel(call.world, user, owner.project) : levelInGroup(call.world, user, owner.group);
  if (level < PLANNER) throw forbidden();
}

function checkColor(color: string): void {
  if (!/^#(?:[0-9a-f]{3}){1,2}$/i.test(color) && !colorNames.includes(color.toLowerCase())) {
    throw invalidField("color", "must be a valid color code");
  }
}

function normalColor(color: string): string {
  return color.startsWith("#") ? color.toUpperCase() : color;
}

function present(call: Call, owner: Owner, label: StoredLabel, withCounts: boolean): unknown {
  const viewer = withCounts ? call.user : undefined;
  return "project" in owner
    ? presentProjectLabel(call.world, label, viewer)
    : presentGroupLabel(call.world, label, viewer);
}
