import { readShippedTemplate } from "../../src/app/shipped-templates.ts";
import { atAnyTime } from "../../src/config/resolve/at-any-time.ts";
import type { Log } from "../../src/domain/log.ts";
import type { GitLab } from "../../src/gitlab/port.ts";
import { createGitLab } from "../../src/gitlab/project/client.ts";
import { withFormerBots } from "../../src/gitlab/project/former-bots.ts";
import {
  type Planned,
  planOnly,
  type ReconcileDependencies,
  type Reconciled,
  reconcile,
} from "../../src/reconcile/reconcile.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { isDone, restless, stillToDo } from "./quiet.ts";
import { type Explained, explain } from "./sentences/explain.ts";
import { type Gatherer, gatherer, nothingGathered } from "./sentences/written.ts";
import { knownConfiguration, knownHolidays, readKnown } from "./state/known.ts";

export const PROJECT = "account-management/emea/acme/collaboration";

export const CONFIGURATION = `
customer: Acme
timezone: Europe/Berlin
country: DE
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    lead_time: 3 days
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
`;

/** One customer project on a sandbox of its own, and the product looking at it through real HTTP. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly token: string;
  run(options?: StageOptions): Promise<Reconciled>;
  plan(options?: StageOptions): Promise<Planned>;
  dependencies(options?: StageOptions): ReconcileDependencies & { readonly gitlab: GitLab };
  /** Another one at the same moment, which goes its own way from here; also of one that was closed. */
  copy(): Promise<Stage>;
  /** Which sentences stand in what was sent into issues, and what of it is neither one nor people's. */
  explained(): Explained;
  /** Throws where a project that nobody touched since would be written to again, and where a sentence is in no catalogue. */
  close(): Promise<void>;
}

export interface StageOptions {
  readonly fetch?: typeof fetch;
  readonly log?: Log;
  /** A token of another bot than the stage's own. */
  readonly token?: string;
  /** User names of accounts that the bot had before. */
  readonly bots?: readonly string[];
  /** How the product waits; not at all unless told. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** Sets up Acme with its people: jane and sam (account team), bob (customer, Developer), the bot (Reporter). */
export async function setStage(
  now: string,
  options: {
    readonly configuration?: string;
    readonly files?: Readonly<Record<string, string>>;
    /** Version of GitLab. */
    readonly version?: string;
    /** People are mailed in kind hours only; else at any time, as with `run --now`, so that stories tell what happens and not when. */
    readonly kindHours?: true;
    /** What the test itself writes in the bot's name: no sentences of the product. */
    readonly inBotsName?: readonly string[];
    /** So much is written that its sentences are not looked at. */
    readonly isLong?: true;
  } = {},
): Promise<Stage> {
  const sandbox = await startSandbox({ now, ...(options.version === undefined ? {} : { version: options.version }) });
  sandbox.addUser({ username: "jane", name: "Jane Doe" });
  sandbox.addUser({ username: "sam", name: "Sam Roe" });
  sandbox.addUser({ username: "bob", name: "Bob Poe" });
  sandbox.addUser({ username: "cadence-bot", name: "Cadence", bot: true });
  sandbox.addProject({
    path: PROJECT,
    defaultBranch: "master",
    members: { jane: 40, sam: 40, bob: 30, "cadence-bot": 20 },
    files: { ".gitlab/cadence.yml": options.configuration ?? CONFIGURATION, ...options.files },
  });
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  const texts = options.isLong === true ? nothingGathered() : gatherer(sandbox, PROJECT, options.inBotsName);
  return stageOn(sandbox, token, options.kindHours === true, texts);
}

function stageOn(sandbox: Sandbox, token: string, kindHours: boolean, texts: Gatherer): Stage {
  const dependencies = (stageOptions: StageOptions = {}): ReconcileDependencies & { readonly gitlab: GitLab } => ({
    gitlab: withFormerBots(
      createGitLab({
        url: sandbox.url,
        token: stageOptions.token ?? token,
        project: PROJECT,
        fetch: stageOptions.fetch ?? fetch,
        sleep: async () => undefined,
      }),
      stageOptions.bots ?? [],
    ),
    readConfiguration: async (gitlab) => {
      const text = (await gitlab.readFile(".gitlab/cadence.yml")) ?? "";
      const configuration = knownConfiguration(text, ".gitlab/cadence.yml");
      return kindHours ? configuration : atAnyTime(configuration);
    },
    holidays: knownHolidays,
    parse: readKnown,
    shippedTemplate: readShippedTemplate,
    now: () => sandbox.clock.now().toISOString(),
    sleep: stageOptions.sleep ?? (async () => undefined),
    ...(stageOptions.log === undefined ? {} : { log: stageOptions.log }),
  });
  /** After the last run, when it was undisturbed: the world is unchanged as long as its clock stands there. */
  let quietSince: string | null = null;
  const now = (): string => sandbox.clock.now().toISOString();
  const stage: Stage = {
    sandbox,
    token,
    dependencies,
    run: async (stageOptions = {}) => {
      const result = await reconcile(dependencies(stageOptions));
      quietSince = Object.keys(stageOptions).length === 0 && isDone(result) ? now() : null;
      return result;
    },
    plan: (stageOptions) => planOnly(dependencies(stageOptions)),
    copy: async () => {
      const copied = await sandbox.copy();
      return stageOn(copied, token, kindHours, texts.copy(copied));
    },
    explained: () => explain(texts.gathered()),
    close: async () => {
      const left = quietSince === now() ? await stillToDo(stage) : await restless(stage);
      await sandbox.close();
      const { strange } = explain(texts.gathered());
      const harm = [
        ...(left.length === 0 ? [] : [`directly after a run another one still writes:\n${left.join("\n")}`]),
        ...(strange.length === 0 ? [] : [`neither people wrote this nor a catalogue of texts:\n${strange.join("\n")}`]),
      ];
      if (harm.length > 0) throw new Error(harm.join("\n\n"));
    },
  };
  return stage;
}

/** Makes a stage once and answers a copy each time: the way there takes longer than what is tried from there on. */
export function kept(make: () => Promise<Stage>): () => Promise<Stage> {
  let first: Promise<Stage> | null = null;
  const makeFirst = async (): Promise<Stage> => {
    const stage = await make();
    // Nothing may run on it any more: the copies begin where it stands.
    await stage.sandbox.close();
    return stage;
  };
  return async () => {
    first ??= makeFirst();
    return (await first).copy();
  };
}
