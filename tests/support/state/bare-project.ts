import { readShippedTemplate } from "../../../src/app/shipped-templates.ts";
import { asProjectId } from "../../../src/domain/ids.ts";
import { createGitLab } from "../../../src/gitlab/project/client.ts";
import { createSetupGitLab } from "../../../src/gitlab/setup/setup-client.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";
import type { SetupDependencies } from "../../../src/setup/observe-setup.ts";
import type { RequestedSetup } from "../../../src/setup/types.ts";

export const BARE = "account-management/emea/acme/collaboration";
export const INTERNAL = "account-management/cadence";

export const NOTHING_REQUESTED: RequestedSetup = {
  customer: null,
  timeZone: null,
  countries: null,
  csm: null,
  accountTeam: null,
  attendees: null,
  repeat: null,
  from: null,
  calls: null,
  profile: null,
  templates: false,
  commit: false,
  schedule: null,
};

/** As GitLab tells of a project that nobody set up. */
export const FRESH_PROJECT = {
  id: asProjectId(1),
  path: "group/acme",
  name: "Acme",
  webUrl: "",
  defaultBranch: "main",
  archived: false,
  issuesEnabled: true,
  mergeRequestsEnabled: true,
};

export interface BareStage {
  readonly sandbox: Sandbox;
  readonly token: string;
  dependencies(
    fetching?: typeof fetch,
    token?: string,
  ): SetupDependencies & { readonly internal: NonNullable<SetupDependencies["internal"]> };
  close(): Promise<void>;
}

/**
 * A project of Acme that nobody set up yet, and the internal project of the CI job. jane and sam (group) are the account
 * team, bob (Developer) and alice (Guest) the customer; the token is the bot's.
 */
export async function setBareStage(
  options: { readonly level?: number; readonly project?: Readonly<Record<string, unknown>> } = {},
): Promise<BareStage> {
  const sandbox = await startSandbox({ now: "2026-01-12T09:00:00Z" });
  for (const username of ["jane", "sam", "bob", "alice"]) sandbox.addUser({ username });
  sandbox.addUser({ username: "cadence-bot", bot: true });
  const members = { jane: 50, sam: 40, "cadence-bot": options.level ?? 30 };
  sandbox.addGroup({ path: "account-management", members });
  const files = { "README.md": "# Acme\n" };
  sandbox.addProject({ path: BARE, name: "Acme", members: { bob: 30, alice: 10 }, files, ...options.project });
  sandbox.addProject({ path: INTERNAL, files: { ".gitlab-ci.yml": `projects: ${BARE}\n` } });
  const token = sandbox.addToken({ user: "cadence-bot" });
  const dependencies: BareStage["dependencies"] = (fetching = fetch, as = token) => {
    const open = (project: string) => {
      const common = { url: sandbox.url, token: as, project, fetch: fetching, sleep: async () => undefined };
      return { gitlab: createGitLab(common), setup: createSetupGitLab(common) };
    };
    return {
      ...open(BARE),
      internal: open(INTERNAL),
      shippedTemplate: readShippedTemplate,
      now: () => sandbox.clock.now().toISOString(),
      commandName: "cadence",
    };
  };
  return { sandbox, token, dependencies, close: () => sandbox.close() };
}
