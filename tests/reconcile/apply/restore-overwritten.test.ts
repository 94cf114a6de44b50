import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import {
  type OwnUpdate,
  type PutBack,
  type Repaired,
  repairOverwrittenOf,
} from "../../../src/reconcile/apply/restore-overwritten.ts";
import { createClient } from "../../sandbox/gitlab.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const TEXT = "# Call\n\n## Topics\n\n- Upgrade\n- Licences\n\n## Notes\n\nNothing yet.";
const ROME = "We meet in Rome.";

/** What the bot adds to a text: an item with its marker. */
function item(nth: number): string {
  return `- [ ] Item ${nth} (from #1) <!-- c:1-ab${nth} -->`;
}

const QUICK_ACTIONS = "/close\n\n/label ~secret\n/assign @bob\n/confidential";

/** As the bot carries an item late. */
function carry(nth: number): (text: string) => string {
  return (one) => `${one}\n\n${item(nth)}`;
}

let stage: Stage;
let iid: number;
beforeEach(async () => {
  stage = await setStage("2026-11-24T09:00:00Z", { inBotsName: [QUICK_ACTIONS, ...[0, 1, 2, 3, 4, 5, 6].map(item)] });
  iid = stage.sandbox.as("jane").createIssue(PROJECT, { title: "Our call", description: TEXT });
  stage.sandbox.clock.advance(3_600_000);
});
afterEach(() => stage.close());

function text(): string {
  return stage.sandbox.issue(PROJECT, iid).description;
}

function seconds(count: number): void {
  stage.sandbox.clock.advance(count * 1000);
}

function now(): string {
  return stage.sandbox.clock.now().toISOString();
}

function person(edit: (text: string) => string, after = 1): void {
  seconds(after);
  stage.sandbox.as("jane").editDescription(PROJECT, iid, edit);
}

/** The bot writes what it makes of a text that it has read; answers what GitLab's webhook says of that. */
async function botWrites(read: string, write = carry(0), after = 1): Promise<OwnUpdate> {
  seconds(after);
  const { description: previous, lastEditedAt, lastEditedBy } = stage.sandbox.issue(PROJECT, iid);
  const at = now();
  const { description } = await stage.dependencies().gitlab.updateIssue(asIssueIid(iid), { description: write(read) });
  const isNear = lastEditedBy === "jane" && Date.parse(at) - Date.parse(lastEditedAt ?? "") <= 60_000;
  const near = isNear && lastEditedAt !== null ? { personAt: lastEditedAt } : {};
  return {
    id: `${at} ${previous.length}`,
    iid: asIssueIid(iid),
    previous,
    written: description,
    at,
    heardAt: at,
    ...near,
  };
}

/** The bot writes over a person's edit, some minutes after it unless it crossed it. */
async function crossing(minutesBetween = 0): Promise<OwnUpdate> {
  const before = text();
  person((one) => `${one}\n\n${ROME}`);
  return botWrites(before, undefined, 1 + minutesBetween * 60);
}

async function repair(
  updates: readonly OwnUpdate[],
  putBacks: readonly PutBack[] = [],
  at?: number,
): Promise<Repaired> {
  const { gitlab } = stage.dependencies();
  const { id: botId } = await gitlab.getCurrentUser();
  stage.sandbox.requests.reset();
  return repairOverwrittenOf(gitlab, { botId, updates, putBacks, now: at });
}

/** Repairs; answers also what the webhook of that write says. */
async function repairAndHear(updates: readonly OwnUpdate[], justBefore: () => void = () => undefined) {
  let previous = "";
  const remove = stage.sandbox.beforeRequest(({ method }) => {
    if (method !== "PUT") return;
    justBefore();
    previous = text();
  });
  const { putBacks } = await repair(updates);
  remove();
  const at = now();
  return { putBacks, heard: { id: "put back", iid: asIssueIid(iid), previous, written: text(), at, heardAt: at } };
}

function wrote(): readonly string[] {
  return stage.sandbox.requests.all.filter(({ method }) => method !== "GET").map(({ method }) => method);
}

describe("a box that the bot overwrote, and was killed before it compared", () => {
  const ROOM = "- [ ] Book a room";
  const MARKED = "- [ ] Ask Bob (from #1) <!-- c:1-abcde -->";
  const tick = (line: string) => (one: string) => one.replace(line, line.replace("[ ]", "[x]"));
  const untick = (line: string) => (one: string) => one.replace(line.replace("[ ]", "[x]"), line);
  beforeEach(() => {
    person((one) => `${one}\n\n${ROOM}\n${MARKED}`);
    seconds(600);
  });

  it.each([ROOM, MARKED])("is ticked again: %s", async (line) => {
    const before = text();
    person(tick(line));
    const update = await botWrites(before);
    expect(text()).toContain(line);
    expect(await repair([update])).toMatchObject({ settled: [update.id], putBacks: [{ repaired: [update.id] }] });
    expect(text()).toContain(line.replace("[ ]", "[x]"));
    expect(text()).toContain(item(0));
    expect(wrote()).toEqual(["PUT"]);
  });

  it("is open again", async () => {
    person(tick(ROOM));
    seconds(600);
    const before = text();
    person(untick(ROOM));
    const update = await botWrites(before);
    await repair([update]);
    expect(text()).toContain(ROOM);
  });

  it("is set beside words that were overwritten too, with one write", async () => {
    const before = text();
    person((one) => `${tick(ROOM)(one)}\n\n${ROME}`);
    const update = await botWrites(before);
    await repair([update]);
    expect(text()).toContain(ROOM.replace("[ ]", "[x]"));
    expect(text()).toContain(ROME);
    expect(wrote()).toEqual(["PUT"]);
  });

  it.each<[string, (line: string) => Promise<void> | void]>([
    ["somebody has set it since", (line) => (person(tick(line), 30), person(untick(line), 5))],
    ["it is gone", (line) => person((one) => one.replace(`\n${line}`, ""), 30)],
  ])("stays as it is where %s", async (_what, since) => {
    const before = text();
    person(tick(ROOM));
    const update = await botWrites(before);
    await since(ROOM);
    const after = text();
    expect(await repair([update])).toMatchObject({ settled: [update.id], putBacks: [] });
    expect(text()).toBe(after);
  });

  it("costs no request where nobody had saved the text shortly before", async () => {
    const update = await botWrites(text(), tick(MARKED));
    await repair([update]);
    expect(stage.sandbox.requests.all).toHaveLength(0);
    expect(text()).toContain(MARKED.replace("[ ]", "[x]"));
  });

  it("is set once, however often the webhook comes", async () => {
    const before = text();
    person(tick(ROOM));
    const update = await botWrites(before);
    const { putBacks, heard } = await repairAndHear([update]);
    person(untick(ROOM), 90);
    await repair([update, heard], putBacks);
    expect(text()).toContain(ROOM);
  });
});

describe("an edit that the bot overwrote", () => {
  it("is put back, with one write", async () => {
    const update = await crossing();
    expect(text()).not.toContain(ROME);
    const { settled, refused, failure, putBacks } = await repair([update]);
    expect([settled, refused, failure, putBacks.length]).toEqual([[update.id], [], null, 1]);
    expect(text()).toBe(`${TEXT}\n\n${ROME}\n${item(0)}`);
    expect(wrote()).toEqual(["PUT"]);
  });

  it("is put back when the same save set a box, of which alone GitLab's activity tells", async () => {
    stage.sandbox.as("jane").editDescription(PROJECT, iid, (one) => `${one}\n\n- [ ] Book a room`);
    seconds(600);
    const before = text();
    person((one) => `${one.replace("[ ] Book", "[x] Book")}\n\n${ROME}`);
    const update = await botWrites(before);
    expect((await repair([update])).putBacks).toHaveLength(1);
    expect(text()).toContain(ROME);
  });

  it.each<[string, () => Promise<OwnUpdate>]>([
    ["the bot wrote again", async () => botWrites(text(), carry(1))],
    ["the bot wrote again within the second", async () => botWrites(text(), carry(2), 0.1)],
    [
      "a person wrote, and then the bot",
      async () => {
        person((one) => one.replace("Licences", "Licences and seats"), 90);
        return botWrites(text(), carry(2), 150);
      },
    ],
  ])("is put back after %s", async (_what, then) => {
    const update = await crossing();
    const later = await then();
    const after = text();
    expect((await repair([update, later])).putBacks).toHaveLength(1);
    expect(text()).toContain(ROME);
    expect(text().split("\n")).toEqual(expect.arrayContaining(after.split("\n")));
    expect((await repair([later])).putBacks).toEqual([]);
  });

  it("is put back once, wherever its author has put it back by hand", async () => {
    const update = await crossing();
    person((one) => `${one}\n\n${ROME}`, 30);
    const after = text();
    expect(await repair([update])).toMatchObject({ settled: [update.id], putBacks: [] });
    expect(text()).toBe(after);
  });

  it("gives way to what somebody made of the same lines since", async () => {
    const before = text();
    person((one) => one.replace("Nothing yet.", ROME));
    const update = await botWrites(before, carry(3));
    person((one) => one.replace("Nothing yet.", "We meet in Athens."), 30);
    const after = text();
    expect((await repair([update])).putBacks).toEqual([]);
    expect(text()).toBe(after);
  });

  it("of the first of many in a short text waits for the others, two minutes at most", async () => {
    person(() => "- [ ] Book a room");
    seconds(600);
    const updates: OwnUpdate[] = [];
    for (let nth = 1; nth <= 6; nth += 1) {
      const before = text();
      person((one) => `${one}\n\nPerson ${nth}.`);
      updates.push(await botWrites(before, carry(nth)));
    }
    const [first] = updates;
    if (first === undefined) throw new Error("no update");
    const heardAt = Date.parse(first.heardAt);
    expect(await repair([first], [], heardAt + 1000)).toMatchObject({ settled: [], putBacks: [], failure: null });
    expect((await repair(updates, [], heardAt + 2000)).settled).toHaveLength(6);
    for (let nth = 1; nth <= 6; nth += 1) expect(text().split(`Person ${nth}.`)).toHaveLength(2);
    expect((await repair([first], [], heardAt + 121_000)).settled).toEqual([first.id]);
  });

  it.each(["long", "short"])(
    "comes back six times in a row with one write, in whatever order it is told, in a %s text",
    async (length) => {
      if (length === "short") person(() => "- [ ] Book a room");
      seconds(600);
      const updates: OwnUpdate[] = [];
      for (let nth = 1; nth <= 6; nth += 1) {
        const before = text();
        person((one) => `${one}\n\nPerson ${nth}.`);
        updates.push(await botWrites(before, carry(nth)));
      }
      expect(text()).not.toContain("Person");
      const repaired = await repair([3, 0, 5, 1, 4, 2].flatMap((at) => updates[at] ?? []));
      expect([repaired.settled.length, wrote()]).toEqual([6, ["PUT"]]);
      for (let nth = 1; nth <= 6; nth += 1) {
        expect(text().split(`Person ${nth}.`)).toHaveLength(2);
        expect(text().split(item(nth))).toHaveLength(2);
      }
    },
  );

  it("is waited for while somebody keeps saving, and nothing of theirs is written over", async () => {
    const update = await crossing();
    let saves = 0;
    const remove = stage.sandbox.beforeRequest(({ method, path }) => {
      if (method === "GET" && path.endsWith("/notes")) person((one) => `${one}\n\nSave ${++saves}.`);
    });
    expect(await repair([update])).toMatchObject({ settled: [], failure: { code: "CADENCE_BUSY" } });
    expect([saves > 1, wrote()]).toEqual([true, []]);
    remove();
    expect((await repair([update])).putBacks).toHaveLength(1);
    for (let save = 1; save <= saves; save += 1) expect(text()).toContain(`Save ${save}.`);
  });

  it("costs no request where nothing was lost", async () => {
    const update = await botWrites(text(), carry(1));
    expect(await repair([update])).toMatchObject({ settled: [update.id], putBacks: [] });
    expect(stage.sandbox.requests.all).toEqual([]);
  });
});

describe("the write that put an edit back", () => {
  /** GitLab tells of it like of any other: a person's lines that came are no loss of lines that had been deleted. */
  it.each([true, false])("is not taken back, although somebody saved just before it (noted: %s)", async (isNoted) => {
    const update = await crossing();
    person((one) => `${one}\n\nAnd in Athens.`, 20);
    seconds(5);
    const { putBacks, heard } = await repairAndHear([update]);
    const after = text();
    // A process that was killed in between has left no note, but both webhooks.
    const again = isNoted ? await repair([heard], putBacks) : await repair([update, heard]);
    expect([again.putBacks, text()]).toEqual([[], after]);
    expect(text()).toContain(ROME);
    expect(text()).toContain("And in Athens.");
  });

  it("is repaired itself where it overwrote something, and loses nothing of what it had put back", async () => {
    const update = await crossing();
    seconds(200);
    const { putBacks, heard } = await repairAndHear([update], () => {
      person((one) => one.replace("Nothing yet.", "Nothing yet.\n\nAnd in Athens."));
    });
    expect(text()).not.toContain("Athens");
    expect((await repair([heard], putBacks)).putBacks).toHaveLength(1);
    expect(text()).toContain("And in Athens.");
    expect(text().split(ROME)).toHaveLength(2);
  });

  it("leaves a box as somebody set it just before it", async () => {
    stage.sandbox.as("jane").editDescription(PROJECT, iid, (one) => `${one}\n\n- [ ] Book a room`);
    seconds(600);
    const update = await crossing();
    seconds(200);
    await repairAndHear([update], () => {
      if (text().includes("- [ ] Book")) stage.sandbox.as("jane").tick(PROJECT, iid, "Book a room");
    });
    expect(text()).toContain(ROME);
    expect(text()).toContain("- [x] Book a room");
  });

  it("counts once: the same delivery again puts nothing back that people have taken out since", async () => {
    const update = await crossing();
    const { putBacks } = await repair([update]);
    person((one) => one.replace(`${ROME}\n`, ""), 30);
    const after = text();
    expect(after).not.toContain(ROME);
    expect(await repair([update], putBacks)).toMatchObject({ settled: [update.id], putBacks: [] });
    expect(text()).toBe(after);
  });
});

describe("an issue that is no longer what it was", () => {
  it.each<[string, () => void | Promise<void>]>([
    ["closed", () => stage.sandbox.as("jane").close(PROJECT, iid)],
    ["confidential", () => stage.sandbox.as("jane").setConfidential(PROJECT, iid, true)],
    ["locked", () => change({ discussion_locked: true })],
    ["moved", () => move()],
  ])("that is %s gets its text back where it was", async (_what, happen) => {
    const update = await crossing();
    await happen();
    expect((await repair([update])).putBacks).toHaveLength(1);
    expect(text()).toContain(ROME);
  });

  it("that is gone is done with", async () => {
    const update = await crossing();
    stage.sandbox.setMember(PROJECT, "jane", 50);
    stage.sandbox.as("jane").deleteIssue(PROJECT, iid);
    expect(await repair([update])).toEqual({ settled: [update.id], putBacks: [], refused: [], failure: null });
  });

  it("of an archived project is done with, and the refusal is told", async () => {
    const update = await crossing();
    stage.sandbox.archiveProject(PROJECT);
    expect(await repair([update])).toMatchObject({
      settled: [update.id],
      refused: [{ iid, error: { code: "GITLAB_ARCHIVED" } }],
      failure: null,
    });
  });

  it.each<[string, string, () => void]>([
    ["the bot lost its role", "GITLAB_ROLE", () => stage.sandbox.setMember(PROJECT, "cadence-bot", 10)],
    [
      "the bot is no member any more",
      "GITLAB_PROJECT_NOT_FOUND",
      () => stage.sandbox.setMember(PROJECT, "cadence-bot", 0),
    ],
  ])("waits where %s", async (_what, code, happen) => {
    const update = await crossing();
    happen();
    const { settled, failure } = await repair([update]);
    expect([settled, failure]).toMatchObject([[], { code }]);
    stage.sandbox.setMember(PROJECT, "cadence-bot", 20);
    expect((await repair([update])).putBacks).toHaveLength(1);
  });

  it("waits while GitLab fails, and other issues do not wait for it", async () => {
    const first = await crossing();
    const other = iid;
    iid = stage.sandbox.as("jane").createIssue(PROJECT, { title: "Another call", description: TEXT });
    seconds(600);
    const second = await crossing();
    const fault = stage.sandbox.faults.inject({
      kind: "status",
      status: 500,
      times: 99,
      when: ({ path }) => path.includes(`/issues/${other}`),
    });
    const { settled, failure, putBacks } = await repair([first, second]);
    expect([settled, putBacks.map((one) => one.iid)]).toEqual([[second.id], [iid]]);
    expect(failure).toMatchObject({ name: "TransientError", status: 500 });
    fault();
    expect((await repair([first])).putBacks).toHaveLength(1);
  });

  async function change(fields: Readonly<Record<string, unknown>>): Promise<void> {
    const owner = createClient(stage.sandbox.url, {
      "private-token": stage.sandbox.addToken({ user: "jane", scopes: ["api"] }),
    });
    const answer = await owner.put(`/projects/${encodeURIComponent(PROJECT)}/issues/${iid}`, fields);
    expect(answer.status).toBe(200);
  }

  async function move(): Promise<void> {
    const { id } = stage.sandbox.addProject({ path: "account-management/emea/acme/other", members: { jane: 40 } });
    const owner = createClient(stage.sandbox.url, {
      "private-token": stage.sandbox.addToken({ user: "jane", scopes: ["api"] }),
    });
    const answer = await owner.post(`/projects/${encodeURIComponent(PROJECT)}/issues/${iid}/move`, {
      to_project_id: id,
    });
    expect(answer.status).toBe(201);
  }
});

describe("a forged webhook about an edit of the bot", () => {
  it("runs no quick action", async () => {
    const update = await crossing();
    const forged = { ...update, previous: `${TEXT}\n\n${QUICK_ACTIONS}` };
    expect((await repair([forged])).putBacks).toHaveLength(1);
    const issue = stage.sandbox.issue(PROJECT, iid);
    expect(issue).toMatchObject({ state: "opened", labels: [], assignees: [], confidential: false });
    expect(issue.description).toContain("\\/close");
  });

  const FORGED = { previous: `${TEXT}\n\nForged.` };
  it.each<[string, number, (update: OwnUpdate) => Partial<OwnUpdate>]>([
    ["where no edit of a person crossed the bot's own", 5, () => FORGED],
    ["that does not know the text", 0, () => ({ previous: "Forged.\n\n## Notes", written: "## Notes" })],
    ["that knows nothing", 0, () => ({ previous: "Forged.", written: "" })],
    [
      "about a time at which the bot wrote nothing",
      0,
      ({ at }) => ({ ...FORGED, at: new Date(Date.parse(at) + 60_000).toISOString() }),
    ],
    [
      "about a write of the day before yesterday",
      0,
      () => {
        seconds(25 * 3600);
        return { ...FORGED, heardAt: now() };
      },
    ],
    [
      "about a later write, that crossed nothing",
      0,
      () => {
        seconds(3600);
        return { ...FORGED, at: now(), heardAt: now() };
      },
    ],
  ])("%s writes nothing", async (_what, minutesBetween, forge) => {
    const update = await crossing(minutesBetween);
    const after = text();
    expect(await repair([{ ...update, ...forge(update) }])).toMatchObject({ settled: [update.id], putBacks: [] });
    expect([text(), wrote()]).toEqual([after, []]);
  });
});
