import { describe, expect, it } from "vitest";
import type { Action } from "../../src/reconcile/model/types.ts";
import { kept, PROJECT, type Stage } from "../support/stage.ts";
import { announced, closed } from "./after-the-call/call.ts";

const MARKER = "<!-- cadence:v1 agenda cadence-call/2026-12-01 date=2026-12-01 -->\n\n";
const TEXT = "## Action items\n\n- [ ] @sam Order a cake\n";

/** What may appear while a run looks: another run's agenda or follow-up, one that a person writes. */
const APPEARANCES: Readonly<Record<string, (stage: Stage) => void>> = {
  "another run's agenda": ({ sandbox }) =>
    void sandbox.as("cadence-bot").createIssue(PROJECT, {
      title: "Agenda",
      labels: ["meeting-agenda"],
      dueDate: "2026-12-01",
      description: MARKER + TEXT,
    }),
  "an agenda that a person writes": ({ sandbox }) =>
    void sandbox.as("jane").createIssue(PROJECT, {
      title: "Agenda",
      labels: ["meeting-agenda"],
      dueDate: "2026-12-01",
      description: TEXT,
    }),
  "an agenda of a call that was held": ({ sandbox }) => {
    sandbox.as("jane").createIssue(PROJECT, {
      title: "Agenda",
      labels: ["meeting-agenda"],
      dueDate: "2026-11-20",
      description: TEXT,
    });
    sandbox.as("jane").close(PROJECT, sandbox.issues(PROJECT).at(-1)?.iid ?? 0);
  },
};

const dueSoon = kept(async () => {
  const { stage } = await announced();
  stage.sandbox.clock.set("2026-11-28T09:30:00Z");
  return stage;
});

function names(action: Action, iid: number): boolean {
  const { reason: _, ...rest } = action;
  const { iid: on, to, stays, agendaIid, relateTo } = rest as Readonly<Record<string, unknown>>;
  return [on, to, stays, agendaIid, ...((relateTo as readonly number[] | undefined) ?? [])].includes(iid);
}

/** Plans while something appears right before the nth request; answers the actions that name it. */
async function planned(stage: Stage, appear: (stage: Stage) => void, at: number) {
  let sent = 0;
  let iid: number | null = null;
  const crossed: typeof fetch = async (input, init) => {
    sent += 1;
    if (sent === at) {
      appear(stage);
      iid = stage.sandbox.issues(PROJECT).at(-1)?.iid ?? null;
    }
    return fetch(input, init);
  };
  const { plan } = await stage.plan({ fetch: crossed });
  return { ended: iid === null, named: plan.actions.filter((one) => iid !== null && names(one, iid)) };
}

describe("an issue that appears between any two reads of one observation", () => {
  it.each(Object.entries(APPEARANCES))("is named by no action: %s", async (_name, appear) => {
    let reads = 0;
    // Before the first request nothing was looked at yet.
    for (let at = 2; ; at += 1) {
      const stage = await dueSoon();
      const { ended, named } = await planned(stage, appear, at);
      expect(named.map((one) => `${one.kind}: ${one.reason.text} (before request ${at})`)).toEqual([]);
      await stage.sandbox.close();
      if (ended) break;
      reads += 1;
    }
    expect(reads).toBeGreaterThan(2);
  });
});

/** All issues by kind and call, also those that were closed at once: each of them was a mail. */
function mails(stage: Stage): readonly string[] {
  return stage.sandbox.issues(PROJECT).flatMap(({ description }) => {
    const match = /^<!-- cadence:v\d+ ([a-z-]+) [a-z0-9-]+\/([0-9-]+)/.exec(description);
    return match === null ? [] : [`${match[1]} of ${match[2]}`];
  });
}

describe("three runs a few requests apart", () => {
  it.each([
    [
      "the agenda of the next call",
      dueSoon,
      ["agenda of 2026-11-17", "follow-up of 2026-11-17", "agenda of 2026-12-01"],
    ],
    ["a follow-up", kept(async () => (await closed()).stage), ["agenda of 2026-11-17", "follow-up of 2026-11-17"]],
  ])("make one issue, also counting what was closed, and say nothing about it: %s", async (_name, set, expected) => {
    for (let gap = 6; gap <= 9; gap += 1) {
      const stage = await set();
      const others: Promise<unknown>[] = [];
      let sent = 0;
      const first: typeof fetch = async (input, init) => {
        sent += 1;
        if (sent === gap || sent === 2 * gap) others.push(stage.run());
        return fetch(input, init);
      };
      await stage.run({ fetch: first });
      await Promise.all(others);
      expect(mails(stage)).toEqual(expected);
      const notes = stage.sandbox
        .issues(PROJECT)
        .flatMap(({ iid, notes: all }) => all.filter(({ body }) => body.includes("note late-items")).map(() => iid));
      expect(notes).toEqual([]);
      await stage.sandbox.close();
    }
  });
});

it("an agenda that a person writes while a run is to make one is the call's, up to the request that makes it", async () => {
  for (let at = 2; ; at += 1) {
    const stage = await dueSoon();
    let sent = 0;
    let written = false;
    const crossed: typeof fetch = async (input, init) => {
      sent += 1;
      if (sent >= at && !written && (init?.method ?? "GET") === "GET") {
        written = true;
        APPEARANCES["an agenda that a person writes"]?.(stage);
      }
      return fetch(input, init);
    };
    await stage.run({ fetch: crossed });
    const [first, second] = stage.sandbox.issues(PROJECT).filter(({ dueDate }) => dueDate === "2026-12-01");
    // Nobody looks after the request that makes it any more.
    if (first?.author === "cadence-bot") break;
    expect(second?.iid, `an agenda besides #${first?.iid}`).toBeUndefined();
    await stage.run();
    await stage.run();
    expect(mails(stage)).toEqual(["agenda of 2026-11-17", "follow-up of 2026-11-17"]);
    await stage.sandbox.close();
  }
});
