import { createHash } from "node:crypto";
import { forbidden, notFound } from "../http/api-error.ts";
import { type Call, callProject } from "../http/call.ts";
import { integer, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import { limitAction } from "../http/rate-limits.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadCode, canReadProject } from "../world/access.ts";
import { ancestorGroups, findProject } from "../world/find.ts";
import type { StoredProject } from "../world/model.ts";
import { blobId, commitId, fileCommitId, filesAt } from "../world/repository.ts";
import type { World } from "../world/state.ts";

/** Files of branches, and issue templates, which are such files of the default branch. */
export const repositoryRoutes: readonly Route[] = [
  { method: "GET", pattern: "/projects/:id/repository/files/:file_path/raw", handler: raw },
  { method: "GET", pattern: "/projects/:id/repository/files/:file_path", handler: file },
  { method: "GET", pattern: "/projects/:id/templates/issues", handler: listTemplates },
  {
    method: "GET",
    pattern: "/projects/:id/templates/issues/:name",
    // GitLab lib/api/project_templates.rb
    requirements: { name: /^[\w%.+-]+$/ },
    handler: template,
  },
];

function raw(call: Call): Answer {
  const { project, path, content } = callFile(call, "HEAD");
  limitAction(call.world, `raw ${project.id} ${path}`, call.world.settings.limits.rawPerMinute);
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    status: 200,
    body: Buffer.from(content, "utf8"),
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `inline; filename="${encodeURIComponent(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      ...blobHeaders(project, path, content),
    },
  };
}

function file(call: Call): Answer {
  const { project, path, content } = callFile(call, null);
  const body = {
    file_name: path.slice(path.lastIndexOf("/") + 1),
    file_path: path,
    size: Buffer.byteLength(content),
    encoding: "base64",
    content_sha256: createHash("sha256").update(content).digest("hex"),
    ref: String(call.input["ref"]),
    blob_id: blobId(content),
    commit_id: commitId(project),
    last_commit_id: fileCommitId(project, path, content),
    execute_filemode: false,
    content: Buffer.from(content, "utf8").toString("base64"),
  };
  return { status: 200, body, headers: blobHeaders(project, path, content) };
}

/** The file of `:file_path` at `ref`. Throws 403 without the right to code, 404 for branch and file apart. */
function callFile(
  call: Call,
  defaultRef: string | null,
): { readonly project: StoredProject; readonly path: string; readonly content: string } {
  const project = callProject(call);
  const input = readInput(call.input);
  const ref = defaultRef === null ? input.required("ref", text) : (input.get("ref", text) ?? defaultRef);
  input.check();
  if (!canReadCode(call.world, call.user, project)) throw forbidden();
  const files = filesAt(project, ref);
  if (files === null) throw notFound("Commit");
  const path = call.params["file_path"] ?? "";
  const content = files.get(path);
  if (content === undefined) throw notFound("File");
  return { project, path, content };
}

function listTemplates(call: Call): Answer {
  const names = templatesOf(call.world, callProject(call)).map(({ name }) => ({ key: name, name }));
  return paginate(call, names, (name) => name);
}

function template(call: Call): Answer {
  const project = callProject(call);
  const input = readInput(call.input);
  const sourceId = input.get("source_template_project_id", integer);
  input.check();
  const source = sourceId === undefined ? null : findProject(call.world, sourceId);
  const hidden = source !== null && !canReadProject(call.world, call.user, source);
  const found = templatesOf(call.world, project).find(
    (one) => one.name === call.params["name"] && (sourceId === undefined || (one.project === source && !hidden)),
  );
  if (found === undefined) throw notFound("Template");
  return { status: 200, body: { name: found.name, content: found.content } };
}

interface Template {
  readonly name: string;
  readonly content: string;
  readonly project: StoredProject;
}

/** The project's own templates, then those inherited from its group's template project (Premium). */
function templatesOf(world: World, project: StoredProject): readonly Template[] {
  const own = templateFiles(project);
  const from = world.settings.plan === "premium" ? inheritedFrom(world, project) : null;
  const inherited = from === null || from === project ? [] : templateFiles(from);
  return [...own, ...inherited.filter((one) => own.every((mine) => mine.name !== one.name))];
}

function inheritedFrom(world: World, project: StoredProject): StoredProject | null {
  if (project.templateFrom === null) return null;
  const from = findProject(world, project.templateFrom);
  const namespaces = ancestorGroups(world, project.path).map((group) => `${group.path}/`);
  return from !== null && namespaces.some((namespace) => from.path.startsWith(namespace)) ? from : null;
}

function templateFiles(project: StoredProject): readonly Template[] {
  const templates = [...project.files].flatMap(([path, content]) => {
    const name = /^\.gitlab\/issue_templates\/([^/]+)\.md$/.exec(path)?.[1];
    return name === undefined ? [] : [{ name, content, project }];
  });
  return templates.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function blobHeaders(project: StoredProject, path: string, content: string): Record<string, string> {
  return {
    "x-gitlab-blob-id": blobId(content),
    "x-gitlab-commit-id": commitId(project),
    "x-gitlab-file-path": encodeURIComponent(path),
    "x-gitlab-ref": project.defaultBranch,
    "x-gitlab-size": String(Buffer.byteLength(content)),
  };
}
