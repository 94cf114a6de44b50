import { invalidParameter } from "../http/api-error.ts";
import type { Call } from "../http/call.ts";
import {
  commaList,
  flag,
  type Input,
  instant,
  integer,
  integers,
  nested,
  oneOf,
  readInput,
  text,
} from "../http/input.ts";
import { limitAction } from "../http/rate-limits.ts";
import { issueTypes, type StoredIssue } from "../world/model.ts";
import { dueDates, matchesDueDate } from "./due-date-filter.ts";

type Test = (issue: StoredIssue) => boolean;

/** The test that a list's parameters make. The caller checks `input`; what is wrong inside `not[...]` is thrown here. */
export function readIssueFilter(call: Call, input: Input, defaultScope: "all" | "created_by_me"): Test {
  const excluded = input.get("not", nested);
  const tests = [...commonTests(call, input), scopeTest(call, input, defaultScope)];
  const state = input.get("state", oneOf("opened", "closed", "all")) ?? "all";
  if (state !== "all") tests.push((issue) => issue.state === state);
  tests.push(...dateTests(call, input));
  if (excluded !== undefined) {
    const inner = readInput(excluded, "not");
    const hits = commonTests(call, inner);
    inner.check();
    tests.push((issue) => hits.every((hit) => !hit(issue)));
  }
  return (issue) => tests.every((test) => test(issue));
}

/** What stands both for itself and inside `not[...]`. */
function commonTests(call: Call, input: Input): Test[] {
  const tests: Test[] = [];
  const labels = input.get("labels", commaList);
  if (labels !== undefined && labels.length > 0) tests.push(labelTest(labels));
  const iids = input.get("iids", integers);
  if (iids !== undefined && iids.length > 0) tests.push((issue) => iids.includes(issue.iid));
  const milestone =
    input.get("milestone", text) ?? input.get("milestone_id", oneOf("Any", "None", "Upcoming", "Started"));
  if (milestone !== undefined && milestone !== "") tests.push(milestoneTest(call, milestone));
  const author = input.get("author_username", text);
  if (author !== undefined) tests.push((issue) => issue.author.username === author);
  const authorId = input.get("author_id", integer);
  if (authorId !== undefined) tests.push((issue) => issue.author.id === authorId);
  tests.push(...assigneeTests(call, input));
  const reaction = input.get("my_reaction_emoji", text);
  if (reaction !== undefined) tests.push(reactionTest(call, reaction));
  if (call.world.settings.plan === "premium") tests.push(...premiumTests(input));
  return tests;
}

function reactionTest(call: Call, wanted: string): Test {
  const own = (issue: StoredIssue): readonly string[] =>
    issue.reactions.filter(({ user }) => user === call.user).map(({ name }) => name);
  if (/^none$/i.test(wanted)) return (issue) => own(issue).length === 0;
  if (/^any$/i.test(wanted)) return (issue) => own(issue).length > 0;
  return (issue) => own(issue).includes(wanted);
}

/** Weights, and what no issue of the sandbox has: `None` finds all, everything else nothing. */
function premiumTests(input: Input): readonly Test[] {
  const weight = input.get("weight", text);
  const tests: Test[] = [];
  if (weight !== undefined) {
    tests.push((issue) => {
      if (/^none$/i.test(weight)) return issue.weight === null;
      return /^any$/i.test(weight) ? issue.weight !== null : String(issue.weight) === weight;
    });
  }
  for (const name of ["epic_id", "iteration_id", "iteration_title", "health_status"]) {
    const wanted = input.get(name, text);
    if (wanted !== undefined) tests.push(() => /^none$/i.test(wanted));
  }
  return tests;
}

function assigneeTests(call: Call, input: Input): Test[] {
  const tests: Test[] = [];
  const names = input.get("assignee_username", commaList);
  if (names !== undefined && names.length > 1 && call.world.settings.edition === "ce") {
    throw invalidParameter(`assignee_username allows one value, but found ${names.length}: ${names.join(", ")}`);
  }
  if (names !== undefined)
    tests.push((issue) => names.every((name) => issue.assignees.some((one) => one.username === name)));
  const id = input.get("assignee_id", (value) => (value === "None" || value === "Any" ? value : integer(value)));
  if (id === "None" || id === 0) tests.push((issue) => issue.assignees.length === 0);
  else if (id === "Any") tests.push((issue) => issue.assignees.length > 0);
  else if (id !== undefined) tests.push((issue) => issue.assignees.some((one) => one.id === id));
  return tests;
}

function dateTests(call: Call, input: Input): Test[] {
  const tests: Test[] = [];
  const between = (name: "created" | "updated", at: (issue: StoredIssue) => Date): void => {
    const after = input.get(`${name}_after`, instant);
    const before = input.get(`${name}_before`, instant);
    if (after !== undefined) tests.push((issue) => at(issue) >= after);
    if (before !== undefined) tests.push((issue) => at(issue) <= before);
  };
  between("created", (issue) => issue.createdAt);
  between("updated", (issue) => issue.updatedAt);
  const due = input.get("due_date", oneOf(...dueDates));
  if (due !== undefined) tests.push((issue) => matchesDueDate(issue, due, call.world.clock.now()));
  const confidential = input.get("confidential", flag);
  if (confidential !== undefined) tests.push((issue) => issue.confidential === confidential);
  const type = input.get("issue_type", oneOf(...issueTypes));
  if (type !== undefined) tests.push((issue) => issue.type === type);
  const closedBy = input.get("closed_by_id", integer);
  if (closedBy !== undefined) tests.push((issue) => issue.closedBy?.id === closedBy);
  const search = input.get("search", text);
  if (search !== undefined && search !== "") tests.push(searchTest(call, search, input.get("in", commaList)));
  return tests;
}

function scopeTest(call: Call, input: Input, fallback: "all" | "created_by_me"): Test {
  const scope = input.get("scope", oneOf("created_by_me", "assigned_to_me", "created-by-me", "assigned-to-me", "all"));
  const wanted = (scope ?? fallback).replaceAll("-", "_");
  if (wanted === "created_by_me") return (issue) => issue.author === call.user;
  if (wanted === "assigned_to_me") return (issue) => issue.assignees.some((user) => user === call.user);
  return () => true;
}

/** All of them, by exact name; `None` and `Any` stand for themselves. */
function labelTest(labels: readonly string[]): Test {
  const only = labels[0]?.toLowerCase();
  if (labels.length === 1 && only === "none") return (issue) => issue.labels.length === 0;
  if (labels.length === 1 && only === "any") return (issue) => issue.labels.length > 0;
  return (issue) => labels.every((name) => issue.labels.some((label) => label.name === name));
}

function milestoneTest(call: Call, wanted: string): Test {
  if (/^none$/i.test(wanted)) return (issue) => issue.milestone === null;
  if (/^any$/i.test(wanted)) return (issue) => issue.milestone !== null;
  const today = call.world.clock.now().toISOString().slice(0, 10);
  if (wanted === "Upcoming") return (issue) => (issue.milestone?.dueDate ?? "") > today;
  if (wanted === "Started") return (issue) => issue.milestone?.startDate != null && issue.milestone.startDate <= today;
  return (issue) => issue.milestone?.title === wanted;
}

/** Every word, in any case, in the title or the description. */
function searchTest(call: Call, search: string, within: readonly string[] = ["title", "description"]): Test {
  limitAction(call.world, `search ${call.user?.id ?? 0}`, call.world.settings.limits.searchesPerMinute);
  const words = [...search.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => (match[1] ?? match[2] ?? "").toLowerCase());
  return (issue) => {
    const title = within.includes("title") ? issue.title.toLowerCase() : "";
    const description = within.includes("description") ? (issue.description ?? "").toLowerCase() : "";
    return words.every((word) => title.includes(word) || description.includes(word));
  };
}
