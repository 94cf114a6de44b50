import type { ThreadEndedError } from "../../src/app/job-threads/ended.ts";
import type { ThreadLog } from "../../src/app/job-threads/thread-log.ts";
import type { Alert } from "../../src/fleet/alerts.ts";
import type { SeenProject } from "../../src/fleet/types.ts";
import type { Metrics } from "../../src/http/metrics.ts";
import type { Quarantine, SetAside } from "./quarantine.ts";

/** What a text of the project does; a thread that dies of anything else is no fault of it. */
const OF_PROJECT: ReadonlySet<string> = new Set(["CADENCE_STALLED", "CADENCE_OUT_OF_MEMORY"]);

interface Noting {
  readonly quarantine: Quarantine;
  readonly metrics: Pick<Metrics, "reconcilesEnded">;
  readonly log: ThreadLog;
}

/** Notes a piece of work on a project that had to be ended; answers the entry where the project is put aside for it. Never throws. */
export async function putAside(
  { quarantine, metrics, log }: Noting,
  { id, path }: Pick<SeenProject, "id" | "path">,
  { code, iid }: ThreadEndedError,
): Promise<SetAside | null> {
  metrics.reconcilesEnded.inc({ code });
  if (!OF_PROJECT.has(code)) return null;
  const aside = await quarantine.noteEnded(id, path, iid);
  if (aside !== null) {
    const fields = { project: path, iid, ended: aside.ended, until: aside.until, code };
    log.error(fields, `${path} is put aside${untilText(aside)}: looks at it had to be ended ${aside.ended} times`);
  }
  return aside;
}

/** Until when, as part of a sentence. */
export function untilText({ isAsked, until }: Pick<SetAside, "isAsked" | "until">): string {
  return isAsked ? " until somebody includes it again" : ` until ${until}`;
}

/** Projects that the service itself put aside; those that a person did are that person's. */
export function asideAlerts({ list }: Pick<Quarantine, "list">, commandName: string): readonly Alert[] {
  return list()
    .filter(({ isAsked }) => !isAsked)
    .map(({ project, path, since, until, ended, iid }) => ({
      rule: "project-set-aside",
      key: `project-set-aside ${project}`,
      project: path,
      since,
      text: `it is put aside until ${until}: looks at it had to be ended ${ended} times${iid === null ? "" : `, the last at #${iid}`}`,
      remedy: `shorten the text of ${iid === null ? "its files" : `#${iid}`}; ${commandName} jobs include ${path} takes it back at once`,
    }));
}
