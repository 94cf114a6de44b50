import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { type PutBack, repairOverwrittenOf } from "../../../src/reconcile/apply/restore-overwritten.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { settle, twice } from "./outcome.ts";
import { harm, otherBoxes, type PersonsText, tickOther, write, writesDescription } from "./person.ts";
import { type Situation, situations } from "./situations.ts";

const WRITES: ReadonlySet<string> = new Set(["edit-items", "refresh-follow-up", "take-up", "snooze"]);
const ALIKE: ReadonlySet<string> = new Set(["a tick that is taken back", "an item marked not applicable"]);

/** Those in which a description is written. */
const writing = situations.filter(({ name, does }) => !ALIKE.has(name) && does.some((kind) => WRITES.has(kind)));

interface Overwrite {
  readonly stage: Stage;
  readonly said: readonly string[];
  /** False when the run writes no such description. */
  readonly happened: boolean;
}

/** Does something in the window that GitLab leaves open: after the last read, just before the nth write of a text. */
async function inTheWindow(
  { set }: Situation,
  nth: number,
  act: (stage: Stage, iid: number) => void,
  prepare: (stage: Stage) => Promise<void> = async () => undefined,
): Promise<Overwrite> {
  const stage = await set();
  await prepare(stage);
  let seen = 0;
  const remove = stage.sandbox.beforeRequest((request) => {
    if (!writesDescription(request)) return;
    seen += 1;
    if (seen === nth) act(stage, Number(request.path.split("/").at(-1)));
  });
  const said: string[] = [];
  const log = { debug: () => {}, info: () => {}, warn: (_fields: unknown, message: string) => void said.push(message) };
  const { applied } = await stage.run({ log });
  remove();
  said.push(...applied.filter((one) => one.outcome === "put-off").map((one) => one.outcome));
  return { stage, said, happened: seen >= nth };
}

/** Tries every write of a text in a situation; answers how many there were. */
async function everyWrite(tryOne: (nth: number) => Promise<boolean>): Promise<number> {
  let nth = 1;
  while (await tryOne(nth)) nth += 1;
  return nth - 1;
}

describe("a box that a person sets while the bot writes the same text", () => {
  it.each(writing)("is set again by the run itself: $name", async (situation) => {
    const failures: string[] = [];
    const tried = await everyWrite(async (nth) => {
      let ticked: number | null = null;
      const { stage, happened } = await inTheWindow(situation, nth, (one, iid) => {
        ticked = tickOther(one, iid) ? iid : null;
      });
      if (ticked !== null && !isTicked(stage, ticked)) failures.push(`write ${nth}: not ticked after the run`);
      await settle(stage);
      const open = ticked === null ? [] : otherBoxes(stage).filter((box) => box !== "x");
      failures.push(...open.map(() => `write ${nth}: open in a copy later on`));
      await stage.close();
      return happened;
    });
    expect(failures).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });
});

function isTicked(stage: Stage, iid: number): boolean {
  return /\[x\].*ask Support/.test(stage.sandbox.issue(PROJECT, iid).description);
}

describe("a text that a person saves while the bot writes the same one", () => {
  let receiver: Server;
  let address = "";
  beforeAll(async () => {
    receiver = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => receiver.close(resolve)));

  async function hook(stage: Stage): Promise<void> {
    const token = stage.sandbox.addToken({ user: "jane", scopes: ["api"] });
    const answer = await fetch(`${stage.sandbox.url}/api/v4/projects/${encodeURIComponent(PROJECT)}/hooks`, {
      method: "POST",
      headers: { "private-token": token, "content-type": "application/json" },
      body: JSON.stringify({ url: address, issues_events: true }),
    });
    expect(answer.status).toBe(201);
  }

  /** The bot's own updates of one text, as GitLab's webhook told of them. */
  async function ownUpdates(stage: Stage, iid: number) {
    await stage.sandbox.settle();
    return stage.sandbox.deliveries.flatMap(({ body }) => {
      const { user, object_attributes: issue, changes } = JSON.parse(body);
      if (user.username !== "cadence-bot" || issue.iid !== iid || changes?.description === undefined) return [];
      const { previous, current } = changes.description;
      const at = new Date(String(issue.updated_at).replace(" UTC", "Z").replace(" ", "T")).toISOString();
      return [{ iid: asIssueIid(iid), previous: String(previous), written: String(current), at }];
    });
  }

  /** Repairs all that GitLab has told so far; answers the issues in which something was put back. */
  async function repair(stage: Stage, iid: number, putBacks: readonly PutBack[] = []): Promise<readonly PutBack[]> {
    const { gitlab } = stage.dependencies();
    const botId = (await gitlab.getCurrentUser()).id;
    const heardAt = stage.sandbox.clock.now().toISOString();
    const updates = (await ownUpdates(stage, iid)).map((one, index) => ({ ...one, id: `${iid} ${index}`, heardAt }));
    const repaired = await repairOverwrittenOf(gitlab, { botId, updates, putBacks });
    expect([repaired.settled, repaired.refused, repaired.failure]).toEqual([updates.map(({ id }) => id), [], null]);
    return repaired.putBacks;
  }

  it.each(writing)("is looked for in vain where nobody wrote: $name", async ({ set }) => {
    const stage = await set();
    await hook(stage);
    const { sandbox } = stage;
    const iids = sandbox.issues(PROJECT).map(({ iid }) => iid);
    for (const iid of iids) tickOther(stage, iid);
    sandbox.clock.advance(30_000);
    await stage.run();
    const texts = iids.map((iid) => sandbox.issue(PROJECT, iid).description);
    const putBacks: PutBack[] = [];
    for (const iid of iids) putBacks.push(...(await repair(stage, iid)));
    expect(putBacks).toEqual([]);
    expect(iids.map((iid) => sandbox.issue(PROJECT, iid).description)).toEqual(texts);
    await stage.close();
  });

  it.each(writing)("is told of by the run and put back by the webhook: $name", async (situation) => {
    const failures: string[] = [];
    const tried = await everyWrite(async (nth) => {
      const texts: PersonsText[] = [];
      const act = (stage: Stage, iid: number): void => void texts.push(write(stage, iid));
      const { stage, said, happened } = await inTheWindow(situation, nth, act, hook);
      const [text] = texts;
      if (text !== undefined) {
        if (said.length === 0) failures.push(`write ${nth}: not a word about it`);
        const putBacks = await repair(stage, text.iid);
        if (putBacks.length !== 1) failures.push(`write ${nth}: put back ${putBacks.length} times`);
        await settle(stage);
        failures.push(...harm(text, stage.sandbox.issue(PROJECT, text.iid).description), ...twice(stage));
        // The write that put it back is told of as well; whether it is known for what it is or not.
        for (const known of [putBacks, []]) {
          const again = await repair(stage, text.iid, known);
          if (again.length > 0) failures.push(`write ${nth}: put back again`);
        }
        failures.push(...harm(text, stage.sandbox.issue(PROJECT, text.iid).description));
      }
      await stage.close();
      return happened;
    });
    expect(failures).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });
});
