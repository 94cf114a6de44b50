import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";

export const NOW = "2026-11-24T09:00:00.000Z";
export const PROJECT = "acme/emea/collaboration";
export const API = `/projects/${encodeURIComponent(PROJECT)}`;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed where it is JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Client {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  put(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  delete(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
}

export const roles = {
  guest: 10,
  planner: 15,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
} as const;

/** A sandbox with one project and one person of each role (named like it), `stranger` without any, and `bot` (Reporter). */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly projectId: number;
  as(username: string): Client;
  anonymous(): Client;
}

export async function openStage(
  options: SandboxOptions = {},
  project: Readonly<Record<string, unknown>> = {},
): Promise<Stage> {
  const sandbox = await startSandbox({ now: NOW, ...options });
  for (const username of [...Object.keys(roles), "stranger"]) sandbox.addUser({ username });
  sandbox.addUser({ username: "bot", bot: true });
  const { id } = sandbox.addProject({ path: PROJECT, members: { ...roles, bot: 20 }, ...project });
  const tokens = new Map<string, string>();
  return {
    sandbox,
    projectId: id,
    as(username) {
      const token = tokens.get(username) ?? sandbox.addToken({ user: username });
      tokens.set(username, token);
      return createClient(sandbox.url, { "private-token": token });
    },
    anonymous: () => createClient(sandbox.url, {}),
  };
}

export function createClient(url: string, common: Readonly<Record<string, string>>): Client {
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> => {
    const answer = await fetch(`${url}/api/v4${path}`, {
      method,
      redirect: "manual",
      headers: { ...common, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = (answer.headers.get("content-type") ?? "").includes("json");
    return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : text };
  };
  return {
    get: (path, headers = {}) => send("GET", path, undefined, headers),
    post: (path, body, headers = {}) => send("POST", path, body ?? {}, headers),
    put: (path, body, headers = {}) => send("PUT", path, body ?? {}, headers),
    delete: (path, headers = {}) => send("DELETE", path, undefined, headers),
  };
}
