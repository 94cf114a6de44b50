import type { Paint } from "../../app/terminal.ts";
import { isPermanentError } from "../../domain/errors.ts";
import type { Reason } from "../../domain/reason.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import type { AppliedPlan, AppliedStep } from "../../webhooks/apply.ts";
import type { HooksState } from "../../webhooks/observe.ts";
import type { Resent } from "../../webhooks/resend.ts";
import type { HookFinding, HookPlan, HookStep, WantedHook } from "../../webhooks/types.ts";
import { whole } from "./columns.ts";
import { errorDocument } from "./error-document.ts";

/** What is to be said of one place. */
export interface HooksOutcome {
  readonly plan: HookPlan;
  /** Null where nothing was to be written. */
  readonly applied: AppliedPlan | null;
  /** Null where nothing was to be sent again, or GitLab offers no such thing. */
  readonly resent: Resent | Error | null;
}

const SIGNS: Readonly<Record<HookStep["kind"], string>> = {
  "create-hook": "+",
  "repair-hook": "~",
  "test-hook": "~",
  "remove-hook": "-",
};

const VERBS: Readonly<Record<HookStep["kind"], string>> = {
  "create-hook": "create",
  "repair-hook": "repair",
  "test-hook": "test",
  "remove-hook": "remove",
};

const LEFT = 16;

function row(sign: string, left: string, right: string, paint: Paint): string {
  return `  ${sign} ${whole(printable(left), LEFT)}  ${paint.dim(printable(right))}`.trimEnd();
}

function remedyLine(remedy: string, paint: Paint): readonly string[] {
  return remedy === "" ? [] : [`${" ".repeat(LEFT + 6)}${paint.bold("remedy")}  ${printable(remedy)}`];
}

function stepName(step: HookStep): string {
  const id = step.kind === "create-hook" || step.hookId === null ? "" : ` #${step.hookId}`;
  return `${VERBS[step.kind]}${id}`;
}

function stepText({ reasons, ...step }: HookStep): string {
  const text = reasons.map((one) => one.text).join("; ");
  return step.kind === "remove-hook" ? `${text} (with --prune)` : text;
}

function plannedLines(plan: HookPlan, paint: Paint): readonly string[] {
  return plan.steps.map((step) => row(paint.cyan(SIGNS[step.kind]), stepName(step), stepText(step), paint));
}

function appliedLines({ step, outcome, hookId, why, error, findings }: AppliedStep, paint: Paint): readonly string[] {
  const words = { done: paint.green("done"), failed: paint.red("failed"), left: paint.yellow("left") };
  const name = step.kind === "create-hook" && hookId !== null ? `create #${hookId}` : stepName(step);
  const reasons = step.reasons.map((one) => one.text).join("; ");
  const said = error?.message ?? (why === null ? reasons : `${reasons}; ${why.text}`);
  const remedy = isPermanentError(error) ? error.remedy : "";
  const pad = " ".repeat("failed".length - outcome.length);
  return [
    `  ${words[outcome]}${pad} ${whole(printable(name), LEFT - 5)}  ${paint.dim(printable(said))}`,
    ...remedyLine(remedy, paint),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
  ];
}

function findingLines({ level, hookId, reason, remedy }: HookFinding, paint: Paint): readonly string[] {
  const sign = level === "warning" ? paint.yellow("!") : "=";
  const name = hookId === null ? "webhooks" : `webhook #${hookId}`;
  return [row(sign, name, reason.text, paint), ...remedyLine(remedy, paint)];
}

function resentLines(resent: HooksOutcome["resent"], paint: Paint): readonly string[] {
  if (resent === null) return [];
  if (resent instanceof Error) return [row(paint.red("!"), "send again", resent.message, paint)];
  const { done, left, stopped, complete } = resent;
  const more = complete ? "" : "; GitLab has more deliveries than were looked at";
  const rest = left === 0 ? "" : `, ${left} left${stopped === null ? " for the next run" : `: ${stopped}`}`;
  const text = done + left === 0 ? "nothing was missed" : `${plural(done, "delivery", "deliveries")} sent again${rest}`;
  return [row(stopped === null ? "=" : paint.yellow("!"), "send again", `${text}${more}`, paint)];
}

/** What is planned or was done in each place; a quiet one shows only what needs a person. */
export function placeLines(
  places: readonly HooksOutcome[],
  common: readonly HookFinding[],
  paint: Paint,
  quiet: boolean,
): readonly string[] {
  const lines = common.flatMap((finding) => findingLines(finding, paint));
  for (const { plan, applied, resent } of places) {
    // What was planned because of a warning has been seen to, or has failed and says so itself.
    const findings = plan.findings.filter(
      ({ level }) =>
        (!quiet || level === "warning") && (applied === null || applied.steps.length === 0 || level !== "warning"),
    );
    const steps = applied?.steps.filter(({ outcome }) => !quiet || outcome !== "done");
    const shown = [
      ...(steps?.flatMap((step) => appliedLines(step, paint)) ?? (quiet ? [] : plannedLines(plan, paint))),
      ...findings.flatMap((finding) => findingLines(finding, paint)),
      ...(quiet ? [] : resentLines(resent, paint)),
    ];
    if (shown.length === 0) continue;
    lines.push(`${plan.place.kind} ${paint.bold(printable(plan.path))}`);
    for (const line of shown) lines.push(line);
  }
  return lines;
}

const SHOWN = 3;

/** What was left alone, a line for each reason. */
export function leftLines(left: HooksState["left"], paint: Paint): readonly string[] {
  const byText = new Map<string, string[]>();
  for (const { path, reason } of left) byText.set(reason.text, [...(byText.get(reason.text) ?? []), path]);
  return [...byText].map(([text, paths]) => {
    const named = paths.filter((path) => path !== "");
    const more = named.length > SHOWN ? ` and ${named.length - SHOWN} more` : "";
    const who = named.length === 0 ? "" : `${named.slice(0, SHOWN).join(", ")}${more}: `;
    return paint.dim(printable(`${who}${text}`));
  });
}

/** The closing line. */
export function hooksSummary(
  action: "plan" | "apply",
  places: readonly HooksOutcome[],
  { proof, commandName }: Pick<WantedHook, "proof" | "commandName">,
  paint: Paint,
): string {
  const outcomes = places.flatMap(({ plan, applied }): readonly (AppliedStep["outcome"] | null)[] =>
    applied === null ? plan.steps.map(() => null) : applied.steps.map(({ outcome }) => outcome),
  );
  const count = (wanted: AppliedStep["outcome"] | null): number =>
    outcomes.filter((outcome) => outcome === wanted).length;
  if (outcomes.length === 0) return `${plural(places.length, "place")}, nothing to do.`;
  if (action === "apply") {
    const parts = [
      `${count("done")} done`,
      ...(count("left") > 0 ? [`${count("left")} left`] : []),
      ...(count("failed") > 0 ? [`${count("failed")} failed`] : []),
    ];
    return `${parts.join(", ")}.`;
  }
  const secret = proof === null ? " It needs CADENCE_SIGNING_TOKEN (or CADENCE_WEBHOOK_TOKEN)." : "";
  return `${plural(count(null), "step")}. Nothing was written: ${paint.bold(`${commandName} hooks apply`)} does it.${secret}`;
}

/** The same for `--json`. */
export function hooksDocument(
  wanted: WantedHook,
  places: readonly HooksOutcome[],
  { left, problems }: HooksState,
  findings: readonly HookFinding[],
): unknown {
  return {
    url: wanted.url,
    proof: wanted.proof,
    findings,
    places: places.map(({ plan, applied, resent }) => ({
      kind: plan.place.kind,
      path: plan.path,
      hookId: applied?.hookId ?? plan.hookId,
      steps: plan.steps,
      findings: plan.findings,
      applied: applied?.steps.map(stepDocument) ?? null,
      resent: resent instanceof Error ? { error: errorDocument(resent) } : resent,
    })),
    left,
    problems: problems.map(({ source, error }) => ({ source, error: errorDocument(error) })),
  };
}

function stepDocument({ step, outcome, hookId, why, error, findings }: AppliedStep): {
  readonly kind: HookStep["kind"];
  readonly why: Reason | null;
} & Readonly<Record<string, unknown>> {
  return { kind: step.kind, outcome, hookId, why, findings, error: error === null ? null : errorDocument(error) };
}
