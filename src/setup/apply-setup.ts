import { COPIED_TEMPLATES } from "../config/templates.ts";
import { isPermanentError, isUnknownOutcomeError, PermanentError } from "../domain/errors.ts";
import { TEXT_LANGUAGES, type TextLanguage } from "../domain/texts/language.ts";

import type { SetupGitLab } from "../gitlab/setup-port.ts";
import { observeSetup, type SetupDependencies } from "./observe-setup.ts";
import { judgeSchedule } from "./plan-schedule.ts";
import { planSetup } from "./plan-setup.ts";
import type { RequestedSetup, ScheduleStep, SetupPlan } from "./types.ts";

/** What came of a setup: what it set out to do, and where people look at it. */
export interface SetupOutcome {
  readonly plan: SetupPlan;
  /** The merge request that proposes the files; null where there is none. */
  readonly mergeRequestUrl: string | null;
}

/** How often a setup looks again, when it is not known what a write did or somebody else was there at the same moment. */
const MAX_ROUNDS = 3;

/** Looks at a project and plans how it is set up. Writes nothing. Throws a `ConfigError` about options. */
export async function planSetupOf(deps: SetupDependencies, requested: RequestedSetup): Promise<SetupPlan> {
  const [snapshot, ...shipped] = await Promise.all([
    observeSetup(deps),
    ...TEXT_LANGUAGES.map(async (language) => [language, await shippedIn(language, deps)] as const),
  ]);
  return planSetup(snapshot, requested, { shipped: new Map(shipped), commandName: deps.commandName });
}

async function shippedIn(
  language: TextLanguage,
  { shippedTemplate }: SetupDependencies,
): Promise<ReadonlyMap<string, string>> {
  const texts = await Promise.all(
    COPIED_TEMPLATES.map(async (name) => [name, await shippedTemplate(name, language)] as const),
  );
  return new Map(texts.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const])));
}

/**
 * Carries a plan out. None of its writes but labels may be repeated blindly, so after an unknown outcome, or a refusal that
 * says that something is there already, the project is looked at again and what is still missing is done (law 1).
 */
export async function applySetup(
  deps: SetupDependencies,
  requested: RequestedSetup,
  plan: SetupPlan,
): Promise<SetupOutcome> {
  let current = plan;
  for (let round = 1; ; round += 1) {
    try {
      const opened = await carryOut(deps, current);
      return { plan, mergeRequestUrl: opened ?? current.mergeRequest?.url ?? null };
    } catch (error) {
      if (round === MAX_ROUNDS || !mayHaveChanged(error)) throw error;
      current = await planSetupOf(deps, requested);
      const [obstacle] = current.obstacles;
      if (obstacle !== undefined) throw blocked(obstacle.text, obstacle.remedy, error);
    }
  }
}

/** Files first: where they are refused nothing else was done. Returns the address of a merge request that it opened. */
async function carryOut({ gitlab, setup, internal }: SetupDependencies, plan: SetupPlan): Promise<string | null> {
  if (plan.commit !== null) await setup.commitFiles(plan.commit);
  const opened = plan.opens === null ? null : await setup.createMergeRequest(plan.opens);
  for (const { decision, label } of plan.labels) if (decision === "create") await gitlab.createLabel(label);
  if (internal !== null && plan.schedule?.decision === "create") await makeSchedule(internal.setup, plan.schedule);
  return opened?.webUrl ?? null;
}

/** GitLab takes the same schedule twice, so it is looked for once more right before it is made. */
async function makeSchedule(setup: SetupGitLab, { schedule }: ScheduleStep): Promise<void> {
  const [decision] = judgeSchedule(await setup.listPipelineSchedules(), schedule);
  if (decision === "create") await setup.createPipelineSchedule(schedule);
}

/** Whether it is not known what a write did, or somebody else was there at the same moment: then the project is looked at again. */
export function mayHaveChanged(error: unknown): boolean {
  if (isUnknownOutcomeError(error)) return true;
  return isPermanentError(error) && (error.status === 400 || error.status === 409);
}

function blocked(text: string, remedy: string, cause: unknown): PermanentError {
  return new PermanentError(text, { code: "CADENCE_SETUP", status: null, remedy }, { cause });
}
