import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { OLD_ITEMS_PATH } from "../domain/old-items/list.ts";
import { reason } from "../domain/reason.ts";
import type { GitLab } from "../gitlab/port.ts";
import type { FileChange, MergeRequest, SetupGitLab } from "../gitlab/setup-port.ts";
import { mayHaveChanged } from "./apply-setup.ts";
import { type HistoryWishes, historyChanges } from "./history-changes.ts";
import { whyNotProposed } from "./history-obstacles.ts";
import type { MergeRequestStep, SetupObstacle } from "./types.ts";

/** What came of proposing how agendas from before the bot are read. */
export interface HistoryProposal {
  /** null where nothing is to be proposed, or something is in the way. */
  readonly mergeRequest: MergeRequestStep | null;
  /** Something in the way: nothing was written. */
  readonly obstacles: readonly SetupObstacle[];
}

/** The branch that proposes block and list. */
const ADOPT_BRANCH = "cadence-adopt";
const SUBJECT = "Read the agendas from before the bot";
const DESCRIPTION = `<!-- cadence:v1 adopt -->
The agendas of earlier calls are read for open action items, and never changed: no label, no comment, no tick.

- \`history\` in \`.gitlab/cadence.yml\` says which issues these are. **Please check it.**
- \`.gitlab/cadence-history.md\` says of each open item what becomes of it: **keep** and **ask** carry it into the next agenda, **leave** leaves it where it is.
`;
/** How often it looks again, when it is not known what a write did. */
const MAX_ROUNDS = 3;

interface HistoryClients {
  readonly gitlab: GitLab;
  readonly setup: SetupGitLab;
}

/** What is to be written; null for what is there. */
interface Proposing {
  readonly target: string;
  readonly commit: readonly FileChange[] | null;
}

/** Looks at a project, and opens one merge request of block and list unless one waits, or something is in the way (law 1). */
export async function proposeHistory(clients: HistoryClients, wishes: HistoryWishes): Promise<HistoryProposal> {
  for (let round = 1; ; round += 1) {
    const planned = await planProposal(clients, wishes);
    if ("obstacles" in planned) return planned;
    try {
      return { mergeRequest: await open(clients, planned), obstacles: [] };
    } catch (error) {
      if (round === MAX_ROUNDS || !mayHaveChanged(error)) throw error;
    }
  }
}

async function planProposal(
  { gitlab, setup }: HistoryClients,
  wishes: HistoryWishes,
): Promise<HistoryProposal | Proposing> {
  const project = await setup.getProject();
  const [user, members] = await Promise.all([gitlab.getCurrentUser(), gitlab.listMembers()]);
  const refused = whyNotProposed({ project, user, members });
  const target = project.defaultBranch;
  if (refused !== null || target === null) return blocked(refused ?? EMPTY);
  const requests = await setup.listMergeRequests(ADOPT_BRANCH);
  const waiting = requests.find(({ state }) => state === "opened");
  if (waiting !== undefined) return { mergeRequest: standing(waiting), obstacles: [] };
  const [configuration, list] = await Promise.all([
    setup.readFileAt(CONFIGURATION_PATH, target),
    setup.readFileAt(OLD_ITEMS_PATH, target),
  ]);
  const changes = historyChanges({ configuration, list }, wishes);
  if (changes.kind === "obstacle") return blocked(changes.obstacle);
  if (changes.files.length === 0) return { mergeRequest: null, obstacles: [] };
  return (await setup.getBranch(ADOPT_BRANCH)) === null
    ? { target, commit: changes.files }
    : judgeBranchOf(setup, requests, changes.files, target);
}

const EMPTY: SetupObstacle = { text: "the repository has no default branch", remedy: "call init first" };

function blocked(obstacle: SetupObstacle): HistoryProposal {
  return { mergeRequest: null, obstacles: [obstacle] };
}

/** A branch without an open merge request: ours from a call that was interrupted, or something that people decide about. */
async function judgeBranchOf(
  setup: SetupGitLab,
  [newest]: readonly MergeRequest[],
  files: readonly FileChange[],
  target: string,
): Promise<HistoryProposal | Proposing> {
  const remedy = `delete the branch ${ADOPT_BRANCH} to propose anew`;
  if (newest?.state === "closed") {
    return blocked({ text: `somebody closed the proposal !${newest.iid} without merging it`, remedy });
  }
  const { paths } = await setup.compareBranches(target, ADOPT_BRANCH);
  const there = await Promise.all(files.map(({ path }) => setup.readFileAt(path, ADOPT_BRANCH)));
  const isOurs =
    newest === undefined &&
    paths.every((path) => files.some((file) => file.path === path)) &&
    files.every(({ text }, at) => there[at]?.text === text);
  if (isOurs) return { target, commit: null };
  return blocked({ text: `the project has a branch ${ADOPT_BRANCH} that says something else`, remedy });
}

async function open({ setup }: HistoryClients, { target, commit }: Proposing): Promise<MergeRequestStep> {
  if (commit !== null) {
    const message = `${SUBJECT}\n\nProposed by cadence adopt.\n`;
    await setup.commitFiles({ branch: ADOPT_BRANCH, startBranch: target, message, files: commit });
  }
  const draft = { sourceBranch: ADOPT_BRANCH, targetBranch: target, title: SUBJECT, description: DESCRIPTION };
  const { iid, webUrl } = await setup.createMergeRequest(draft);
  const why = reason("propose", `from ${ADOPT_BRANCH} into ${target}, so that somebody looks before it counts`);
  return { decision: "create", iid, url: webUrl, reason: why };
}

function standing({ iid, webUrl }: MergeRequest): MergeRequestStep {
  const why = reason("proposed", "open, waits for somebody to merge it", { mergeRequest: iid });
  return { decision: "there", iid, url: webUrl, reason: why };
}
