import type { Queues } from "../jobs-client.ts";
import { type Paint, printable } from "../terminal.ts";

/** The queue of a service as a person reads it: one line of counts, then each job that was given up with what helps. */
export function jobsLines({ counts, failed }: Queues, paint: Paint, commandName: string): readonly string[] {
  const count = (name: string): string => `${counts[name] ?? 0} ${STATES[name] ?? name}`;
  const jobs = failed.flatMap(({ job, path, project, code, message, remedy, tries, failedAt }) => [
    "",
    `${paint.bold(printable(path ?? project ?? "sweep"))}  ${paint.red(printable(code ?? "failed"))}  ${failedAt}, after ${tries} ${tries === 1 ? "try" : "tries"}`,
    `  ${printable(message)}`,
    ...(remedy === null || remedy === "" ? [] : [`  ${paint.bold("remedy")}  ${printable(remedy)}`]),
    `  ${commandName} jobs retry ${printable(job)}`,
  ]);
  return [Object.keys(STATES).map(count).join(", "), ...jobs];
}

const STATES: Readonly<Record<string, string>> = {
  waiting: "waiting",
  active: "running",
  delayed: "put off",
  wakeUps: "timers",
  failed: "given up",
};
