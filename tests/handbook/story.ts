import { PROJECT, type Stage, setStage } from "../support/stage.ts";

/** What the shipped agenda has where people write, which a story puts its notes in place of. */
export const PLACES = {
  customer: "*Please add what you would like to talk about.*",
  recap: "*What we agreed, and a line for each new action item: `- [ ] @owner what, due 2026-01-31`*",
} as const;

/** What people write into the agenda of a call; the places that are not named stay as they are. */
export interface CallNotes {
  readonly customer?: string;
  readonly recap?: string;
}

/** Goes to an instant and looks; a write that fails is an error of the story. */
export async function lookAt(stage: Stage, instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  const { applied } = await stage.run();
  const failed = applied.find(({ error }) => error !== null);
  if (failed !== undefined) throw failed.error ?? new Error("a step of the story failed");
}

/** The call of Tuesday, 17 November at 10:00 in Berlin has its agenda #1. */
export async function agendaMade(options: Parameters<typeof setStage>[1] = {}): Promise<Stage> {
  const stage = await setStage("2026-11-14T09:30:00Z", options);
  await lookAt(stage, "2026-11-14T09:30:00Z");
  return stage;
}

/** Its notes were written, and it was closed after the call: the draft of the follow-up #2 is there. */
export async function callClosed(notes: CallNotes, options: Parameters<typeof setStage>[1] = {}): Promise<Stage> {
  const stage = await agendaMade(options);
  const { sandbox } = stage;
  sandbox.clock.set("2026-11-17T09:30:00Z");
  sandbox
    .as("jane")
    .editDescription(PROJECT, 1, (text) =>
      text.replace(PLACES.customer, notes.customer ?? "$&").replace(PLACES.recap, notes.recap ?? "$&"),
    );
  sandbox.clock.set("2026-11-17T10:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  await lookAt(stage, "2026-11-17T10:05:00Z");
  return stage;
}

/** The draft had its hour: the participants were told. */
export async function participantsTold(stage: Stage): Promise<void> {
  await lookAt(stage, "2026-11-17T11:10:00Z");
  await lookAt(stage, "2026-11-17T11:15:00Z");
}

/** The text of an issue. */
export function textOf({ sandbox }: Stage, iid: number): string {
  return sandbox.issue(PROJECT, iid).description;
}

/** Comments of the bot on an issue that are there now, oldest first. */
export function saidOn({ sandbox }: Stage, iid: number): readonly string[] {
  const { notes } = sandbox.issue(PROJECT, iid);
  return notes.filter(({ author, system }) => author === "cadence-bot" && !system).map(({ body }) => body);
}
