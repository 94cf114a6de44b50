import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { judgeInstructions } from "../domain/instructions/marker.ts";
import type { PlainDate } from "../domain/time/types.ts";
import type { GitLab } from "../gitlab/port.ts";
import { instructionsOf } from "../setup/instructions.ts";
import { INSTRUCTIONS_PATH } from "../setup/paths.ts";
import type { Finding } from "./project.ts";

/**
 * Says how the page for those who take part stands beside the configuration: what the bot does there is not to differ from what
 * people read of it (handbook A119). A project need not have one, and one that people changed is theirs.
 */
export async function checkInstructions(
  gitlab: GitLab,
  configuration: ProjectConfiguration,
  day: PlainDate,
  commandName: string,
): Promise<readonly Finding[]> {
  const present = await gitlab.readFile(INSTRUCTIONS_PATH);
  if (present === null) return [];
  const subject = INSTRUCTIONS_PATH;
  switch (judgeInstructions(present, instructionsOf(configuration, day))) {
    case "current":
      return [{ status: "ok", subject, text: "as the configuration has it", remedy: "" }];
    case "changed":
      return [{ status: "ok", subject, text: "people wrote or changed it, so it stays as it is", remedy: "" }];
    case "stale":
      return [
        {
          status: "hint",
          subject,
          text: "the configuration changed since it was written, and nobody changed it",
          remedy: `${commandName} init --project ${gitlab.projectRef} --apply proposes it anew`,
        },
      ];
  }
}
