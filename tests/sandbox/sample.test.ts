import { afterEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { addSampleCustomers } from "../../src/sandbox/sample.ts";
import { createClient } from "./gitlab.ts";

let sandbox: Sandbox;

afterEach(() => sandbox.close());

it.each([
  ["a Monday", "2026-11-23T08:00:00Z", "wednesday", "2026-11-11"],
  ["a Thursday", "2026-11-26T08:00:00Z", "monday", "2026-11-16"],
  ["a Friday", "2026-11-27T08:00:00Z", "monday", "2026-11-16"],
  ["New Year", "2027-12-31T08:00:00Z", "monday", "2027-12-20"],
])("three customers, their next call soon, seen from %s", async (_, now, weekday, lastCall) => {
  sandbox = await startSandbox({ now });
  const { token, projects, whatToTry } = addSampleCustomers(sandbox);
  expect(projects.map((project) => project.path.split("/")[2])).toEqual(["acme", "globex", "initech"]);
  const client = createClient(sandbox.url, { "private-token": token });
  const file = async (id: number): Promise<string> =>
    (await client.get(`/projects/${id}/repository/files/.gitlab%2Fcadence.yml/raw`)).text;
  expect(await file(projects[0]!.id)).toContain(`every 2 weeks on ${weekday} at 10:00`);
  expect(await file(projects[2]!.id)).toContain("bi-monthly");
  const acme = sandbox.issues(projects[0]!.id);
  expect(acme.map((issue) => [issue.state, issue.dueDate === lastCall, issue.author])).toEqual([
    ["closed", false, "cadence-bot"],
    ["opened", true, "jane"],
  ]);
  expect((await client.get(`/projects/${projects[0]!.id}`)).body.default_branch).toBe("master");
  expect(sandbox.issues(projects[1]!.id)[0]).toMatchObject({ state: "opened", confidential: false, assignees: [] });
  expect(sandbox.issues(projects[1]!.id)[0]?.description).toContain("/close");
  expect(whatToTry.length).toBeGreaterThan(3);
});
