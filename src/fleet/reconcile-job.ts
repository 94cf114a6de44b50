import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { configurationWithoutFile } from "../config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../config/service/types.ts";
import { isAskedToWait, isConfigError, isPermanentError } from "../domain/errors.ts";
import type { Log } from "../domain/log.ts";
import type { Instant } from "../domain/time/types.ts";
import type { FleetGitLab, Urgency } from "../gitlab/fleet-port.ts";
import type { GitLab, RequestCounts } from "../gitlab/port.ts";
import { fingerprintOfConfiguration, fingerprintOfFile } from "./fingerprint.ts";
import { recordJob } from "./record-job.ts";
import type { FleetMemory } from "./state.ts";
import type { LastReconcile, ProjectRun, ReconcileJob, ReconcileOutcome } from "./types.ts";

/** Brings one project to the wanted state; throws where it could not be observed. */
export type ReconcileProject = (
  gitlab: GitLab,
  configuration: ProjectConfiguration,
  job: ReconcileJob,
) => Promise<ProjectRun>;

export interface ReconcileJobDependencies {
  readonly gitlab: FleetGitLab;
  readonly service: ServiceConfiguration;
  readonly memory: FleetMemory;
  readonly now: () => Instant;
  /** Reads a configuration file; throws a `ConfigError`. */
  readonly parseConfiguration: (text: string, file: string) => ProjectConfiguration;
  readonly reconcileProject: ReconcileProject;
  /** Of this look; that of the fleet's client without it. */
  readonly log?: Log;
}

/** What came of one look. */
export interface ReconcileJobResult {
  readonly job: ReconcileJob;
  readonly outcome: ReconcileOutcome;
  /** Null where no configuration was read. */
  readonly customer: string | null;
  readonly done: number;
  /** Why it did not succeed, what actions failed with, and what people must mend; empty where all is well. */
  readonly errors: readonly Error[];
  readonly requests: RequestCounts;
}

/** What a look has found out so far. */
interface ReconcileFindings {
  readonly outcome: ReconcileOutcome;
  readonly fingerprint: string | null;
  readonly configuration: ProjectConfiguration | null;
  readonly run: ProjectRun | null;
  readonly error: Error | null;
}

/**
 * Looks at one project: reads its configuration, reconciles it, remembers what came of it. Never throws for what is wrong in the
 * project or with GitLab: that is in the result (law 8).
 */
export async function reconcileJob(
  job: ReconcileJob,
  deps: ReconcileJobDependencies,
  urgency: Urgency = "sweep",
): Promise<ReconcileJobResult> {
  const { project } = job;
  const at = deps.now();
  // By id, which outlives renaming.
  const gitlab = deps.gitlab.project(String(project.id), urgency, deps.log);
  const { reconciled: before } = await deps.memory.readProject(project.id);
  const findings = await find(job, gitlab, before, deps);
  const { outcome, configuration, run, error } = findings;
  if (outcome !== "put-off") {
    const { everyMinutes } = deps.service.sweep;
    const record = recordJob(before, job, { at, ...findings, outcome, now: deps.now(), everyMinutes });
    await deps.memory.write({ reconciled: [record] });
  }
  return {
    job,
    outcome,
    customer: configuration?.customer ?? null,
    done: run?.done ?? 0,
    errors: error === null ? [...(run?.problems ?? []), ...(run?.failed ?? [])] : [error],
    requests: gitlab.requests,
  };
}

async function find(
  job: ReconcileJob,
  gitlab: GitLab,
  before: LastReconcile | null,
  { service, parseConfiguration, reconcileProject }: ReconcileJobDependencies,
): Promise<ReconcileFindings> {
  let fingerprint = before?.fingerprint ?? null;
  let configuration: ProjectConfiguration | null = null;
  const found = (outcome: ReconcileOutcome, more: Partial<ReconcileFindings> = {}): ReconcileFindings => {
    return { outcome, fingerprint, configuration, run: null, error: null, ...more };
  };
  try {
    const text = await gitlab.readFile(CONFIGURATION_PATH);
    const given = text === null ? configurationWithoutFile(service, job.project) : null;
    fingerprint = text === null ? fingerprintOfConfiguration(given) : fingerprintOfFile(text);
    const isKnown = before !== null && before.fingerprint === fingerprint;
    if (job.what === "check" && isKnown) return found("unchanged");
    configuration = text === null ? given : parseConfiguration(text, CONFIGURATION_PATH);
    if (configuration === null) return found("no-configuration");
    const run = await reconcileProject(gitlab, configuration, job);
    return found(outcomeOfRun(run), { run });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return found(outcomeOf(error), { error });
  }
}

function outcomeOfRun({ failed }: ProjectRun): ReconcileOutcome {
  if (failed.length === 0) return "reconciled";
  return failed.every(isAskedToWait) ? "put-off" : "failed";
}

function outcomeOf(error: Error): ReconcileOutcome {
  // What stands in the environment is the operator's matter, and none of the project's.
  const isOfProject = isConfigError(error) && error.problems.some(({ file }) => file !== "environment");
  if (isOfProject) return "broken-configuration";
  if (isAskedToWait(error)) return "put-off";
  return isPermanentError(error) ? "refused" : "failed";
}
