import { Cron } from "croner";
import type { World } from "../world/state.ts";
import { notifyParticipants } from "./notify.ts";

/** GitLab's issue_due_scheduler_worker, in the zone of the server. */
const NIGHTLY = "50 0 * * *";
const DAY_MS = 86_400_000;

/**
 * Does what GitLab does by itself every night since it was looked at last: each open issue that is due on the next day mails
 * all who take part (app/workers/mail_scheduler/issue_due_worker.rb). Work items of other types do not.
 */
export function catchUp(world: World): void {
  const now = world.clock.now().getTime();
  const { nightly } = world;
  // The clock was set back, or the world is new.
  if (nightly.next > now + DAY_MS + DAY_MS) nightly.next = nextNight(world, now);
  while (nightly.next <= now) {
    mailDue(world, new Date(nightly.next));
    nightly.next = nextNight(world, nightly.next);
  }
}

function nextNight({ settings }: World, after: number): number {
  const next = new Cron(NIGHTLY, { timezone: settings.timeZone }).nextRun(new Date(after));
  return next?.getTime() ?? Number.POSITIVE_INFINITY;
}

function mailDue(world: World, at: Date): void {
  const local = new Intl.DateTimeFormat("en-CA", { timeZone: world.settings.timeZone }).format(at);
  const tomorrow = new Date(Date.parse(`${local}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  for (const issue of world.projects.flatMap((project) => project.issues)) {
    if (issue.state !== "opened" || issue.type !== "issue" || issue.dueDate !== tomorrow) continue;
    notifyParticipants(world, { actor: null, issue, cause: "due", at });
  }
}
