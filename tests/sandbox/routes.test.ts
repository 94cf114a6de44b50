import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../src/sandbox/api/routes.ts";
import { gitlabMethods, gitlabRoutes } from "../../src/sandbox/http/gitlab-routes.ts";
import { API, openStage, type Stage } from "./gitlab.ts";

let stage: Stage;
let token: string;

beforeAll(async () => {
  stage = await openStage();
  token = stage.sandbox.addToken({ user: "guest" });
});

afterAll(() => stage.sandbox.close());

function ask(method: string, path: string) {
  return fetch(`${stage.sandbox.url}/api/v4${path}`, { method, headers: { "private-token": token } });
}

it.each([
  ["GET", `${API}/boards`],
  ["GET", `${API}/boards/1`],
  ["HEAD", `${API}/pipelines`],
  ["GET", `${API}/repository/commits`],
  ["DELETE", API],
  ["PUT", API],
  ["POST", "/projects"],
  ["POST", "/groups"],
  ["GET", "/groups/acme/epics"],
  ["GET", "/namespaces"],
  ["POST", `${API}/snippets`],
  ["PATCH", `${API}/job_token_scope`],
])("%s %s, which GitLab has and the sandbox has not, is 501 and names the sandbox", async (method, path) => {
  const reply = await ask(method, path);
  expect(reply.status).toBe(501);
  if (method !== "HEAD") {
    const message = `501 Not Implemented: GitLab has ${method} ${path}, the sandbox of collab-cadence does not play it`;
    expect(await reply.json()).toEqual({ message });
  }
});

it.each([
  ["GET", "/nonsense", 404],
  ["GET", `${API}/nonsense`, 404],
  ["GET", `${API}/issues/1/nonsense`, 404],
  ["GET", "/projects/acme/boards/deep/down/below", 404],
  ["PUT", "/version", 405],
  ["POST", `${API}/issues/1`, 405],
  ["PATCH", `${API}/issues/1`, 405],
  ["DELETE", `${API}/boards`, 405],
  ["PUT", `${API}/issues/1/time_stats`, 405],
])("%s %s, which GitLab has not either, is %i in its words", async (method, path, status) => {
  const reply = await ask(method, path);
  const words = status === 404 ? "404 Not Found" : "405 Not Allowed";
  expect([reply.status, await reply.json()]).toEqual([status, { error: words }]);
  if (status === 405) expect(reply.headers.get("allow")).not.toContain(method);
});

describe("the list of GitLab's routes", () => {
  it("holds every route that the sandbox plays", () => {
    const foreign = routes.filter(({ method, pattern }) => !gitlabMethods(pattern).includes(method));
    expect(foreign.map(({ method, pattern }) => `${method} ${pattern}`)).toEqual([]);
  });

  it("is answered throughout: played, or 501, never as a route that GitLab has not", async () => {
    const all = gitlabRoutes().flatMap(({ path, methods }) => methods.map((method) => ({ method, path })));
    expect(all.length).toBeGreaterThan(700);
    const wrong: string[] = [];
    for (const { method, path } of all) {
      const address = `/${path.join("/").replaceAll(":", "77")}`;
      const reply = await ask(method, address);
      const isRouteUnknown = (await reply.text()).includes('{"error":"404 Not Found"}');
      if (isRouteUnknown || [405, 500].includes(reply.status)) wrong.push(`${reply.status} ${method} ${address}`);
    }
    expect(wrong).toEqual([]);
  });
});
