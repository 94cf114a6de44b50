import type { Instant } from "../../domain/time/types.ts";
import { addMinutes } from "../../domain/time/zoned-time.ts";
import type { Issue } from "../../gitlab/port.ts";

/** An issue that was changed less than this long ago may be open in somebody's editor (law 3). */
const QUIET_MINUTES = 2;

/** From when on the bot may change the text of an issue. */
export function quietFrom(issue: Pick<Issue, "updatedAt">): Instant {
  return addMinutes(issue.updatedAt, QUIET_MINUTES);
}
