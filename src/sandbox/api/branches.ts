import { commitFiles, type FileAction, newBranch } from "../acts/commit-files.ts";
import { forbidden, notFound } from "../http/api-error.ts";
import { type Call, caller, callProject } from "../http/call.ts";
import { nested, oneOf, type Reader, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadCode, DEVELOPER, projectLevel } from "../world/access.ts";
import type { StoredProject } from "../world/model.ts";
import { changedPaths, filesAt } from "../world/repository.ts";
import { presentBranch, presentCommit } from "./present/repository.ts";

/** Branches, commits and what lies between two of them. */
export const branchRoutes: readonly Route[] = [
  { method: "GET", pattern: "/projects/:id/repository/branches", handler: listBranches },
  { method: "POST", pattern: "/projects/:id/repository/branches", handler: createBranch },
  { method: "GET", pattern: "/projects/:id/repository/branches/:branch", handler: oneBranch },
  { method: "POST", pattern: "/projects/:id/repository/commits", handler: createCommit },
  { method: "GET", pattern: "/projects/:id/repository/compare", handler: compare },
];

function codeOf(call: Call): StoredProject {
  const project = callProject(call);
  if (!canReadCode(call.world, call.user, project)) throw forbidden();
  return project;
}

function names(project: StoredProject): readonly string[] {
  const own = project.files.size === 0 ? [] : [project.defaultBranch];
  return [...own, ...project.repository.branches.keys()].sort();
}

function listBranches(call: Call): Answer {
  const project = codeOf(call);
  const input = readInput(call.input);
  const search = input.get("search", text)?.toLowerCase() ?? "";
  input.check();
  const rows = names(project).filter((name) => name.toLowerCase().includes(search));
  return paginate(call, rows, (name) => presentBranch(call.world, project, name, call.user));
}

function oneBranch(call: Call): Answer {
  const project = codeOf(call);
  const name = call.params["branch"] ?? "";
  if (!names(project).includes(name)) throw notFound("Branch");
  return { status: 200, body: presentBranch(call.world, project, name, call.user) };
}

function createBranch(call: Call): Answer {
  const user = caller(call);
  const project = callProject(call);
  if (project.archived || projectLevel(call.world, user, project) < DEVELOPER) throw forbidden();
  const input = readInput(call.input);
  const name = input.required("branch", text);
  const ref = input.required("ref", text);
  input.check();
  project.repository.branches.set(name, newBranch(project, name, ref));
  return { status: 201, body: presentBranch(call.world, project, name, user) };
}

const fileActions: Reader<readonly FileAction[]> = (value) =>
  (Array.isArray(value) ? value : [value]).map((one) => {
    const input = readInput(nested(one), "actions");
    const action = input.required("action", oneOf("create", "update", "delete"));
    const path = input.required("file_path", text);
    const content = input.get("content", text);
    const lastCommitId = input.get("last_commit_id", text);
    input.check();
    return {
      action,
      path,
      ...(content === undefined ? {} : { content }),
      ...(lastCommitId === undefined ? {} : { lastCommitId }),
    };
  });

function createCommit(call: Call): Answer {
  const user = caller(call);
  const project = callProject(call);
  const input = readInput(call.input);
  const branch = input.required("branch", text);
  const message = input.required("commit_message", text);
  const startBranch = input.get("start_branch", text);
  const actions = input.get("actions", fileActions) ?? [];
  input.check();
  const start = startBranch === undefined ? {} : { startBranch };
  const commit = commitFiles(call.world, user, project, { branch, message, actions, ...start });
  return { status: 201, body: presentCommit(call.world, project, commit) };
}

/** What `to` has that `from` does not, counted from where they parted (`straight=false`). */
function compare(call: Call): Answer {
  const project = codeOf(call);
  const input = readInput(call.input);
  const from = input.required("from", text);
  const to = input.required("to", text);
  input.check();
  const files = filesAt(project, to);
  if (filesAt(project, from) === null || files === null) throw notFound("Ref");
  const branch = project.repository.branches.get(to);
  const commits = branch?.commits ?? [];
  const base = branch?.base ?? files;
  const shown = commits.map((commit) => presentCommit(call.world, project, commit));
  const body = {
    commit: shown.at(-1) ?? null,
    commits: shown,
    diffs: changedPaths(base, files).map((path) => ({
      old_path: path,
      new_path: path,
      new_file: !base.has(path),
      renamed_file: false,
      deleted_file: !files.has(path),
      diff: "",
    })),
    compare_timeout: false,
    compare_same_ref: from === to,
  };
  return { status: 200, body };
}
