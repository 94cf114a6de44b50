import { describe, expect, it } from "vitest";
import type { Stage } from "../../support/stage.ts";
import { difference, outcomeOf, settle, toldOf, twice } from "./outcome.ts";
import { type Situation, situations } from "./situations.ts";

type Fault = Parameters<Stage["sandbox"]["faults"]["inject"]>[0];
type FaultKind = "status-after" | "cut" | "slow";

/** How long GitLab takes for a slow answer, twice as long as the client of these tests waits for one. */
const SLOW_MS = 120;

/** GitLab has done what was asked by the time the product looks for it; its pauses are cut to this. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SLOW_MS));

/** Each applied by GitLab, and none answered as it should be. */
const kinds: readonly FaultKind[] = ["status-after", "cut", "slow"];

/** One situation for each kind of creation. */
const names: ReadonlySet<string> = new Set([
  "the follow-up is made",
  "the participants are told",
  "a hand-written agenda",
  "a reminder",
  "an item is to get an issue",
  "the command skip",
]);

const posting = situations.filter((one) => names.has(one.name));

function isPost(request: { readonly method: string }): boolean {
  return request.method === "POST";
}

function fault(kind: FaultKind, when: Fault["when"]): Fault {
  if (kind === "status-after") return { when, kind, status: 502 };
  return kind === "slow" ? { when, kind, delayMs: SLOW_MS } : { when, kind };
}

async function withFault({ set }: Situation, kind: FaultKind | null, post: number): Promise<[Stage, number]> {
  const stage = await set();
  const { sandbox } = stage;
  sandbox.requests.reset();
  let seen = 0;
  const when = (request: { readonly method: string }): boolean => {
    seen += isPost(request) ? 1 : 0;
    return isPost(request) && seen === post;
  };
  if (kind !== null) sandbox.faults.inject(fault(kind, when));
  await stage.run(kind === "slow" ? { timeoutMs: SLOW_MS / 2, sleep: pause } : {});
  const posts = sandbox.requests.all.filter(isPost).length;
  await settle(stage, 2);
  return [stage, posts];
}

describe("an answer that got lost after GitLab applied a creation doubles nothing", () => {
  it("covers every kind of creation", () => {
    expect(posting).toHaveLength(names.size);
  });

  it.each(posting)("$name", async (situation) => {
    const [whole, posts] = await withFault(situation, null, 0);
    expect(posts).toBeGreaterThan(0);
    const failures: string[] = [];
    for (let post = 1; post <= posts; post += 1) {
      for (const kind of kinds) {
        const [stage] = await withFault(situation, kind, post);
        const found = [
          ...twice(stage),
          ...difference(outcomeOf(whole), outcomeOf(stage)),
          ...difference(toldOf(whole), toldOf(stage)),
        ];
        failures.push(...found.map((one) => `${kind} at POST ${post}: ${one}`));
        await stage.close();
      }
    }
    await whole.close();
    expect(failures).toEqual([]);
  });
});
