import { knownDocuments } from "../../domain/markdown/known-documents.ts";
import { reason } from "../../domain/reason.ts";
import { knownConfigurations } from "../../fleet/known-configurations.ts";
import { reconcileJob } from "../../fleet/reconcile-job.ts";
import { discoverFleet, sweep } from "../../fleet/sweep.ts";
import { withFormerBots } from "../../gitlab/project/former-bots.ts";
import { repairOverwrittenOf } from "../../reconcile/apply/restore-overwritten.ts";
import { knownDecisions } from "../../reconcile/model/recognise/known-decisions.ts";
import { readHooks } from "../../webhooks/read-hooks.ts";
import { type AuditAccount, type AuditTrail, continueTrail } from "../audit-trail.ts";
import { type CommandContext, instantNow, knownHolidays } from "../context.ts";
import { type FleetJobs, fleetJobDependencies, reconcileWith } from "../fleet.ts";
import { logActions } from "../job-log.ts";
import { createPaint } from "../terminal.ts";
import { toPlainError } from "./plain-error.ts";
import type { AuditOrder, ReconcileOrder, RepairOrder, Work } from "./protocol.ts";
import type { Operations, Tools } from "./thread.ts";

const REPAIR: AuditAccount = {
  customer: null,
  action: "repair",
  reason: reason("edit-crossed", "an edit of a person that crossed the bot's own is put back"),
};

/** What threads can do: all that reads texts which people wrote. */
export function createOperations(known: FleetJobs["known"] = {}): Operations {
  const kept = { holidays: knownHolidays(), decide: knownDecisions(), parse: knownDocuments(), ...known };
  const { parseConfiguration: parse } = fleetJobDependencies({ clock: Date.now });
  const parseConfiguration = knownConfigurations(parse);
  return {
    reconcile: (order, tools) => reconcileOne(order, tools, { kept, parseConfiguration }),
    repair,
    async sweep(_order, tools) {
      const { gitlab, memory, settings } = tools;
      const before = requestsOf(tools);
      const swept = await sweep({ gitlab, service: settings.service, memory, now: () => instantNow(tools) });
      return { swept: crossing(swept), requests: requestsOf(tools) - before };
    },
    discover: async ({ known: seen }, { gitlab, settings }) =>
      crossing(await discoverFleet(gitlab, settings.service, seen)),
    "read-hooks": (_order, { gitlab, settings }) => readHooks(gitlab.hooks("sweep"), settings.service),
  };
}

interface Kept {
  readonly kept: NonNullable<FleetJobs["known"]>;
  readonly parseConfiguration: ReturnType<typeof knownConfigurations>;
}

async function reconcileOne(
  { job: asked, urgency, parts, atOnce, catchUp, audit, logsActions }: ReconcileOrder,
  tools: Tools,
  { kept, parseConfiguration }: Kept,
): Promise<Work["reconcile"]["answer"]> {
  const { gitlab, memory, settings, log, signal } = tools;
  const trail = trailOf(audit, tools);
  const { bots, guard } = settings.service;
  let agendasCreated = 0;
  const onApplied: NonNullable<FleetJobs["onApplied"]> = (applied, state) => {
    if (logsActions) logActions(log, applied, state);
    const made = applied.filter(({ action, outcome }) => action.kind === "create-agenda" && outcome === "done");
    agendasCreated += made.length;
  };
  const reconcileProject = reconcileWith(
    { log, parts, atOnce, catchUp, trail, signal, onApplied, bots, guard, known: kept },
    contextOf(tools),
  );
  const now = (): string => instantNow(tools);
  const deps = { gitlab, service: settings.service, memory, now, parseConfiguration, reconcileProject, log };
  const { errors, ...result } = await reconcileJob(asked, deps, urgency).finally(() => trail?.close());
  if (trail !== null && trail.writes > 0 && audit?.run === null)
    log.info({ run: trail.run }, `writes noted as run ${trail.run}: ${trail.writes}`);
  return { ...result, errors: errors.map((error) => toPlainError(error)), agendasCreated };
}

/** Puts back what the bot overwrote: see `repairOverwrittenOf`. */
async function repair({ project, audit, ...updates }: RepairOrder, tools: Tools): Promise<Work["repair"]["answer"]> {
  const { gitlab, log, signal, settings } = tools;
  const now = tools.clock();
  const trail = trailOf(audit, tools);
  try {
    const client = gitlab.project(String(project), "urgent", log);
    const noted = withFormerBots(trail?.watch(client, () => REPAIR) ?? client, settings.service.bots);
    const { refused, failure, ...repaired } = await repairOverwrittenOf(noted, { ...updates, now, log, signal });
    return {
      ...repaired,
      refused: refused.map(({ iid, error }) => ({ iid, error: toPlainError(error) })),
      failure: failure === null ? null : toPlainError(failure),
    };
  } finally {
    trail?.close();
  }
}

function trailOf(audit: AuditOrder | null, tools: Tools): AuditTrail | null {
  return audit === null ? null : continueTrail(audit, tools, tools.onWrote);
}

/** Of a process only the clock: neither its environment nor its terminal are a thread's, and no hint is given there. */
function contextOf({ clock }: Tools): CommandContext {
  const terminal = { out() {}, err() {}, paint: createPaint(false), quiet: true };
  return { environment: {}, commandName: "cadence", terminal, color: false, clock };
}

function requestsOf({ gitlab }: Tools): number {
  const { reads, writes } = gitlab.requests;
  return reads + writes;
}

function crossing<T extends { readonly problems: readonly { readonly source: string; readonly error: Error }[] }>(
  found: T,
) {
  const problems = found.problems.map(({ source, error }) => ({ source, error: toPlainError(error) }));
  return { ...found, problems };
}
