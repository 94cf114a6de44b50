import { isConfigError } from "../domain/errors.ts";
import { type Reason, reason } from "../domain/reason.ts";
import { applyTest } from "./apply-test.ts";
import { applyCreation, applyRepair } from "./apply-write.ts";
import type { HookFinding, HookPlan, HookStep, WriteHooksDependencies, Written } from "./types.ts";

export interface ApplyHooksDependencies extends WriteHooksDependencies {
  /** Whether webhooks of ours that double another one are removed. */
  readonly prune: boolean;
  /** Called after each step. */
  readonly onStep?: (plan: HookPlan, applied: AppliedStep) => void;
}

export interface AppliedStep {
  readonly step: HookStep;
  /** `left`: not tried, `why` says for what reason. */
  readonly outcome: "done" | "failed" | "left";
  /** The webhook concerned, where there is one. */
  readonly hookId: number | null;
  readonly why: Reason | null;
  readonly error: Error | null;
  /** What came out that people should know. */
  readonly findings: readonly HookFinding[];
}

/** What became of the plan of one place. */
export interface AppliedPlan {
  readonly plan: HookPlan;
  /** The webhook that is there now, where there is one. */
  readonly hookId: number | null;
  readonly steps: readonly AppliedStep[];
}

/**
 * Carries plans out in their order, groups first, and reads back what GitLab stored. What fails in one place stops nothing in the
 * others (law 8); a webhook that doubles a group's stays where that one could not be put right.
 * @throws ConfigError for a token or an address that is wrong.
 */
export async function applyHooks(
  plans: readonly HookPlan[],
  deps: ApplyHooksDependencies,
): Promise<readonly AppliedPlan[]> {
  const done: AppliedPlan[] = [];
  for (const plan of plans) {
    const broken = done.filter(({ steps }) => steps.some(({ outcome }) => outcome === "failed"));
    done.push(await applyPlan(plan, new Set(broken.map((one) => one.plan.path)), deps));
  }
  return done;
}

async function applyPlan(
  plan: HookPlan,
  broken: ReadonlySet<string>,
  deps: ApplyHooksDependencies,
): Promise<AppliedPlan> {
  const steps: AppliedStep[] = [];
  let { hookId } = plan;
  for (const step of plan.steps) {
    const obstacle = steps.some(({ outcome }) => outcome === "failed") ? FAILED_BEFORE : obstacleTo(step, broken, deps);
    const applied = obstacle === null ? await attempt(plan, step, hookId, deps) : left(step, obstacle);
    if (applied.outcome === "done" && step.kind === "create-hook") hookId = applied.hookId;
    steps.push(applied);
    deps.onStep?.(plan, applied);
  }
  return { plan, hookId, steps };
}

const FAILED_BEFORE = reason("failed-before", "not tried, since the step before failed");

function obstacleTo(step: HookStep, broken: ReadonlySet<string>, { prune }: ApplyHooksDependencies): Reason | null {
  if (step.kind !== "remove-hook") return null;
  if (!prune) return reason("not-asked-for", "it stays: --prune removes it");
  const above = step.reasons.find(({ rule }) => rule === "doubled-by-group")?.data["group"];
  if (typeof above !== "string" || !broken.has(above)) return null;
  return reason("group-failed", `it stays: the webhook of the group ${above} could not be put right`);
}

function left(step: HookStep, why: Reason): AppliedStep {
  const hookId = step.kind === "create-hook" ? null : step.hookId;
  return { step, outcome: "left", hookId, why, error: null, findings: [] };
}

async function attempt(
  plan: HookPlan,
  step: HookStep,
  kept: number | null,
  deps: ApplyHooksDependencies,
): Promise<AppliedStep> {
  const common = { step, why: null, error: null };
  try {
    const { hookId, findings } = await carryOut(plan, step, kept, deps);
    return { ...common, outcome: "done", hookId, findings };
  } catch (error) {
    if (!(error instanceof Error) || isConfigError(error)) throw error;
    return { ...common, outcome: "failed", hookId: kept, error, findings: [] };
  }
}

async function carryOut(
  { place }: HookPlan,
  step: HookStep,
  kept: number | null,
  deps: ApplyHooksDependencies,
): Promise<Written> {
  switch (step.kind) {
    case "create-hook":
      return applyCreation(place, step, deps);
    case "repair-hook":
      return applyRepair(place, step, deps);
    case "test-hook":
      return applyTest(place, step.hookId ?? kept ?? 0, step.trigger, deps);
    case "remove-hook":
      await deps.hooks.deleteHook(place, step.hookId);
      return { hookId: step.hookId, findings: [] };
    default:
      return step satisfies never;
  }
}
