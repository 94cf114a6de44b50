import { notFound, unauthorized } from "../http/api-error.ts";
import { isExpired } from "../http/auth.ts";
import { type Call, caller, callGroup, callProject, pathNumber } from "../http/call.ts";
import { flag, integers, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { GUEST, levelInGroup, projectLevel } from "../world/access.ts";
import type { StoredUser } from "../world/model.ts";
import { presentCurrentUser, presentListedUser, presentMember, presentToken, presentUser } from "./present/people.ts";

/** Users, members, and the token itself. */
export const peopleRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: "/user",
    handler: (call) => ({ status: 200, body: presentCurrentUser(call.world, caller(call)) }),
  },
  { method: "GET", pattern: "/users", handler: listUsers },
  { method: "GET", pattern: "/users/:user_id", handler: oneUser },
  { method: "GET", pattern: "/projects/:id/users", handler: listProjectUsers },
  { method: "GET", pattern: "/projects/:id/members", handler: (call) => listProjectMembers(call, false) },
  { method: "GET", pattern: "/projects/:id/members/all", handler: (call) => listProjectMembers(call, true) },
  { method: "GET", pattern: "/projects/:id/members/:user_id", handler: (call) => oneMember(call, false) },
  { method: "GET", pattern: "/projects/:id/members/all/:user_id", handler: (call) => oneMember(call, true) },
  { method: "GET", pattern: "/groups/:id/members", handler: listGroupMembers },
  { method: "GET", pattern: "/groups/:id/members/all", handler: listGroupMembers },
  { method: "GET", pattern: "/groups/:id/members/:user_id", handler: (call) => oneGroupMember(call, false) },
  { method: "GET", pattern: "/groups/:id/members/all/:user_id", handler: (call) => oneGroupMember(call, true) },
  { method: "GET", pattern: "/personal_access_tokens/self", handler: ownToken },
];

function listUsers(call: Call): Answer {
  caller(call);
  const input = readInput(call.input);
  const username = input.get("username", text)?.toLowerCase();
  const search = input.get("search", text)?.toLowerCase();
  const active = input.get("active", flag) ?? false;
  const blocked = input.get("blocked", flag) ?? false;
  const people = input.get("without_project_bots", flag) ?? input.get("humans", flag) ?? false;
  input.check();
  const rows = call.world.users
    .filter((user) => username === undefined || user.username.toLowerCase() === username)
    .filter((user) => search === undefined || matches(user, search))
    .filter(({ state }) => (!active || state === "active") && (!blocked || state === "blocked"))
    .filter(({ bot }) => !people || !bot)
    .reverse();
  return paginate(call, rows, (user) => presentListedUser(call.world, user));
}

function oneUser(call: Call): Answer {
  caller(call);
  const id = pathNumber(call, "user_id");
  const user = call.world.users.find((one) => one.id === id);
  if (user === undefined) throw notFound("User");
  return { status: 200, body: { ...presentListedUser(call.world, user), bot: user.bot } };
}

function listProjectUsers(call: Call): Answer {
  const project = callProject(call);
  const search = queryText(call, "search");
  const rows = call.world.users.filter(
    (user) => !user.admin && projectLevel(call.world, user, project) >= GUEST && matches(user, search),
  );
  return paginate(call, rows, (user) => presentUser(call.world, user));
}

function listProjectMembers(call: Call, inherited: boolean): Answer {
  const project = callProject(call);
  const level = levelIn(call, inherited);
  const rows = call.world.users.filter((user) => level(user) >= GUEST).filter(memberTest(call));
  return paginate(call, rows, (user) => presentMember(call.world, user, level(user), project.createdAt));
}

function oneMember(call: Call, inherited: boolean): Answer {
  const project = callProject(call);
  const level = levelIn(call, inherited);
  const id = pathNumber(call, "user_id");
  const user = call.world.users.find((one) => one.id === id);
  if (user === undefined || level(user) < GUEST) throw notFound();
  return { status: 200, body: presentMember(call.world, user, level(user), project.createdAt) };
}

/** Direct membership alone, or the highest of direct and inherited. Administrators are members only where they were added. */
function levelIn(call: Call, inherited: boolean): (user: StoredUser) => number {
  const project = callProject(call);
  return (user) => {
    const direct = project.members.get(user.id) ?? 0;
    return inherited && !user.admin ? projectLevel(call.world, user, project) : direct;
  };
}

function listGroupMembers(call: Call): Answer {
  const group = callGroup(call);
  const level = (user: StoredUser): number =>
    call.fullPath.endsWith("/all") && !user.admin
      ? levelInGroup(call.world, user, group)
      : (group.members.get(user.id) ?? 0);
  const rows = call.world.users.filter((user) => level(user) >= GUEST).filter(memberTest(call));
  return paginate(call, rows, (user) => presentMember(call.world, user, level(user), user.createdAt));
}

function oneGroupMember(call: Call, inherited: boolean): Answer {
  const group = callGroup(call);
  const id = pathNumber(call, "user_id");
  const user = call.world.users.find((one) => one.id === id);
  const direct = group.members.get(id) ?? 0;
  const level = user === undefined || user.admin || !inherited ? direct : levelInGroup(call.world, user, group);
  if (user === undefined || level < GUEST) throw notFound();
  return { status: 200, body: presentMember(call.world, user, level, user.createdAt) };
}

function ownToken(call: Call): Answer {
  if (call.token === null) throw unauthorized();
  return { status: 200, body: presentToken(call.token, isExpired(call.world, call.token)) };
}

function memberTest(call: Call): (user: StoredUser) => boolean {
  const input = readInput(call.input);
  const search = input.get("query", text)?.toLowerCase() ?? "";
  const wanted = input.get("user_ids", integers);
  const skipped = input.get("skip_users", integers) ?? [];
  input.check();
  return (user) => matches(user, search) && (wanted?.includes(user.id) ?? true) && !skipped.includes(user.id);
}

function queryText(call: Call, name: string): string {
  const input = readInput(call.input);
  const value = input.get(name, text)?.toLowerCase() ?? "";
  input.check();
  return value;
}

function matches(user: StoredUser, search: string): boolean {
  return user.username.toLowerCase().includes(search) || user.name.toLowerCase().includes(search);
}
