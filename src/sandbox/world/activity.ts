import type { StoredProject } from "./model.ts";

const HOUR_MS = 3_600_000;

/** Notes that something happened, once an hour at most, as GitLab's events do (`RESET_PROJECT_ACTIVITY_INTERVAL`). */
export function noteActivity(project: StoredProject, at: Date): void {
  if (at.getTime() - project.lastActivityAt.getTime() >= HOUR_MS) project.lastActivityAt = at;
}
