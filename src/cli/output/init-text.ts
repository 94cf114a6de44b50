import type { Paint } from "../../app/terminal.ts";
import type { HandbookProposal } from "../../domain/profile/proposals.ts";
import { printable } from "../../domain/text/printable.ts";
import type { SetupOutcome } from "../../setup/apply-setup.ts";
import type { FileStep, SetupDecision, SetupPlan } from "../../setup/types.ts";
import { fit } from "./columns.ts";

const SIGNS: Readonly<Record<SetupDecision, string>> = { create: "+", update: "~", there: "=", left: "-" };
const KIND = 13;
const WHAT = 44;

function line(decision: SetupDecision, kind: string, what: string, why: string, paint: Paint): string {
  const colour = { create: paint.green, update: paint.cyan, there: paint.dim, left: paint.yellow }[decision];
  const head = `${SIGNS[decision]} ${fit(kind, KIND)}  ${fit(printable(what), WHAT)}`;
  return `  ${colour(head)}  ${paint.dim(printable(why))}`.trimEnd();
}

function fileLines(step: FileStep, paint: Paint, quiet: boolean): readonly string[] {
  const head = line(step.decision, "file", step.path, step.reason.text, paint);
  if (step.text === null || quiet) return [head];
  const text = step.text.replace(/\n$/, "").split("\n");
  return [head, ...text.map((row) => `      ${paint.dim("|")} ${printable(row)}`.trimEnd()), ""];
}

/** What the handbook asks for besides, with the line that makes it so; nothing of it is done. */
function proposalLines({ subject, text, remedy }: HandbookProposal, paint: Paint): readonly string[] {
  const head = `  ${paint.cyan("proposed")}  ${subject}: ${text}`;
  return remedy === "" ? [head] : [head, `            ${paint.dim(remedy)}`];
}

/** A plan for people: what is in the way, each part with its reason, files in full. `quiet` leaves out what stays and the texts. */
export function initLines(plan: SetupPlan, paint: Paint, quiet: boolean): readonly string[] {
  const { project, configuration, files, labels, mergeRequest, schedule, obstacles, hints, proposals } = plan;
  const shown = (decision: SetupDecision): boolean => !quiet || decision !== "there";
  const customer = configuration === null ? "" : `${paint.bold(printable(configuration.customer))}  `;
  return [
    `${customer}${printable(project)}`,
    ...obstacles.flatMap(({ text, remedy }) => [
      `  ${paint.red("problem")}  ${printable(text)}`,
      `           ${paint.dim("remedy:")} ${printable(remedy)}`,
    ]),
    "",
    ...files.filter(({ decision }) => shown(decision)).flatMap((step) => fileLines(step, paint, quiet)),
    ...labels
      .filter(({ decision }) => shown(decision))
      .map(({ decision, label, reason }) => line(decision, "label", label.name, reason.text, paint)),
    ...(mergeRequest === null || !shown(mergeRequest.decision)
      ? []
      : [
          line(
            mergeRequest.decision,
            "merge request",
            mergeRequest.iid === null ? "cadence-init" : `!${mergeRequest.iid}`,
            mergeRequest.reason.text,
            paint,
          ),
        ]),
    ...(schedule === null || !shown(schedule.decision)
      ? []
      : [
          line(
            schedule.decision,
            "schedule",
            `${schedule.schedule.cron} UTC in ${schedule.project}`,
            schedule.reason.text,
            paint,
          ),
        ]),
    ...(proposals.length === 0 || quiet ? [] : ["", ...proposals.flatMap((one) => proposalLines(one, paint))]),
    ...(hints.length === 0 || quiet
      ? []
      : ["", ...hints.map(({ text }) => `  ${paint.yellow("note")}  ${printable(text)}`)]),
  ];
}

function writes(plan: SetupPlan): number {
  const created = [...plan.labels, ...(plan.schedule === null ? [] : [plan.schedule])];
  const made = created.filter(({ decision }) => decision === "create").length;
  return made + (plan.commit === null ? 0 : 1) + (plan.opens === null ? 0 : 1);
}

/** The last lines: what was done, or how to have it done. `outcome` is null where nothing was written. */
export function initEnd(plan: SetupPlan, outcome: SetupOutcome | null, paint: Paint, commandName: string): string {
  const check = `${commandName} check --project ${printable(plan.project)}`;
  const { obstacles } = plan;
  if (obstacles.length > 0) {
    const count = obstacles.length === 1 ? "1 problem" : `${obstacles.length} problems`;
    return `\n${paint.red(`${count} to solve first.`)} Nothing was written.`;
  }
  const count = writes(plan);
  if (plan.configuration === null) {
    return `\n${paint.red("The configuration must be mended first:")} ${check} says how. ${outcome === null || count === 0 ? "Nothing was written." : "The rest is done."}`;
  }
  if (count === 0) {
    const waiting = plan.mergeRequest?.url ?? null;
    return waiting === null ? "\nNothing to do." : `\nNothing to do but to read and merge ${printable(waiting)}`;
  }
  if (outcome === null) {
    return `\n${count} ${count === 1 ? "write" : "writes"} to do. Nothing was written. Do it with the same command and ${paint.bold("--apply")}.`;
  }
  const next = `Then look with: ${check}`;
  if (outcome.mergeRequestUrl === null) return `\nDone. ${next.replace("Then look", "Look")}`;
  return `\nDone. Read and merge ${paint.bold(printable(outcome.mergeRequestUrl))}\n${next}`;
}
