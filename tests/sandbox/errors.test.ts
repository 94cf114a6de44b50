import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API, type Client, createClient, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({}, { files: { "a.md": "text", "dir/ü b.md": "umlaut" } });
  const { sandbox } = stage;
  sandbox.as("owner").createIssue(PROJECT, { title: "one" });
  sandbox.addProject({ path: "secret/project", members: { owner: 50 } });
  sandbox.as("owner").createIssue("secret/project", { title: "hidden" });
  sandbox.addProject({ path: "acme/emea/empty", members: { bot: 20 } });
  sandbox.addProject({ path: "acme/emea/off", members: { bot: 20, owner: 50 }, issuesEnabled: false });
  sandbox.addProject({ path: "acme/emea/attic", members: { bot: 20, owner: 50 } });
  sandbox.as("owner").createIssue("acme/emea/attic", { title: "old" });
  sandbox.archiveProject("acme/emea/attic");
});

afterAll(() => stage.sandbox.close());

type Send = (client: Client) => ReturnType<Client["get"]>;

const long = (length: number): string => "x".repeat(length);

describe("refusals of a Reporter's requests", () => {
  it.each<readonly [string, Send, number, unknown]>([
    ["unknown project", (c) => c.get("/projects/no%2Fsuch/issues"), 404, { message: "404 Project Not Found" }],
    ["no member", (c) => c.get("/projects/secret%2Fproject/issues/1"), 404, { message: "404 Project Not Found" }],
    ["unknown issue", (c) => c.get(`${API}/issues/99`), 404, { message: "404 Not found" }],
    ["route", (c) => c.get(`/projects/${PROJECT}/issues`), 404, { error: "404 Not Found" }],
    ["no such route", (c) => c.get("/nonsense"), 404, { error: "404 Not Found" }],
    ["method", (c) => c.put("/version"), 405, { error: "405 Not Allowed" }],
    ["iid", (c) => c.get(`${API}/issues/abc`), 400, { error: "issue_iid is invalid" }],
    ["title missing", (c) => c.post(`${API}/issues`), 400, { error: "title is missing" }],
    ["title blank", (c) => c.post(`${API}/issues`, { title: " " }), 400, { message: { title: ["can't be blank"] } }],
    [
      "title too long",
      (c) => c.post(`${API}/issues`, { title: long(256) }),
      400,
      { message: { title: ["is too long (maximum is 255 characters)"] } },
    ],
    [
      "description too long",
      (c) => c.post(`${API}/issues`, { title: "x", description: long(1_048_577) }),
      400,
      { message: { description: ["is too long (maximum is 1048576 characters)"] } },
    ],
    [
      "state_event",
      (c) => c.put(`${API}/issues/1`, { state_event: "closed" }),
      400,
      { error: "state_event does not have a valid value" },
    ],
    [
      "confidential",
      (c) => c.put(`${API}/issues/1`, { confidential: "maybe" }),
      400,
      { error: "confidential is invalid" },
    ],
    ["no JSON", (c) => c.post(`${API}/issues`, "{"), 400, { error: "message body does not match declared format" }],
    ["note body missing", (c) => c.post(`${API}/issues/1/notes`), 400, { error: "body is missing" }],
    [
      "note empty",
      (c) => c.post(`${API}/issues/1/notes`, { body: "" }),
      400,
      { message: `400 Bad request - Note {:note=>["can't be blank"]}` },
    ],
    ["note unknown", (c) => c.get(`${API}/issues/1/notes/1`), 404, { message: "404 Not found" }],
    ["file unknown", (c) => c.get(`${API}/repository/files/b.md/raw`), 404, { message: "404 File Not Found" }],
    [
      "branch unknown",
      (c) => c.get(`${API}/repository/files/a.md/raw?ref=nope`),
      404,
      { message: "404 Commit Not Found" },
    ],
    ["ref missing", (c) => c.get(`${API}/repository/files/a.md`), 400, { error: "ref is missing" }],
    [
      "empty repository",
      (c) => c.get("/projects/acme%2Femea%2Fempty/repository/files/a.md/raw"),
      404,
      { message: "404 Commit Not Found" },
    ],
    ["template unknown", (c) => c.get(`${API}/templates/issues/Nope`), 404, { message: "404 Template Not Found" }],
    ["delete below Owner", (c) => c.delete(`${API}/issues/1`), 403, { message: "403 Forbidden" }],
    ["hooks below Maintainer", (c) => c.get(`${API}/hooks`), 403, { message: "403 Forbidden" }],
    [
      "archived create",
      (c) => c.post("/projects/acme%2Femea%2Fattic/issues", { title: "x" }),
      403,
      { message: "403 Forbidden" },
    ],
    [
      "archived change",
      (c) => c.put("/projects/acme%2Femea%2Fattic/issues/1", { title: "x" }),
      403,
      { message: "403 Forbidden" },
    ],
    [
      "archived note",
      (c) => c.post("/projects/acme%2Femea%2Fattic/issues/1/notes", { body: "x" }),
      403,
      { message: "403 Forbidden" },
    ],
    [
      "issues off",
      (c) => c.post("/projects/acme%2Femea%2Foff/issues", { title: "x" }),
      403,
      { message: "403 Forbidden" },
    ],
    [
      "label there already",
      (c) =>
        c
          .post(`${API}/labels`, { name: "dup", color: "#fff" })
          .then(() => c.post(`${API}/labels`, { name: "dup", color: "#fff" })),
      409,
      { message: "Label already exists" },
    ],
    [
      "label colour",
      (c) => c.post(`${API}/labels`, { name: "n", color: "nonsense" }),
      400,
      { message: { color: ["must be a valid color code"] } },
    ],
    ["label without colour", (c) => c.post(`${API}/labels`, { name: "n" }), 400, { error: "color is missing" }],
    ["NUL", (c) => c.post(`${API}/issues`, { title: "a\0b" }), 400, { message: "400 Bad request - Invalid null byte" }],
  ])("%s", async (_, send, status, body) => {
    const reply = await send(stage.as("bot"));
    expect([reply.status, reply.body]).toEqual([status, body]);
  });

  it("asks for at least one parameter of a change, naming them", async () => {
    const reply = await stage.as("bot").put(`${API}/issues/1`, { unknown: 1 });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatch(/^assignee_id, .*title.* are missing, at least one parameter must be provided$/);
  });

  it("answers 414 to an address that is too long", async () => {
    expect((await stage.as("bot").get(`${API}/issues?search=${long(9000)}`)).status).toBe(414);
  });

  it("ignores parameters it does not know", async () => {
    const reply = await stage.as("bot").post(`${API}/issues`, { title: "x", nonsense: { deep: true }, template: "T" });
    expect(reply.status).toBe(201);
  });
});

describe("tokens", () => {
  const withToken = (headers: Readonly<Record<string, string>>): Client => createClient(stage.sandbox.url, headers);

  it.each<readonly [string, (t: string) => Readonly<Record<string, string>>, number]>([
    ["private-token", (token) => ({ "private-token": token }), 200],
    ["bearer", (token) => ({ authorization: `Bearer ${token}` }), 200],
    ["unknown", () => ({ "private-token": "nope" }), 401],
    ["none", () => ({}), 401],
  ])("%s", async (_, headers, status) => {
    const token = stage.sandbox.addToken({ user: "bot" });
    const reply = await withToken(headers(token)).get("/user");
    expect(reply.status).toBe(status);
    if (status === 401) expect(reply.body).toEqual({ message: "401 Unauthorized" });
  });

  it("expire on their day and can be revoked", async () => {
    const token = stage.sandbox.addToken({ user: "bot", expiresAt: "2026-11-25" });
    const client = withToken({ "private-token": token });
    expect((await client.get("/version")).status).toBe(200);
    stage.sandbox.clock.advance(86_400_000);
    const late = await client.get("/version");
    expect([late.status, late.body.error]).toEqual([401, "invalid_token"]);
    stage.sandbox.clock.advance(-86_400_000);
    stage.sandbox.revokeToken(token);
    expect((await client.get("/version")).body.error_description).toContain("revoked");
  });

  it.each<readonly [readonly string[], number, number, number]>([
    [["api"], 200, 201, 200],
    [["read_api"], 200, 403, 200],
    [["read_repository"], 403, 403, 200],
    [["read_user"], 403, 403, 403],
  ])("scope %s", async (scopes, read, write, file) => {
    const client = withToken({ "private-token": stage.sandbox.addToken({ user: "bot", scopes }) });
    expect((await client.get(`${API}/issues`)).status).toBe(read);
    const created = await client.post(`${API}/issues`, { title: "x" });
    expect(created.status).toBe(write);
    if (write === 403) expect(created.body.error).toBe("insufficient_scope");
    expect((await client.get(`${API}/repository/files/a.md/raw`)).status).toBe(file);
    expect((await client.get("/personal_access_tokens/self")).body).toMatchObject({
      scopes,
      active: true,
      revoked: false,
    });
  });
});

describe("files and templates", () => {
  it("finds files by their encoded path, at HEAD and at the branch, whatever it is called", async () => {
    const path = `${API}/repository/files/${encodeURIComponent("dir/ü b.md")}`;
    for (const ref of ["", "?ref=HEAD", "?ref=main"]) {
      const raw = await stage.as("bot").get(`${path}/raw${ref}`);
      expect([raw.status, raw.text, raw.headers.get("content-type")]).toEqual([
        200,
        "umlaut",
        "text/plain; charset=utf-8",
      ]);
    }
    const file = await stage.as("bot").get(`${path}?ref=HEAD`);
    expect(Buffer.from(file.body.content, "base64").toString()).toBe("umlaut");
    expect((await stage.as("guest").get(`${path}/raw`)).status).toBe(403);
  });

  it("lists a project's templates and, on Premium, its group's", async () => {
    const { sandbox } = stage;
    const folder = ".gitlab/issue_templates";
    sandbox.addProject({
      path: "acme/templates",
      members: { bot: 20 },
      files: { [`${folder}/Shared.md`]: "s", [`${folder}/Own.md`]: "theirs" },
    });
    sandbox.addProject({
      path: "acme/heir",
      members: { bot: 20 },
      templateFrom: "acme/templates",
      defaultBranch: "trunk",
      files: { [`${folder}/Own.md`]: "mine\n/label ~x\n", [`${folder}/deep/No.md`]: "", "README.md": "" },
    });
    const base = "/projects/acme%2Fheir/templates/issues";
    expect((await stage.as("bot").get(base)).body).toEqual([
      { key: "Own", name: "Own" },
      { key: "Shared", name: "Shared" },
    ]);
    expect((await stage.as("bot").get(`${base}/Own`)).body).toEqual({ name: "Own", content: "mine\n/label ~x\n" });
    expect((await stage.as("bot").get(`${base}/Shared`)).body.content).toBe("s");
  });
});

it("answers a former path with 301 and the new address", async () => {
  const { sandbox } = stage;
  sandbox.addProject({ path: "acme/before", members: { bot: 20 } });
  sandbox.renameProject("acme/before", "acme/after");
  const reply = await stage.as("bot").get("/projects/acme%2Fbefore/issues?state=opened");
  const { id } = (await stage.as("bot").get("/projects/acme%2Fafter")).body;
  expect([reply.status, reply.headers.get("location")]).toEqual([301, `${sandbox.url}/api/v4/projects/${id}/issues`]);
});

it("lives below a base path", async () => {
  const other = await openStage({ basePath: "/gitlab" });
  const reply = await other.as("bot").get(`${API}/issues`);
  expect([reply.status, new URL(other.sandbox.url).pathname]).toEqual([200, "/gitlab"]);
  expect(reply.headers.get("link")).toContain("/gitlab/api/v4/projects/");
  expect((await fetch(`${new URL(other.sandbox.url).origin}/api/v4/version`)).status).toBe(404);
  await other.sandbox.close();
});
