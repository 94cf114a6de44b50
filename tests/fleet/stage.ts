import { readShippedTemplate } from "../../src/app/shipped-templates.ts";
import { atAnyTime } from "../../src/config/resolve/at-any-time.ts";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../../src/config/service/types.ts";
import type { ReconcileProject } from "../../src/fleet/reconcile-job.ts";
import { type FleetRun, type FleetRunDependencies, projectRunOf, runFleet } from "../../src/fleet/run-fleet.ts";
import { createFleetMemory } from "../../src/fleet/state.ts";
import { createFleetGitLab, type FleetGitLabOptions } from "../../src/gitlab/fleet/fleet-client.ts";
import type { FleetGitLab } from "../../src/gitlab/fleet-port.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { knownConfiguration, knownHolidays, readKnown } from "../support/state/known.ts";

const GROUP = "customers";

/** A project file of a weekly call on Tuesday; with `from` in the future nothing is due. */
export function configurationFrom(from: string, extra = ""): string {
  return `customer: Acme\ntimezone: UTC\nmeetings:\n  cadence-call:\n    lead_time: 3 days\n    repeat: every week on tuesday at 10:00\n    from: ${from}\n${extra}`;
}

/** Far off: such a project has nothing to do. */
export const IDLE = configurationFrom("2027-06-01");
/** 2026-03-10 is a Tuesday: its agenda is due on Saturday, 2026-03-07, 10:00. */
export const BUSY = configurationFrom("2026-03-10");

export interface FleetStage {
  readonly sandbox: Sandbox;
  readonly token: string;
  readonly gitlab: FleetGitLab;
  readonly memory: ReturnType<typeof createFleetMemory>;
  /** Adds a project of the bot; `file: null` has none. */
  add(
    path: string,
    options?: { readonly file?: string | null; readonly level?: number; readonly topics?: readonly string[] },
  ): number;
  dependencies(over?: Partial<FleetRunDependencies>): FleetRunDependencies;
  run(over?: Partial<FleetRunDependencies>): Promise<FleetRun>;
  /** Requests that came in since it was asked last. */
  requests(): number;
  close(): Promise<void>;
}

/** A sandbox at `now` and the product serving what is in `customers`, through real HTTP. */
export async function setFleetStage(
  now: string,
  service: ServiceConfiguration = serviceOf({ groups: [GROUP] }),
  options: Partial<FleetGitLabOptions> = {},
): Promise<FleetStage> {
  const sandbox = await startSandbox({ now });
  sandbox.addUser({ username: "cadence-bot", bot: true });
  sandbox.addUser({ username: "jane" });
  sandbox.addGroup({ path: GROUP, members: {} });
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  const gitlab = createFleetGitLab({
    url: sandbox.url,
    token,
    sleep: async () => undefined,
    // Tests are about how many requests go out; how fast they do is tested with the budget.
    budgetRules: { perMinute: 1e9, reserve: 0, issuesPerMinute: 1e9, notesPerMinute: 1e9 },
    ...options,
  });
  const memory = createFleetMemory();
  const at = () => sandbox.clock.now().toISOString();
  const dependencies: FleetStage["dependencies"] = (over = {}) => ({
    gitlab,
    service,
    memory,
    now: at,
    parseConfiguration: knownConfiguration,
    reconcileProject: reconciling(at),
    ...over,
  });
  return {
    sandbox,
    token,
    gitlab,
    memory,
    add(path, { file = IDLE, level = 20, topics = [] } = {}) {
      const members = { jane: 40, ...(level === 0 ? {} : { "cadence-bot": level }) };
      const files = file === null ? {} : { ".gitlab/cadence.yml": file };
      return sandbox.addProject({ path, members, files, topics }).id;
    },
    dependencies,
    run: (over) => runFleet(dependencies(over)),
    requests() {
      const count = sandbox.requests.all.length;
      sandbox.requests.reset();
      return count;
    },
    close: () => sandbox.close(),
  };
}

/** The real reconcile of one project, at any hour, as with `run --now`. */
function reconciling(now: () => string): ReconcileProject {
  return async (gitlab, configuration) =>
    projectRunOf(
      await reconcile({
        gitlab,
        readConfiguration: async () => atAnyTime(configuration),
        holidays: knownHolidays,
        parse: readKnown,
        shippedTemplate: readShippedTemplate,
        now,
        sleep: async () => undefined,
      }),
    );
}

export function minutes(count: number): number {
  return count * 60_000;
}

/** Any request that reads. */
export const READ = {
  method: "GET",
  url: new URL("https://host.example/api/v4/user"),
  body: null,
  expects: "json",
  maxBytes: null,
} as const;
