import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";

const SAID = "The token goes to https://gitlab.com: GITLAB_URL names no other GitLab.";

/** Nothing leaves this machine: whatever is sent ends at a proxy that hangs up. */
let proxy: Server;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  proxy = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  const port = typeof address === "object" ? address?.port : 0;
  environment = { GITLAB_TOKEN: "glpat-tests-only", HTTPS_PROXY: `http://127.0.0.1:${port}` };
});
afterAll(() => proxy.close());

it("says once, before it is sent, where the token goes when nobody named a GitLab", async () => {
  const { err } = await command(null, ["check", "--project", "a/b", "--project", "a/c"], environment);
  expect(err.split("\n")[0]).toBe(SAID);
  expect(err.split(SAID)).toHaveLength(2);
});

it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
  ["somebody named one", [], { GITLAB_URL: "https://gitlab.example.com" }],
  ["a CI job has one", [], { CI_SERVER_URL: "https://gitlab.example.com" }],
  ["silence was asked for", ["--quiet"], {}],
])("says nothing of it where %s", async (_title, more, named) => {
  const { err } = await command(null, ["plan", "--project", "a/b", ...more], { ...environment, ...named });
  expect(err).toContain("proxy");
  expect(err).not.toContain("The token goes to");
});
