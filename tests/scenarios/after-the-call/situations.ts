import type { Action } from "../../../src/reconcile/model/types.ts";
import { kept, PROJECT, type Stage } from "../../support/stage.ts";
import { addItem, announced, bob, type Call, carried, closed, drafted, jane, NEW_CSM } from "./call.ts";

/** A moment just before a run that has something to do. */
export interface Situation {
  readonly name: string;
  /** What the run will do, in order; it keeps a situation from going stale. */
  readonly does: readonly Action["kind"][];
  /** A fresh stage at that moment. */
  readonly set: () => Promise<Stage>;
}

function situation(
  name: string,
  does: readonly Action["kind"][],
  from: () => Promise<Call>,
  act: (stage: Stage, call: Call) => Promise<void> | void,
): Situation {
  const set = kept(async () => {
    const call = await from();
    await act(call.stage, call);
    return call.stage;
  });
  return { name, does, set };
}

function clock(stage: Stage, instant: string): void {
  stage.sandbox.clock.set(instant);
}

/** A person does something at 09:40 on 28 November, the run comes ten minutes later. */
function onSaturday(name: string, does: readonly Action["kind"][], act: (stage: Stage) => void): Situation {
  return situation(name, does, carried, (stage) => {
    clock(stage, "2026-11-28T09:40:00Z");
    act(stage);
    clock(stage, "2026-11-28T09:50:00Z");
  });
}

function command(text: string, does: readonly Action["kind"][]): Situation {
  return onSaturday(`the command ${text}`, does, (stage) => {
    jane(stage).comment(PROJECT, 3, `@cadence-bot ${text}`);
  });
}

function handWritten(stage: Stage): void {
  clock(stage, "2026-11-27T09:00:00Z");
  jane(stage).createIssue(PROJECT, {
    title: "Our next call",
    labels: ["meeting-agenda"],
    dueDate: "2026-12-01",
    description: "## Topics\n\n- news\n\n## Action items\n\n- [ ] @sam Order a cake\n\n## Recap\n\n-\n",
  });
  clock(stage, "2026-11-27T09:10:00Z");
}

function closeAgain(stage: Stage, at: string): void {
  jane(stage).reopen(PROJECT, 1);
  addItem(stage, 1, "@bob Name the runner size");
  clock(stage, at);
  jane(stage).close(PROJECT, 1);
}

const EDIT = "edit-items";

export const situations: readonly Situation[] = [
  situation("the follow-up is made", ["create-label", "create-follow-up", "set-labels"], closed, () => undefined),
  situation("the participants are told", ["comment", "delete-comment"], drafted, (stage) =>
    clock(stage, "2026-11-17T11:05:00Z"),
  ),
  onSaturday("a tick in the follow-up", [EDIT, EDIT], (stage) => bob(stage).tick(PROJECT, 2, "Upload the diagram")),
  situation("a tick that is taken back", [EDIT, EDIT], carried, async (stage, call) => {
    clock(stage, "2026-11-28T09:40:00Z");
    bob(stage).tick(PROJECT, 2, "Upload the diagram");
    await call.at("2026-11-28T09:50:00Z");
    clock(stage, "2026-11-28T10:00:00Z");
    bob(stage).untick(PROJECT, 3, "Upload the diagram");
    clock(stage, "2026-11-28T10:10:00Z");
  }),
  onSaturday("an item marked not applicable", [EDIT, EDIT], (stage) =>
    jane(stage).inapplicable(PROJECT, 3, "Book a room"),
  ),
  onSaturday("a late item", [EDIT], (stage) => addItem(stage, 2, "@sam Send the minutes")),
  situation(
    "a hand-written agenda",
    ["create-label", EDIT, "set-labels", "comment"],
    announced,
    async (stage, call) => {
      await call.at("2026-11-19T09:00:00Z");
      handWritten(stage);
    },
  ),
  situation("the agenda was reopened", ["comment", "close-follow-up"], drafted, (stage) => {
    clock(stage, "2026-11-17T10:15:00Z");
    jane(stage).reopen(PROJECT, 1);
    clock(stage, "2026-11-17T10:20:00Z");
  }),
  situation("the agenda was closed again", ["refresh-follow-up", "edit-comment"], drafted, async (stage, call) => {
    clock(stage, "2026-11-17T10:15:00Z");
    jane(stage).reopen(PROJECT, 1);
    await call.at("2026-11-17T10:20:00Z");
    jane(stage).reopen(PROJECT, 1);
    closeAgain(stage, "2026-11-17T10:25:00Z");
    clock(stage, "2026-11-17T10:30:00Z");
  }),
  situation(
    "the agenda was closed again over an edited follow-up",
    ["comment", "take-up", "edit-comment"],
    drafted,
    (stage) => {
      clock(stage, "2026-11-17T10:10:00Z");
      bob(stage).editDescription(PROJECT, 2, (text) => `${text}\nThank you!\n`);
      closeAgain(stage, "2026-11-17T10:20:00Z");
      clock(stage, "2026-11-17T10:25:00Z");
    },
  ),
  situation(
    "everything is done",
    ["create-label", EDIT, "set-due-date", "set-labels", "set-labels"],
    announced,
    (stage) => {
      for (const text of ["Upload the diagram", "Share the guide", "ask Support", "Book a room"]) {
        bob(stage).tick(PROJECT, 2, text);
      }
      clock(stage, "2026-11-17T11:20:00Z");
    },
  ),
  situation("an item is overdue", ["create-label", "set-labels", "comment"], announced, (stage) =>
    clock(stage, "2026-11-20T09:00:00Z"),
  ),
  situation("a question waits", ["create-label", "set-labels"], announced, (stage) => {
    bob(stage).comment(PROJECT, 2, "Which size again?");
    clock(stage, "2026-11-18T12:00:00Z");
  }),
  situation(
    "a call without items",
    ["create-label", "create-follow-up", "set-labels"],
    () => closed(""),
    () => undefined,
  ),
  situation("a reminder", ["comment"], announced, async (stage, call) => {
    await call.at("2026-11-20T09:00:00Z");
    clock(stage, "2026-11-23T09:50:00Z");
  }),
  onSaturday("an item is to get an issue", ["promote-item"], (stage) =>
    jane(stage).editDescription(PROJECT, 3, (text) =>
      text.replace(/^(- \[ \] Book a room.*)$/m, "$1\n  /cadence issue"),
    ),
  ),
  command("skip", ["skip-call", "react"]),
  command("move to 2026-12-02", ["set-due-date", "react"]),
  command("drop book a room", [EDIT, EDIT, EDIT, "react"]),
  command("snooze share the guide until 2026-12-04", ["snooze", "react"]),
  command("help", ["comment"]),
  onSaturday("the command skip of a customer", ["react"], (stage) =>
    bob(stage).comment(PROJECT, 3, "@cadence-bot skip"),
  ),
  situation("another CSM", ["assign", "assign"], carried, (stage) => {
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", NEW_CSM);
    clock(stage, "2026-11-29T09:50:00Z");
  }),
];
