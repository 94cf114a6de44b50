import { dependenciesAt } from "../../app/dependencies-at.ts";
import { type ReconcileDependencies, type Reconciled, reconcile } from "../../reconcile/reconcile.ts";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";

export const PROJECT = "account-management/emea/acme/collaboration";

const CONFIGURATION = `customer: Acme
timezone: Europe/Berlin
country: DE
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
`;

/** The demo's world: a sandbox with one customer, and runs that look at it over HTTP. */
export interface DemoStage {
  readonly sandbox: Sandbox;
  run(): Promise<Reconciled>;
  /** A run whose process dies right after GitLab created the agenda; it never learns of it. */
  killedRun(): Promise<void>;
}

/** Starts the sandbox with Acme's project: jane (CSM), sam (account team), bob (customer) and the bot. */
export async function setDemoStage(now: string): Promise<DemoStage> {
  const sandbox = await startSandbox({ now });
  sandbox.addUser({ username: "jane", name: "Jane Doe" });
  sandbox.addUser({ username: "sam", name: "Sam Roe" });
  sandbox.addUser({ username: "bob", name: "Bob Poe" });
  sandbox.addUser({ username: "cadence-bot", name: "Cadence", bot: true });
  const members = { jane: 40, sam: 40, bob: 30, "cadence-bot": 20 };
  sandbox.addProject({
    path: PROJECT,
    defaultBranch: "master",
    members,
    files: { ".gitlab/cadence.yml": CONFIGURATION },
  });
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  const dependencies = (fetchLike: typeof fetch = fetch): ReconcileDependencies =>
    dependenciesAt({
      url: sandbox.url,
      token,
      project: PROJECT,
      fetch: fetchLike,
      now: () => sandbox.clock.now().toISOString(),
    });
  return {
    sandbox,
    run: () => reconcile(dependencies()),
    killedRun: () => killAfterCreation((fetchLike) => reconcile(dependencies(fetchLike))),
  };
}

/** Plays `kill -9`: once the issue is created, no answer arrives and nothing of the run goes on. */
function killAfterCreation(work: (fetchLike: typeof fetch) => Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const mortal: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      const method = init?.method ?? (input instanceof Request ? input.method : "GET");
      const address = input instanceof Request ? input.url : String(input);
      if (method !== "POST" || !new URL(address).pathname.endsWith("/issues")) return answer;
      await answer.arrayBuffer();
      resolve();
      return new Promise<never>(() => undefined);
    };
    work(mortal).then(() => reject(new Error("the run ended before it created anything")), reject);
  });
}
