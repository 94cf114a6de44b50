import { COPIED_TEMPLATES, templatePath } from "../config/templates.ts";
import type { TextLanguage } from "../domain/texts/language.ts";
import type { GitLab } from "../gitlab/port.ts";
import type { BranchFile, SetupGitLab, SetupProject } from "../gitlab/setup-port.ts";
import { levelOf } from "./level-of.ts";
import { INSTRUCTIONS_PATH, PROPOSAL_BRANCH, SETUP_PATHS } from "./paths.ts";
import type { Proposal, ScheduleSnapshot, SetupSnapshot } from "./types.ts";

export interface SetupDependencies {
  readonly gitlab: GitLab;
  readonly setup: SetupGitLab;
  /** The internal project of the CI job; null where no schedule is wanted. */
  readonly internal: { readonly gitlab: GitLab; readonly setup: SetupGitLab } | null;
  readonly shippedTemplate: (name: string, language: TextLanguage) => Promise<string | null>;
  /** ISO 8601. */
  readonly now: () => string;
  /** What people type to call the command, for hints. */
  readonly commandName: string;
}

/** Reads everything that a setup looks at; what cannot be read fails it. */
export async function observeSetup(deps: SetupDependencies): Promise<SetupSnapshot> {
  const { gitlab, setup } = deps;
  const project = await setup.getProject();
  const branch = project.defaultBranch;
  const [user, token, members, directMembers, labels, defaultBranch] = await Promise.all([
    gitlab.getCurrentUser(),
    gitlab.getCurrentToken(),
    gitlab.listMembers(),
    setup.listDirectMembers(),
    gitlab.listLabels(),
    branch === null ? null : setup.getBranch(branch),
  ]);
  const paths = SETUP_PATHS.filter((path) => path !== INSTRUCTIONS_PATH);
  const files = await readFiles(gitlab, defaultBranch === null ? [] : paths);
  return {
    at: deps.now(),
    project,
    user,
    token,
    members,
    directMembers,
    labels,
    defaultBranch,
    files,
    instructions: defaultBranch === null ? null : await setup.readFileAt(INSTRUCTIONS_PATH, defaultBranch.name),
    inheritedTemplates: await inherited(gitlab, files),
    proposal: defaultBranch === null ? NO_PROPOSAL : await readProposal(setup, project, defaultBranch.name),
    schedule: deps.internal === null ? null : await readSchedules(deps.internal),
  };
}

const NO_PROPOSAL: Proposal = { branch: null, mergeRequests: [] };

async function readFiles(gitlab: GitLab, paths: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await gitlab.readFile(path)] as const)));
}

/** Templates that are no file of the project and that GitLab shows all the same. */
async function inherited(gitlab: GitLab, files: ReadonlyMap<string, string | null>): Promise<readonly string[]> {
  const absent = COPIED_TEMPLATES.filter((name) => files.get(templatePath(name)) === null);
  const found = await Promise.all(
    absent.map(async (name) => ((await gitlab.getIssueTemplate(name)) === null ? [] : [name])),
  );
  return found.flat();
}

async function readProposal(setup: SetupGitLab, project: SetupProject, target: string): Promise<Proposal> {
  const [branch, mergeRequests] = await Promise.all([
    setup.getBranch(PROPOSAL_BRANCH),
    project.mergeRequestsEnabled ? setup.listMergeRequests(PROPOSAL_BRANCH) : [],
  ]);
  if (branch === null) return { branch: null, mergeRequests };
  const [difference, ...read] = await Promise.all([
    setup.compareBranches(target, PROPOSAL_BRANCH),
    ...SETUP_PATHS.map(async (path) => ({ path, file: await setup.readFileAt(path, PROPOSAL_BRANCH) })),
  ]);
  const found = read.flatMap(({ path, file }): readonly (readonly [string, BranchFile])[] =>
    file === null ? [] : [[path, file]],
  );
  return { branch: { difference, files: new Map(found) }, mergeRequests };
}

async function readSchedules(internal: NonNullable<SetupDependencies["internal"]>): Promise<ScheduleSnapshot> {
  const { gitlab, setup } = internal;
  const project = await setup.getProject();
  const [user, members, schedules, pipeline] = await Promise.all([
    gitlab.getCurrentUser(),
    gitlab.listMembers(),
    setup.listPipelineSchedules(),
    gitlab.readFile(".gitlab-ci.yml"),
  ]);
  return { project, level: levelOf({ project, user, members }), members, schedules, pipeline };
}
