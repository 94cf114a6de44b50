import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, type Client, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;
let note: number;
let path: string;

beforeEach(async () => {
  stage = await openStage();
  const owner = stage.sandbox.as("owner");
  owner.createIssue(PROJECT, { title: "one" });
  note = owner.comment(PROJECT, 1, "hello") ?? 0;
  path = `${API}/issues/1/notes/${note}/award_emoji`;
});

afterEach(() => stage.sandbox.close());

const view = () => stage.sandbox.issue(PROJECT, 1);
const reactions = () => view().notes.find(({ id }) => id === note)?.reactions;

describe("reactions on comments", () => {
  it("are made, listed, read and taken back", async () => {
    const bot = stage.as("bot");
    const made = await bot.post(path, { name: "eyes" });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: "eyes",
      user: { username: "bot" },
      awardable_id: note,
      awardable_type: "Note",
      created_at: expect.stringMatching(/^2026-11-24T09:00:/),
    });
    await stage.as("guest").post(path, { name: "eyes" });
    await bot.post(path, { name: "white_check_mark" });
    const list = await bot.get(path);
    expect(list.headers.get("x-total")).toBe("3");
    expect(list.body[0]).toEqual(made.body);
    expect((await bot.get(`${path}/${made.body.id}`)).body).toEqual(made.body);
    expect((await bot.delete(`${path}/${made.body.id}`)).status).toBe(204);
    expect(reactions()).toEqual([
      { name: "eyes", user: "guest" },
      { name: "white_check_mark", user: "bot" },
    ]);
  });

  it("move the comment's time and nothing else, tell nobody", async () => {
    const before = view();
    await stage.as("bot").post(path, { name: "eyes" });
    const after = view();
    expect(after.updatedAt).toBe(before.updatedAt);
    expect(Date.parse(after.notes[0]?.updatedAt ?? "")).toBeGreaterThan(Date.parse(before.notes[0]?.updatedAt ?? ""));
    expect(after.notes).toHaveLength(before.notes.length);
    expect(stage.sandbox.notifications).toEqual([]);
  });

  it("go with the comment to another project", async () => {
    const { id } = stage.sandbox.addProject({ path: "acme/new", members: { owner: 50 } });
    await stage.as("bot").post(path, { name: "eyes" });
    await stage.as("owner").post(`${API}/issues/1/move`, { to_project_id: id });
    await stage.as("guest").post(path, { name: "eyes" });
    expect(stage.sandbox.issue("acme/new", 1).notes[0]?.reactions).toEqual([{ name: "eyes", user: "bot" }]);
  });

  it.each<readonly [string, string, (client: Client) => ReturnType<Client["get"]>, number, unknown]>([
    [
      "a second one",
      "bot",
      async (c) => [await c.post(path, { name: "eyes" }), await c.post(path, { name: "eyes" })][1] ?? c.get(path),
      404,
      { message: "404 Award Emoji Name has already been taken Not Found" },
    ],
    [
      "no emoji",
      "bot",
      (c) => c.post(path, { name: ":eyes:" }),
      404,
      { message: "404 Award Emoji Name is not a valid emoji name Not Found" },
    ],
    ["no name", "bot", (c) => c.post(path), 400, { error: "name is missing" }],
    [
      "no comment",
      "bot",
      (c) => c.post(`${API}/issues/1/notes/99/award_emoji`, { name: "eyes" }),
      404,
      { message: "404 Not found" },
    ],
    ["no reaction", "bot", (c) => c.get(`${path}/99`), 404, { message: "404 Not found" }],
    ["no reaction to delete", "bot", (c) => c.delete(`${path}/99`), 404, { message: "404 Not found" }],
    ["a stranger", "stranger", (c) => c.post(path, { name: "eyes" }), 404, { message: "404 Project Not Found" }],
  ])("%s is refused", async (_, who, send, status, body) => {
    expect(await send(stage.as(who))).toMatchObject({ status, body });
  });

  it("are no way into internal and system notes, nor into an archived project", async () => {
    const internal = stage.sandbox.as("owner").comment(PROJECT, 1, "psst", { internal: true });
    stage.sandbox.as("owner").setTitle(PROJECT, 1, "two");
    const system = view().notes.find((one) => one.system)?.id;
    const react = (id: number | null | undefined, who: string) =>
      stage.as(who).post(`${API}/issues/1/notes/${id}/award_emoji`, { name: "eyes" });
    expect(await react(internal, "guest")).toMatchObject({ status: 404, body: { message: "404 Note Not Found" } });
    expect((await react(internal, "reporter")).status).toBe(201);
    expect(await react(system, "owner")).toMatchObject({ status: 404, body: { message: "404 Award Emoji Not Found" } });
    stage.sandbox.archiveProject(PROJECT);
    expect((await react(note, "owner")).status).toBe(404);
    expect(reactions()).toEqual([]);
  });

  it("are taken back by nobody else", async () => {
    const { body } = await stage.as("bot").post(path, { name: "eyes" });
    expect((await stage.as("owner").delete(`${path}/${body.id}`)).status).toBe(401);
    expect(reactions()).toEqual([{ name: "eyes", user: "bot" }]);
  });
});

describe("comments", () => {
  it("are listed newest first, by kind where asked", async () => {
    stage.sandbox.as("owner").setTitle(PROJECT, 1, "two");
    stage.sandbox.as("owner").comment(PROJECT, 1, "bye");
    const list = async (query: string): Promise<readonly string[]> =>
      (await stage.as("bot").get(`${API}/issues/1/notes?${query}`)).body.map((one: { body: string }) => one.body);
    const changed = "changed title from **{-one-}** to **{+two+}**";
    expect(await list("")).toEqual(["bye", changed, "hello"]);
    expect(await list("activity_filter=only_comments&sort=asc&order_by=created_at")).toEqual(["hello", "bye"]);
    expect(await list("activity_filter=only_activity")).toEqual([changed]);
  });

  it("that become quick actions only by an edit are gone", async () => {
    const { body } = await stage.as("bot").post(`${API}/issues/1/notes`, { body: "x" });
    const reply = await stage.as("bot").put(`${API}/issues/1/notes/${body.id}`, { body: "/close" });
    expect(reply).toMatchObject({ status: 202, body: { commands_changes: expect.anything() } });
    expect(view()).toMatchObject({ state: "closed" });
    expect(view().notes.map(({ id }) => id)).not.toContain(body.id);
  });
});
