import type { HandbookProposal } from "../domain/profile/proposals.ts";
import { reason } from "../domain/reason.ts";
import type { FileChange, MergeRequest } from "../gitlab/setup-port.ts";
import { PROPOSAL_BRANCH } from "./paths.ts";
import { directCommit, isOurMergeRequest, judgeBranch, proposingCommit, proposingRequest } from "./proposal.ts";
import type { FileStep, MergeRequestStep, SetupObstacle, SetupPlan, SetupSnapshot, WantedFile } from "./types.ts";

/** The part of a plan that is about files that are wanted. */
export type FilePlan = Pick<SetupPlan, "files" | "mergeRequest" | "obstacles" | "hints" | "commit" | "opens">;

const NOTHING: FilePlan = { files: [], mergeRequest: null, obstacles: [], hints: [], commit: null, opens: null };

/** How files get into the project: straight, or by a merge request that tells what the handbook asks for besides. */
interface FileWishes {
  readonly commit: boolean;
  readonly proposals: readonly HandbookProposal[];
}

/** Plans one commit of all wanted files: straight to the default branch, or to a branch with a merge request. */
export function planFiles(
  wanted: readonly WantedFile[],
  snapshot: SetupSnapshot,
  { commit, proposals }: FileWishes,
): FilePlan {
  const target = snapshot.defaultBranch?.name ?? null;
  const open = snapshot.proposal.mergeRequests.find(({ state }) => state === "opened") ?? null;
  // Without a branch nothing can be written; what is wanted is shown all the same, beside the obstacle.
  if (target === null) return { ...NOTHING, files: wanted.map(create) };
  if (wanted.length === 0) return { ...NOTHING, hints: open === null ? [] : [superfluous(open)] };
  if (!commit) return propose(wanted, snapshot, { open, target, proposals });
  return {
    ...NOTHING,
    files: wanted.map(create),
    hints: open === null ? [] : [superfluous(open)],
    commit: directCommit(
      wanted.map(({ path, text, lastCommitId = null }) => ({ path, text, lastCommitId })),
      target,
    ),
  };
}

/** The merge request that is there or to be opened, and what its text says. */
interface RequestPart {
  readonly open: MergeRequest | null;
  readonly target: string;
  readonly proposals: readonly HandbookProposal[];
}

function propose(wanted: readonly WantedFile[], snapshot: SetupSnapshot, request: RequestPart): FilePlan {
  const { proposal, user } = snapshot;
  const { open } = request;
  if (open !== null && !isOurMergeRequest(open, user.id)) {
    const text = `!${open.iid} of @${open.authorName} from the branch ${PROPOSAL_BRANCH} is open and not the tool's own`;
    return leave(wanted, open, text);
  }
  const ownership = judgeBranch(proposal);
  if (ownership === "people") {
    if (open !== null) return leave(wanted, open, `people changed the proposal of !${open.iid}: theirs counts`);
    return { ...NOTHING, files: wanted.map(create), obstacles: [foreignBranch] };
  }
  // Whoever imitates our commits must not get more into a merge request of ours than what this very plan writes.
  const proposed = proposal.branch?.difference.paths ?? [];
  if (open === null && proposed.some((path) => wanted.every((file) => file.path !== path))) {
    return { ...NOTHING, files: wanted.map(create), obstacles: [foreignBranch] };
  }
  const [newest] = proposal.mergeRequests;
  if (open === null && ownership === "ours" && newest?.state === "closed") {
    return { ...NOTHING, files: wanted.map(create), obstacles: [declined(newest)] };
  }
  return bringUp(wanted, snapshot, request);
}

/** The branch is not there, or as the tool wrote it: make it, or bring it up to what is wanted. */
function bringUp(
  wanted: readonly WantedFile[],
  { proposal }: SetupSnapshot,
  { open, target, proposals }: RequestPart,
): FilePlan {
  const files: FileStep[] = [];
  const changes: FileChange[] = [];
  for (const file of wanted) {
    const present = proposal.branch?.files.get(file.path) ?? null;
    if (present?.text === file.text) {
      const why = reason("proposed", `proposed on the branch ${PROPOSAL_BRANCH} already`);
      files.push({ decision: "there", path: file.path, text: null, reason: why });
      continue;
    }
    const isProposed = present !== null && proposal.branch?.difference.paths.includes(file.path) === true;
    const outdated = reason("outdated", `the branch ${PROPOSAL_BRANCH} has an older proposal that nobody changed`);
    files.push(isProposed ? { ...create(file), decision: "update", reason: outdated } : create(file));
    changes.push({
      path: file.path,
      text: file.text,
      lastCommitId: present?.lastCommitId ?? file.lastCommitId ?? null,
    });
  }
  return {
    ...NOTHING,
    files,
    mergeRequest: open === null ? opening(target) : standing(open),
    commit: changes.length === 0 ? null : proposingCommit(proposal, changes, target),
    opens:
      open === null
        ? proposingRequest(
            target,
            wanted.map(({ path }) => path),
            proposals,
          )
        : null,
  };
}

function create({ path, text, why, lastCommitId }: WantedFile): FileStep {
  if (lastCommitId !== undefined)
    return { decision: "update", path, text, reason: reason("file-stale", why, { path }) };
  return { decision: "create", path, text, reason: reason("file-missing", why, { path }) };
}

function leave(wanted: readonly WantedFile[], open: MergeRequest, text: string): FilePlan {
  const why = reason("peoples-proposal", text, { mergeRequest: open.iid });
  const files = wanted.map(({ path }): FileStep => ({ decision: "left", path, text: null, reason: why }));
  return { ...NOTHING, files, mergeRequest: { decision: "left", iid: open.iid, url: open.webUrl, reason: why } };
}

function opening(target: string): MergeRequestStep {
  const why = reason("propose", `from ${PROPOSAL_BRANCH} into ${target}, so that somebody looks before it counts`);
  return { decision: "create", iid: null, url: null, reason: why };
}

function standing(open: MergeRequest): MergeRequestStep {
  const why = reason("proposed", "open, waits for somebody to merge it", { mergeRequest: open.iid });
  return { decision: "there", iid: open.iid, url: open.webUrl, reason: why };
}

function superfluous(open: MergeRequest) {
  const text = `!${open.iid} from the branch ${PROPOSAL_BRANCH} is not needed any more: close it`;
  return reason("superfluous-merge-request", text, { mergeRequest: open.iid });
}

const foreignBranch: SetupObstacle = {
  text: `the project has a branch ${PROPOSAL_BRANCH} that the tool did not write, or that people changed`,
  remedy: "delete or rename that branch, or use --commit",
};

function declined({ iid }: MergeRequest): SetupObstacle {
  return {
    text: `somebody closed the proposal !${iid} without merging it`,
    remedy: `reopen !${iid}, or delete the branch ${PROPOSAL_BRANCH} to propose anew`,
  };
}
