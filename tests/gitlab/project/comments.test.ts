import { describe, expect } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import { JANE, noteAnswer, PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";
import { it, type StubAnswer } from "../../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const NOTES = `${API}/issues/3/notes`;
const FIRST = `${NOTES}?per_page=100&sort=asc&order_by=created_at&activity_filter=only_comments`;
const EMOJI = `${NOTES}/7/award_emoji`;
const jane = { id: 1, username: "jane", name: "Jane Doe" };

describe("listNotes", () => {
  it("comes in our words", async ({ stub }) => {
    stub.expect("GET", FIRST, { json: [noteAnswer(7)] });
    expect(await createTestClient(stub.url).gitlab.listNotes(asIssueIid(3), "comments")).toEqual([
      {
        id: 7,
        body: "Comment 7",
        author: jane,
        system: false,
        createdAt: "2026-11-20T09:00:00.000Z",
        updatedAt: "2026-11-21T10:00:00.000Z",
      },
    ]);
  });

  it("activity is asked for by its own filter", async ({ stub }) => {
    stub.expect("GET", FIRST.replace("only_comments", "only_activity"), { json: [noteAnswer(7, { system: true })] });
    expect(await createTestClient(stub.url).gitlab.listNotes(asIssueIid(3), "activity")).toMatchObject([
      { id: 7, system: true },
    ]);
  });

  it.each([
    [{ internal: true }],
    [{ internal: undefined, confidential: true }],
    [{ internal: false, confidential: true }],
    [{ internal: true, confidential: undefined }],
    [{ internal: "true" }],
    // Not even looked at: nothing of it can end in a message.
    [{ internal: true, body: 7, author: "secret" }],
  ])("%j is never read", async (changes) => {
    const fetch = async () => Response.json([noteAnswer(1, changes), noteAnswer(2, { internal: null })]);
    const notes = await createTestClient("http://gitlab.test", { fetch }).gitlab.listNotes(asIssueIid(3), "comments");
    expect(notes.map(({ id }) => id)).toEqual([2]);
  });

  it("all pages, oldest first, each note once and as read last", async ({ stub }) => {
    const late = { created_at: "2026-11-22T00:00:00Z" };
    stub.expect("GET", FIRST, {
      json: [noteAnswer(9, late), noteAnswer(4)],
      headers: { link: `<${stub.url}${NOTES}?page=2>; rel="next"` },
    });
    // Written in another zone, an hour before note 4.
    const early = { created_at: "2026-11-20T20:00:00+12:00" };
    stub.expect("GET", `${NOTES}?page=2`, { json: [noteAnswer(4, { body: "edited" }), noteAnswer(8, early)] });
    const notes = await createTestClient(stub.url).gitlab.listNotes(asIssueIid(3), "comments");
    expect(notes.map(({ id, body }) => [id, body])).toEqual([
      [8, "Comment 8"],
      [4, "edited"],
      [9, "Comment 9"],
    ]);
  });

  it("a page that fails fails the list", async ({ stub }) => {
    const link = `<${stub.url}${NOTES}?page=2>; rel="next"`;
    stub.expect("GET", FIRST, { json: [noteAnswer(1)], headers: { link } });
    const forbidden = { status: 403, json: { message: "403 Forbidden" } };
    stub.expect("GET", `${NOTES}?page=2`, forbidden);
    expect(await failureOf(createTestClient(stub.url).gitlab.listNotes(asIssueIid(3), "comments"))).toMatchObject({
      code: "GITLAB_ROLE",
    });
  });

  it("an account that is gone is nobody, an author without a name is called by the user name", async () => {
    const rows = [
      noteAnswer(1, { author: null, updated_at: null }),
      noteAnswer(2, { author: { id: 4, username: "x" } }),
    ];
    const fetch = async () => Response.json(rows);
    const notes = await createTestClient("http://gitlab.test", { fetch }).gitlab.listNotes(asIssueIid(3), "comments");
    expect(notes.map(({ author, updatedAt }) => [author.id, author.name, updatedAt])).toEqual([
      [0, "Ghost User", "2026-11-20T09:00:00.000Z"],
      [4, "x", "2026-11-21T10:00:00.000Z"],
    ]);
  });
});

describe("the record of an issue", () => {
  const event = (id: number, changes: Readonly<Record<string, unknown>>) => ({
    id,
    user: JANE,
    created_at: `2026-11-2${id}T10:00:00.000+01:00`,
    resource_type: "Issue",
    resource_id: 9003,
    ...changes,
  });

  it("states: opened and reopened are the same, others are left out, oldest first", async ({ stub }) => {
    stub.expect("GET", `${API}/issues/3/resource_state_events?per_page=100`, {
      json: [
        event(4, { state: "reopened" }),
        event(1, { state: "closed" }),
        event(2, { state: "opened" }),
        event(3, { state: "closed", user: null }),
        event(5, { state: "merged" }),
      ],
    });
    expect(await createTestClient(stub.url).gitlab.listStateEvents(asIssueIid(3))).toEqual([
      { state: "closed", user: jane, createdAt: "2026-11-21T09:00:00.000Z" },
      { state: "reopened", user: jane, createdAt: "2026-11-22T09:00:00.000Z" },
      { state: "closed", user: null, createdAt: "2026-11-23T09:00:00.000Z" },
      { state: "reopened", user: jane, createdAt: "2026-11-24T09:00:00.000Z" },
    ]);
  });

  it("of one moment: in the order they were made", async () => {
    const created_at = "2026-11-21T10:00:00Z";
    const rows = [9, 3, 10].map((id) => event(id, { created_at, action: "add", label: { name: `label ${id}` } }));
    const fetch = async () => Response.json(rows);
    const events = await createTestClient("http://gitlab.test", { fetch }).gitlab.listLabelEvents(asIssueIid(3));
    expect(events.map(({ label }) => label)).toEqual(["label 3", "label 9", "label 10"]);
  });

  it("labels: one that was deleted has no name", async ({ stub }) => {
    stub.expect("GET", `${API}/issues/3/resource_label_events?per_page=100`, {
      json: [
        event(2, { action: "remove", label: null }),
        event(1, { action: "add", label: { id: 5, name: "a::b", color: "#fff" } }),
      ],
    });
    expect(await createTestClient(stub.url).gitlab.listLabelEvents(asIssueIid(3))).toEqual([
      { action: "add", label: "a::b", user: jane, createdAt: "2026-11-21T09:00:00.000Z" },
      { action: "remove", label: null, user: jane, createdAt: "2026-11-22T09:00:00.000Z" },
    ]);
  });

  it("reactions", async ({ stub }) => {
    stub.expect("GET", `${EMOJI}?per_page=100`, { json: [{ id: 1, name: "thumbsup", user: JANE }] });
    expect(await createTestClient(stub.url).gitlab.listReactions(asIssueIid(3), asNoteId(7))).toEqual([
      { name: "thumbsup", user: jane },
    ]);
  });

  it("reactions on the issue itself, with their time", async ({ stub }) => {
    const created_at = "2026-11-21T09:00:00Z";
    const path = `${NOTES.replace(/\/notes$/, "")}/award_emoji?per_page=100`;
    stub.expect("GET", path, { json: [{ id: 1, name: "thumbsup", user: JANE, created_at }] });
    expect(await createTestClient(stub.url).gitlab.listReactions(asIssueIid(3), null)).toEqual([
      { name: "thumbsup", user: jane, createdAt: "2026-11-21T09:00:00.000Z" },
    ]);
  });
});

/** A missing issue or project of which GitLab says no more than this, and the look that follows a refused write. */
const BARE: StubAnswer = { status: 404, json: { message: "404 Not found" } };

describe("createNote", () => {
  it("sends the text and nothing else", async ({ stub }) => {
    stub.expect("POST", NOTES, { status: 201, json: noteAnswer(7) });
    const { gitlab } = createTestClient(stub.url);
    expect(await gitlab.createNote(asIssueIid(3), "a_b\n\n- [ ] c\n")).toMatchObject({ id: 7, body: "Comment 7" });
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual({ body: "a_b\n\n- [ ] c\n" });
    expect(gitlab.requests).toEqual({ reads: 0, writes: 1 });
  });

  it.for<[string, unknown, string]>([
    [
      "with a summary",
      { commands_changes: { state_event: "close" }, summary: ["Closed this issue."] },
      ": Closed this issue.",
    ],
    ["without one", { commands_changes: {} }, ""],
  ])("quick actions only (202, %s): an error that says so", async ([_, json, detail], { stub }) => {
    stub.expect("POST", NOTES, { status: 202, json });
    expect(await failureOf(createTestClient(stub.url).gitlab.createNote(asIssueIid(3), "x"))).toMatchObject({
      name: "PermanentError",
      code: "GITLAB_QUICK_ACTIONS",
      status: 202,
      message: `GitLab has no comment on issue #3 in group/acme: it took the whole text for quick actions and carried them out${detail}`,
    });
  });

  it.each([{ message: "created" }, { id: "7", commands_changes: {} }, []])(
    "an answer it cannot read leaves the outcome unknown: %j",
    async (body) => {
      const fetch = async () => Response.json(body, { status: 201 });
      const { gitlab } = createTestClient("http://gitlab.test", { fetch });
      expect(await failureOf(gitlab.createNote(asIssueIid(3), "x"))).toMatchObject({ name: "UnknownOutcomeError" });
    },
  );
});

describe("updateNote", () => {
  it("sends the text", async ({ stub }) => {
    stub.expect("PUT", `${NOTES}/7`, { json: noteAnswer(7, { body: "new" }) });
    expect(await createTestClient(stub.url).gitlab.updateNote(asIssueIid(3), asNoteId(7), "new")).toMatchObject({
      id: 7,
      body: "new",
    });
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual({ body: "new" });
  });

  it("a comment that is gone is an error", async ({ stub }) => {
    stub.expect("PUT", `${NOTES}/7`, BARE);
    stub.expect("GET", API, { json: PROJECT });
    expect(
      (await failureOf(createTestClient(stub.url).gitlab.updateNote(asIssueIid(3), asNoteId(7), "new"))).message,
    ).toBe("there is no comment 7 on issue #3 in group/acme, or the token's user may not see it");
  });

  it("quick actions only (202): an error that says so", async ({ stub }) => {
    stub.expect("PUT", `${NOTES}/7`, { status: 202, json: { commands_changes: {}, summary: [] } });
    expect(
      await failureOf(createTestClient(stub.url).gitlab.updateNote(asIssueIid(3), asNoteId(7), "/close")),
    ).toMatchObject({
      code: "GITLAB_QUICK_ACTIONS",
    });
  });
});

describe("deleteNote", () => {
  it("sends no body", async ({ stub }) => {
    stub.expect("DELETE", `${NOTES}/7`, { status: 204 });
    await createTestClient(stub.url).gitlab.deleteNote(asIssueIid(3), asNoteId(7));
    expect(stub.received[0]).toMatchObject({ body: "" });
    expect(stub.received[0]?.headers["content-type"]).toBeUndefined();
  });

  it.each(["404 Note Not Found", "404 Not found"])("is done where the comment is gone: %s", async (message) => {
    const fetch = async () => Response.json({ message }, { status: 404 });
    await createTestClient("http://gitlab.test", { fetch }).gitlab.deleteNote(asIssueIid(3), asNoteId(7));
  });

  it("is done where the unanswered first try was applied", async ({ stub }) => {
    stub.expect("DELETE", `${NOTES}/7`, { fault: "reset" }, BARE);
    await createTestClient(stub.url).gitlab.deleteNote(asIssueIid(3), asNoteId(7));
  });

  it.each([
    [{ message: "404 Project Not Found" }, "GITLAB_PROJECT_NOT_FOUND"],
    [{ error: "404 Not Found" }, "CADENCE_CONFIG"],
  ])("%j is an error", async (body, code) => {
    const fetch = async () => Response.json(body, { status: 404 });
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect(await failureOf(gitlab.deleteNote(asIssueIid(3), asNoteId(7)))).toMatchObject({ code });
  });
});

describe("react", () => {
  it("sends the name", async ({ stub }) => {
    stub.expect("POST", EMOJI, { status: 201, json: { id: 1 } });
    await createTestClient(stub.url).gitlab.react(asIssueIid(3), asNoteId(7), "white_check_mark");
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual({ name: "white_check_mark" });
  });

  it.for<[number, unknown]>([
    [404, { message: "404 Award Emoji Name has already been taken Not Found" }],
    [404, { message: '404 Award Emoji {:name=>["has already been taken"]} Not Found' }],
    [400, { message: { name: ["has already been taken"] } }],
    [409, { message: "Name has already been taken" }],
  ])("is done where the reaction is there already: %i %j", async ([status, json], { stub }) => {
    stub.expect("POST", EMOJI, { status, json });
    const { gitlab } = createTestClient(stub.url);
    await gitlab.react(asIssueIid(3), asNoteId(7), "eyes");
    expect(gitlab.requests).toEqual({ reads: 0, writes: 1 });
  });

  it("is done where the unanswered first try was applied", async ({ stub }) => {
    const taken = { status: 404, json: { message: "404 Award Emoji Name has already been taken Not Found" } };
    stub.expect("POST", EMOJI, { fault: "reset" }, taken);
    await createTestClient(stub.url).gitlab.react(asIssueIid(3), asNoteId(7), "eyes");
  });

  const GONE = "there is no comment 7 on issue #3 in group/acme, or the token's user may not see it";
  it.for<[string, StubAnswer, string]>([
    ["no comment or issue", BARE, GONE],
    ["no right to", { status: 404, json: { message: "404 Award Emoji Not Found" } }, GONE],
    [
      "no emoji",
      { status: 404, json: { message: "404 Award Emoji Name is not a valid emoji name Not Found" } },
      "GitLab could not react to comments in group/acme (404): 404 Award Emoji Name is not a valid emoji name Not Found",
    ],
  ])("%s is an error", async ([name, answer, message], { stub }) => {
    stub.expect("POST", EMOJI, answer);
    if (name !== "no emoji") stub.expect("GET", API, { json: PROJECT });
    expect((await failureOf(createTestClient(stub.url).gitlab.react(asIssueIid(3), asNoteId(7), "eyes"))).message).toBe(
      message,
    );
  });
});
