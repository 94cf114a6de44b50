import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

/** What jane writes down in the call of 17 November. */
const ITEMS = [
  "- [ ] @bob Upload the diagram | with a pipe, due 2026-11-20",
  "- [ ] @jane Share the upgrade guide, due 2026-11-27",
  "  - [ ] ask Support",
  "- [ ] tell @all about `a|b`",
].join("\n");

/** A project whose first agenda (#1) was made by a run, filled in and closed: a follow-up is due. The clock says so. */
export async function setHeldCall(options: Parameters<typeof setStage>[1] = {}): Promise<Stage> {
  const stage = await setStage("2026-11-14T10:00:00Z", options);
  const { sandbox } = stage;
  await stage.run();
  sandbox.clock.set("2026-11-17T09:30:00Z");
  sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text.trimEnd()}\n\n${ITEMS}\n`);
  sandbox.clock.set("2026-11-17T10:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  sandbox.clock.set("2026-11-17T10:05:00Z");
  return stage;
}

/** A file in a folder of its own. */
export function freshFile(name: string): string {
  return join(mkdtempSync(join(tmpdir(), "cadence-")), name);
}
