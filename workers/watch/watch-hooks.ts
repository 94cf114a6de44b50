import type { FastifyBaseLogger } from "fastify";
import type { ServiceConfiguration } from "../../src/config/service/types.ts";
import { messageOf } from "../../src/domain/errors.ts";
import { HOUR_MS } from "../../src/domain/time/units.ts";
import type { Alert } from "../../src/fleet/alerts.ts";
import type { HookPlace } from "../../src/gitlab/hooks-port.ts";
import type { Metrics } from "../../src/http/metrics.ts";
import { isOurHook } from "../../src/webhooks/address.ts";
import { planHooks } from "../../src/webhooks/plan.ts";
import { type HooksAt, hookOfService } from "../../src/webhooks/read-hooks.ts";
import type { ObservedHook, WantedHook } from "../../src/webhooks/types.ts";

export interface HookWatchDependencies {
  /** May be another after SIGHUP. */
  readonly service: () => ServiceConfiguration;
  /** Reads them, with what they delivered last: text that people wrote is among it. */
  readonly read: () => Promise<readonly HooksAt[]>;
  readonly metrics: Pick<Metrics, "hooksDisabled">;
  readonly log: Pick<FastifyBaseLogger, "info" | "warn">;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** What people type to call the command, for remedies. */
  readonly commandName: string;
}

export interface HookWatch {
  /** Looks at the webhooks, once an hour at most. Never throws. */
  tick(): Promise<void>;
  /** Webhooks that GitLab had disabled at the last look. */
  readonly alerts: () => readonly Alert[];
}

/** A disabled webhook loses events until somebody looks; the sweep finds them later, so an hour is soon enough. */
const EVERY_MS = HOUR_MS;

/**
 * Makes a function that looks after the webhooks of the groups served, and of the projects served one by one, once an hour at
 * most: it counts the disabled ones and warns of each that is disabled, failing or not as it should be. Where GitLab does not show
 * them to the service's token (a Reporter's, as it should be) that is said once. Never throws: sweeps go on without it.
 */
export function createHookWatch(deps: HookWatchDependencies): HookWatch {
  let tickedAt = Number.NEGATIVE_INFINITY;
  let alerts: readonly Alert[] = [];
  const hidden = new Set<string>();
  return {
    alerts: () => alerts,
    async tick() {
      if (deps.clock() - tickedAt < EVERY_MS) return;
      tickedAt = deps.clock();
      try {
        alerts = await watchHooks(deps, hidden);
      } catch (error) {
        const text = messageOf(error);
        deps.log.warn({ error: text }, `the webhooks could not be looked at: ${text}`);
      }
    },
  };
}

/** Returns those that GitLab has disabled. */
async function watchHooks(deps: HookWatchDependencies, hidden: Set<string>): Promise<readonly Alert[]> {
  const { metrics, commandName } = deps;
  const wanted = { ...hookOfService(deps.service()), commandName };
  const disabled: Alert[] = [];
  let isShown = false;
  for (const { place, hooks } of await deps.read()) {
    if (hooks === null) {
      sayHidden(place, hidden, deps);
      continue;
    }
    const ours = hooks.filter(({ url }) => isOurHook(url, wanted));
    disabled.push(
      ...ours.filter(({ alert }) => alert !== "executable").map(({ id }) => alertOf(place, id, commandName)),
    );
    isShown = true;
    warn(place, hooks, wanted, deps);
  }
  if (isShown) metrics.hooksDisabled.set(disabled.length);
  return disabled;
}

function alertOf({ kind, ref }: HookPlace, id: number, commandName: string): Alert {
  return {
    rule: "webhook-disabled",
    key: `webhook-disabled ${kind} ${ref} ${id}`,
    project: kind === "project" ? ref : null,
    since: null,
    text: `GitLab has disabled webhook #${id} of the ${kind} ${ref}: its events are dropped`,
    remedy: `${commandName} hooks plan says why, ${commandName} hooks apply enables it again`,
  };
}

function sayHidden({ kind, ref }: HookPlace, hidden: Set<string>, { log, commandName }: HookWatchDependencies): void {
  if (hidden.has(ref)) return;
  hidden.add(ref);
  const role = kind === "group" ? "an Owner (Premium)" : "a Maintainer";
  const text = `the token may not see the webhooks of the ${kind} ${ref}, nor need it: ${commandName} hooks plan with the token of ${role} looks at them`;
  log.info({ place: ref, rule: "webhooks-hidden" }, text);
}

function warn(
  place: HookPlace,
  hooks: readonly ObservedHook[],
  wanted: WantedHook,
  { log }: HookWatchDependencies,
): void {
  const plan = planHooks({ place, path: place.ref, hooks, coveredBy: null, isAboveHidden: false }, wanted);
  const remedy = `Run ${wanted.commandName} hooks apply.`;
  const wrong = plan.steps
    // What is disabled is among the findings, with the reason.
    .filter(({ kind }) => kind !== "test-hook")
    .flatMap((step) => step.reasons.map((why) => ({ why, remedy, hook: "hookId" in step ? step.hookId : null })));
  const found = plan.findings
    .filter(({ level }) => level === "warning")
    .map(({ reason, hookId, ...finding }) => ({ why: reason, remedy: finding.remedy, hook: hookId }));
  for (const one of [...found, ...wrong]) {
    const name = one.hook === null ? "webhooks" : `webhook #${one.hook}`;
    const fields = { place: place.ref, hook: one.hook, rule: one.why.rule, remedy: one.remedy };
    log.warn(fields, `${name} of the ${place.kind} ${place.ref}: ${one.why.text}. ${one.remedy}`);
  }
}
