import { csmOn } from "../config/resolve/csm.ts";
import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { judgeInstructions } from "../domain/instructions/marker.ts";
import { renderInstructions } from "../domain/instructions/render.ts";
import { type Reason, reason } from "../domain/reason.ts";
import { textsIn } from "../domain/texts/texts.ts";
import type { PlainDate } from "../domain/time/types.ts";
import type { BranchFile } from "../gitlab/setup-port.ts";
import { INSTRUCTIONS_PATH } from "./paths.ts";
import type { FileStep, WantedFile } from "./types.ts";

/** Returns the page that a configuration gives on a day: who leads is the only thing in it that a day changes, and no holiday does. */
export function instructionsOf(configuration: ProjectConfiguration, day: PlainDate): string {
  const { language, teamName, meetings, reminders, mentions } = configuration;
  return renderInstructions({
    texts: textsIn(language),
    teamName,
    csm: csmOn({ ...configuration, away: [] }, day),
    meetings: meetings.map(({ id, schedule, followUp }) => ({
      id,
      leadTime: schedule.leadTime,
      followUp: followUp.when,
    })),
    reminders: reminders.enabled ? (mentions.customer ? "all" : "team") : null,
  });
}

/** The page as it is wanted, or as it stands: one that nobody changed is brought up to date, any other one stays. */
export function instructionsPart(
  wanted: string,
  present: BranchFile | null,
): { readonly wanted: readonly WantedFile[]; readonly standing: readonly FileStep[] } {
  const path = INSTRUCTIONS_PATH;
  const stand = (decision: "there" | "left", why: Reason) => ({
    wanted: [],
    standing: [{ decision, path, text: null, reason: why }],
  });
  if (present === null) {
    return { wanted: [{ path, text: wanted, why: "says to all who take part what happens here" }], standing: [] };
  }
  const { text, lastCommitId } = present;
  switch (judgeInstructions(text, wanted)) {
    case "current":
      return stand("there", reason("file-exists", "the project has this one"));
    case "changed":
      return stand("left", reason("file-differs", "people wrote or changed it, so it stays"));
    case "stale": {
      const why = "the configuration changed since it was written, and nobody changed it";
      return { wanted: [{ path, text: wanted, why, lastCommitId }], standing: [] };
    }
  }
}
