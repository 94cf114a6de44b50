import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage({ timeZone: "Europe/Berlin" }, { labels: ["call", "other"] });
});

afterEach(() => stage.sandbox.close());

/** Mails of these causes, of all unless said. */
function mails(...causes: readonly string[]): readonly string[] {
  return stage.sandbox.mails
    .filter(({ cause }) => causes.length === 0 || causes.includes(cause))
    .map(({ user, cause, iid }) => `${user} ${cause} #${iid}`);
}

describe("an open issue that is due tomorrow", () => {
  const draft = { title: "x", dueDate: "2026-11-29", assignees: ["developer"], description: "@guest" };

  it("mails all who take part, at 00:50 of the server's zone, on a Saturday too", () => {
    const { sandbox } = stage;
    sandbox.as("owner").createIssue(PROJECT, draft);
    sandbox.as("planner").comment(PROJECT, 1, "hello");
    sandbox.clock.set("2026-11-27T23:49:59Z");
    expect(mails("due")).toEqual([]);
    sandbox.clock.set("2026-11-27T23:50:00Z");
    expect(mails("due").toSorted()).toEqual(["developer", "guest", "owner", "planner"].map((who) => `${who} due #1`));
    expect(new Set(sandbox.mails.filter(({ cause }) => cause === "due").map(({ at }) => at))).toEqual(
      new Set(["2026-11-27T23:50:00.000Z"]),
    );
    expect(sandbox.notifications).toEqual(sandbox.mails.filter(({ cause }) => cause !== "due"));
  });

  it("does so once, however far the clock goes at once, and once more where its day is moved", () => {
    const { sandbox } = stage;
    sandbox.as("owner").createIssue(PROJECT, { title: "x", dueDate: "2026-11-29" });
    sandbox.clock.set("2027-06-01T00:00:00Z");
    expect(mails("due")).toEqual(["owner due #1"]);
    sandbox.as("owner").setDueDate(PROJECT, 1, "2027-06-03");
    sandbox.clock.advance(3 * 86_400_000);
    expect(mails("due")).toHaveLength(2);
  });

  it("does not where it is closed, of another type, or due on another day", () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "closed", dueDate: "2026-11-29" });
    owner.close(PROJECT, 1);
    owner.createIssue(PROJECT, { title: "task", type: "task", dueDate: "2026-11-29" });
    owner.createIssue(PROJECT, { title: "later", dueDate: "2026-11-30" });
    owner.createIssue(PROJECT, { title: "none" });
    stage.sandbox.clock.set("2026-11-28T12:00:00Z");
    expect(mails("due")).toEqual([]);
  });

  it("mails neither who unsubscribed, muted, watches or may not read it, nor the users of tokens", async () => {
    const { sandbox } = stage;
    await stage.as("bot").post(`${API}/issues`, { title: "x", due_date: "2026-11-29", confidential: true });
    const all = "@guest @planner @reporter @developer @maintainer @owner";
    sandbox.as("owner").comment(PROJECT, 1, all);
    await stage.as("planner").post(`${API}/issues/1/unsubscribe`);
    sandbox.as("reporter").setNotificationLevel(PROJECT, "disabled");
    sandbox.as("developer").setNotificationLevel(PROJECT, "mention");
    sandbox.as("maintainer").setNotificationLevel(PROJECT, "watch");
    sandbox.clock.set("2026-11-28T12:00:00Z");
    expect(mails("due")).toEqual(["owner due #1"]);
  });

  it("is noticed by a clock that runs, with the next request", async () => {
    await stage.sandbox.close();
    stage = await openStage({ now: "2026-11-27T23:50:00Z" });
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", dueDate: "2026-11-29" });
    stage.sandbox.clock.set("2026-11-28T00:49:59.990Z");
    // Each write takes a millisecond.
    for (let write = 0; write < 15; write++) stage.sandbox.as("owner").setTitle(PROJECT, 1, `x${write}`);
    await stage.as("owner").get(`${API}/issues`);
    expect(mails("due")).toEqual(["owner due #1"]);
  });
});

describe("the subscribers of a label", () => {
  beforeEach(() => {
    for (const who of ["guest", "reporter", "owner", "stranger"]) {
      stage.sandbox.as(who).subscribeToLabel(PROJECT, "call");
    }
    stage.sandbox.as("reporter").setNotificationLevel(PROJECT, "disabled");
  });

  it("hear of an issue that gets it, muted or not, but not of their own act", () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", labels: ["other"] });
    owner.addLabels(PROJECT, 1, "call");
    owner.addLabels(PROJECT, 1, "call");
    owner.removeLabels(PROJECT, 1, "call");
    expect(mails()).toEqual(["guest labelled #1", "reporter labelled #1"]);
  });

  it("hear of a new issue that has it, once, and not of one that they may not read", () => {
    const developer = stage.sandbox.as("developer");
    developer.createIssue(PROJECT, { title: "x", labels: ["call"], description: "@owner" });
    developer.createIssue(PROJECT, { title: "x", labels: ["call"], confidential: true });
    expect(mails().toSorted()).toEqual(
      ["guest new #1", "owner mentioned #1", "owner new #2", "reporter new #1", "reporter new #2"].toSorted(),
    );
  });
});

describe("people on level Watch", () => {
  beforeEach(() => stage.sandbox.as("reporter").setNotificationLevel(PROJECT, "watch"));

  it("hear of every new issue, comment, closing and reopening, once each, and of no edit", () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", description: "- [ ] a" });
    owner.editDescription(PROJECT, 1, (text) => `${text}\n- [ ] b`);
    owner.tick(PROJECT, 1, "a");
    owner.addLabels(PROJECT, 1, "call");
    owner.setDueDate(PROJECT, 1, "2026-12-24");
    owner.comment(PROJECT, 1, "hello @reporter");
    owner.comment(PROJECT, 1, "hello");
    owner.close(PROJECT, 1);
    owner.reopen(PROJECT, 1);
    expect(mails()).toEqual(["new", "mentioned", "note", "closed", "reopened"].map((cause) => `reporter ${cause} #1`));
  });

  it("hear of nothing that they do themselves", () => {
    stage.sandbox.as("reporter").createIssue(PROJECT, { title: "x" });
    expect(mails()).toEqual([]);
  });
});

it("who muted a project gets to-dos and no mails, who wants mentions only gets those", async () => {
  const { sandbox } = stage;
  sandbox.as("guest").setNotificationLevel(PROJECT, "disabled");
  sandbox.as("planner").setNotificationLevel(PROJECT, "mention");
  sandbox.as("owner").createIssue(PROJECT, { title: "x", description: "@guest @planner" });
  sandbox.as("owner").comment(PROJECT, 1, "more");
  expect(mails()).toEqual(["planner mentioned #1"]);
  expect((await stage.as("guest").get("/todos")).body).toHaveLength(1);
});
