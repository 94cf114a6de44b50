import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import type { Mail } from "../../../src/sandbox/index.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const MINUTE = 60_000;
/** Berlin is an hour ahead of UTC, and two from 29 March to 25 October 2026. */
const SUMMER = Date.parse("2026-03-29T01:00:00Z");
const WINTER = Date.parse("2026-10-25T01:00:00Z");

/** An instant of a day and a time on the clock of Berlin. */
export function berlin(day: string, time: string): number {
  const winter = Date.parse(`${day}T${time}:00+01:00`);
  return winter >= SUMMER && winter < WINTER ? winter - 60 * MINUTE : winter;
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Public holidays in all of Germany in that year that are no weekend. */
const HOLIDAYS = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-12-25"];

/** By the words of the rule: a business day of Germany between eight and six on the clock of Berlin. */
export function isKind(at: number): boolean {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", dateStyle: "short", timeStyle: "short" });
  const [day = "", time = ""] = shown.format(at).split(" ");
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.includes(day) && time >= "08:00" && time < "18:00";
}

/** What the shipped template says in place of a recap. */
export const RECAP = "*What we agreed, and a line for each new action item: `- [ ] @owner what, due 2026-01-31`*";

/** What a person does at an instant. */
export interface Act {
  readonly at: number;
  readonly what: string;
  readonly do: (stage: Stage) => void;
}

export interface HalfYear {
  readonly stage: Stage;
  /** What every run found late. */
  readonly late: readonly string[];
  /** The mails that the bot caused. */
  readonly mails: readonly Mail[];
  readonly runs: number;
}

/** As the service does: a look three seconds after each act, and whenever the last look said that time changes something. */
export async function play(
  configuration: string,
  acts: readonly Act[],
  from: number,
  until: number,
): Promise<HalfYear> {
  const stage = await setStage(new Date(from).toISOString(), { configuration, kindHours: true });
  const late: string[] = [];
  const mails: Mail[] = [];
  let runs = 0;
  let wakeAt: number | null = from;
  const look = async (): Promise<void> => {
    const before = stage.sandbox.notifications.length;
    const { plan, applied }: Reconciled = await stage.run();
    runs += 1;
    for (const mail of stage.sandbox.notifications.slice(before)) mails.push(mail);
    const failed = applied.find(({ error }) => error !== null);
    if (failed?.error) throw failed.error;
    for (const { reason } of plan.skipped) if (reason.rule === "follow-up-late") late.push(reason.text);
    wakeAt = plan.nextWakeAt === null ? null : Date.parse(plan.nextWakeAt);
  };
  const sorted = [...acts].sort((a, b) => a.at - b.at);
  for (const act of [...sorted, null]) {
    const end = act?.at ?? until;
    while (wakeAt !== null && wakeAt <= end) {
      stage.sandbox.clock.set(new Date(Math.max(wakeAt, stage.sandbox.clock.now().getTime() + 1000)).toISOString());
      await look();
    }
    if (act === null) break;
    stage.sandbox.clock.set(new Date(act.at).toISOString());
    act.do(stage);
    // Two minutes: the bot leaves alone what somebody may be typing in.
    for (const pause of [3_000, 3 * MINUTE]) {
      stage.sandbox.clock.advance(pause);
      await look();
    }
  }
  return { stage, late, mails, runs };
}

/** The agenda of the call of a day. */
export function agendaOf(stage: Stage, day: string): number {
  const found = stage.sandbox
    .issues(PROJECT)
    .find(({ dueDate, labels }) => dueDate === day && labels.includes("meeting-agenda"));
  if (found === undefined) throw new Error(`there is no agenda of ${day}`);
  return found.iid;
}

export function followUps(stage: Stage) {
  return stage.sandbox.issues(PROJECT).filter(({ labels }) => labels.includes("meeting-follow-up"));
}
