import { describe, expect, it } from "vitest";
import type { LoggedRequest } from "../../../src/sandbox/index.ts";
import { held } from "../../support/held.ts";
import type { Stage, StageOptions } from "../../support/stage.ts";
import { difference, outcomeOf, settle, toldOf, twice } from "./outcome.ts";
import { type Situation, situations } from "./situations.ts";

type FaultKind = "status-after" | "cut" | "slow";

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

/** A request that the client gives up while GitLab has it, and that is applied when the client pauses before it looks. */
function answerTooLate(
  { sandbox }: Stage,
  post: number,
): { readonly options: StageOptions; end(): Promise<void>; hasStruck(): boolean } {
  const [gaveUp, late] = [new AbortController(), held()];
  let struck: LoggedRequest | undefined;
  sandbox.beforeRequest((request) => {
    if (!isPost(request) || struck !== undefined || sandbox.requests.all.filter(isPost).length !== post) return;
    struck = sandbox.requests.all.find(({ seq }) => seq === request.seq);
    gaveUp.abort(new DOMException("no answer in time", "TimeoutError"));
    return late.held;
  });
  const end = async (): Promise<void> => {
    late.release();
    while (struck?.reached === false) await new Promise(setImmediate);
  };
  let posts = 0;
  const impatient: typeof fetch = (input, init = {}) => {
    if (!isPost({ method: init.method ?? "GET" }) || ++posts !== post) return fetch(input, init);
    return fetch(input, { ...init, signal: AbortSignal.any([gaveUp.signal, ...(init.signal ? [init.signal] : [])]) });
  };
  return { options: { fetch: impatient, sleep: end }, end, hasStruck: () => struck !== undefined };
}

async function withFault({ set }: Situation, kind: FaultKind | null, post: number): Promise<[Stage, number]> {
  const stage = await set();
  const { sandbox } = stage;
  sandbox.requests.reset();
  let seen = 0;
  const when = (request: { readonly method: string }): boolean => isPost(request) && ++seen === post;
  const late = kind === "slow" ? answerTooLate(stage, post) : null;
  if (kind === "cut") sandbox.faults.inject({ when, kind });
  if (kind === "status-after") sandbox.faults.inject({ when, kind, status: 502 });
  await stage.run(late?.options);
  const posts = sandbox.requests.all.filter(isPost).length;
  await late?.end();
  expect(late?.hasStruck()).not.toBe(false);
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
