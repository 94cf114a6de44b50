import { CONFIGURATION, kept, PROJECT, type Stage, setStage } from "../../support/stage.ts";

const RECAP = "*What we agreed, and a line for each new action item: `- [ ] @owner what, due 2026-01-31`*";

const ITEMS = [
  "- [ ] @bob Upload the diagram, due 2026-11-20",
  "- [ ] @jane Share the guide, due 2026-11-19",
  "  - [ ] ask Support",
  "- [ ] Book a room",
  "- [x] @sam Invite everybody",
].join("\n");

/** One project on its way through a call; each step goes on from the one before. */
export interface Call {
  readonly stage: Stage;
  /** Sets the clock and lets the product run, which must not fail. */
  at(instant: string): Promise<void>;
}

function callOn(stage: Stage): Call {
  return {
    stage,
    async at(instant) {
      stage.sandbox.clock.set(instant);
      const { applied } = await stage.run();
      const failed = applied.find((one) => one.error !== null);
      if (failed !== undefined) throw failed.error ?? new Error("a step of a situation failed");
    },
  };
}

/** A step that is gone once: each time it is asked for, a copy of where it led. */
function step(go: () => Promise<Call>): () => Promise<Call> {
  const keep = kept(async () => (await go()).stage);
  return async () => callOn(await keep());
}

/** The call of 17 November with its agenda #1, in which people wrote what they agreed. */
async function withAgenda(recap: string = ITEMS): Promise<Call> {
  const stage = await setStage("2026-11-14T09:30:00Z");
  const call = callOn(stage);
  await call.at("2026-11-14T09:30:00Z");
  if (recap !== "") jane(stage).editDescription(PROJECT, 1, (text) => text.replace(RECAP, recap));
  return call;
}

export function jane(stage: Stage) {
  return stage.sandbox.as("jane");
}

export function bob(stage: Stage) {
  return stage.sandbox.as("bob");
}

/** The agenda was closed after the call. */
export async function closed(recap?: string): Promise<Call> {
  const call = await withAgenda(recap);
  call.stage.sandbox.clock.set("2026-11-17T10:00:00Z");
  jane(call.stage).close(PROJECT, 1);
  call.stage.sandbox.clock.set("2026-11-17T10:05:00Z");
  return call;
}

/** The follow-up #2 was made and is being proofread. */
export const drafted = step(async () => {
  const call = await closed();
  await call.at("2026-11-17T10:05:00Z");
  return call;
});

/** An hour later: the participants were told, and the next run noted it. */
export const announced = step(async () => {
  const call = await drafted();
  await call.at("2026-11-17T11:05:00Z");
  await call.at("2026-11-17T11:10:00Z");
  return call;
});

/** The agenda #3 of the next call was made, on Saturday 28 November. */
export const carried = step(async () => {
  const call = await announced();
  await call.at("2026-11-28T09:30:00Z");
  return call;
});

/** jane adds an item below one that stands there. */
export function addItem(stage: Stage, iid: number, item: string): void {
  jane(stage).editDescription(PROJECT, iid, (text) => text.replace(/^- \[ \] Book a room.*$/m, `$&\n- [ ] ${item}`));
}

/** sam leads from 29 November on. */
export const NEW_CSM = `${CONFIGURATION}csm:\n  - { user: "@jane", until: 2026-11-28 }\n  - { user: "@sam" }\n`;
