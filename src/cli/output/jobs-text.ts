import type { Queues } from "../../app/jobs-client.ts";
import type { Paint } from "../../app/terminal.ts";
import { printable } from "../../domain/text/printable.ts";

/** The queue of a service as a person reads it: counts, what is put aside, runs, waits or is delayed, and what was given up with what helps. */
export function jobsLines(
  { counts, failed, pending, aside }: Queues,
  paint: Paint,
  commandName: string,
): readonly string[] {
  const count = (name: string): string => `${counts[name] ?? 0} ${STATES[name] ?? name}`;
  const jobs = failed.flatMap(({ job, path, project, code, message, remedy, tries, failedAt }) => [
    "",
    `${paint.bold(printable(path ?? project ?? "sweep"))}  ${paint.red(printable(code ?? "failed"))}  ${failedAt}, after ${tries} ${tries === 1 ? "try" : "tries"}`,
    `  ${printable(message)}`,
    ...(remedy === null || remedy === "" ? [] : [`  ${paint.bold("remedy")}  ${printable(remedy)}`]),
    `  ${commandName} jobs retry ${printable(job)}`,
  ]);
  const lists = [aside.map((one) => asideLine(one, paint)), pending.map((job) => pendingLine(job, paint))];
  return [
    Object.keys(STATES).map(count).join(", "),
    ...lists.flatMap((lines) => (lines.length === 0 ? [] : ["", ...lines])),
    ...jobs,
  ];
}

function asideLine({ path, ended, iid, since, until }: Queues["aside"][number], paint: Paint): string {
  const why =
    ended === 0 ? "somebody asked" : `${ended} looks had to be ended${iid === null ? "" : `, the last at #${iid}`}`;
  const end = until === null ? "until it is included" : `until ${until}`;
  return `${paint.bold(printable(path))}  ${paint.red("put aside")}  ${end}, since ${since}: ${why}`;
}

function pendingLine({ path, project, state, dueAt, reason, tries }: Queues["pending"][number], paint: Paint): string {
  const name = printable(path ?? project ?? "sweep");
  const when = dueAt === null ? "" : ` until ${dueAt}`;
  const again = tries === 0 ? "" : `, ${tries} ${tries === 1 ? "try" : "tries"} went wrong`;
  return `${paint.bold(name)}  ${STATES[state] ?? printable(state)}${when}: ${printable(reason)}${again}`;
}

const STATES: Readonly<Record<string, string>> = {
  waiting: "waiting",
  active: "running",
  delayed: "put off",
  wakeUps: "timers",
  failed: "given up",
};
