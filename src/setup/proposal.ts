import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { fnv1a } from "../domain/marker/content-hash.ts";
import type { HandbookProposal } from "../domain/profile/proposals.ts";
import type { CommitDraft, FileChange, MergeRequest, MergeRequestDraft } from "../gitlab/setup-port.ts";
import { INSTRUCTIONS_PATH, PROPOSAL_BRANCH, SETUP_PATHS } from "./paths.ts";
import type { Proposal } from "./types.ts";

/** First line of the merge request's description; believed only where the author is who sets up (law 1). */
const MARKER = "<!-- cadence:v1 init -->";
const OUR_MARKER = /^\s*<!--[ \t]*cadence:v\d+[ \t]+init(?:[ \t][^>]*)?-->/;

/** Last line of each of our commits: what the files of the branch were after it. */
const TRAILER = /^Cadence-Init: ([0-9a-z]+)\s*$/m;

const SUBJECT = "Set up agendas and follow-ups of our calls";

/** What the merge request says of each file that it brings. */
const ABOUT_FILES: readonly (readonly [is: (path: string) => boolean, text: string])[] = [
  [
    (path) => path === CONFIGURATION_PATH,
    "`.gitlab/cadence.yml` says when and how often we meet, and who is there. **Please check it**: people may have been guessed from the members of the project.",
  ],
  [(path) => path === INSTRUCTIONS_PATH, "`docs/cadence.md` says what happens in this project, and how to stop it."],
  [
    (path) => path.startsWith(".gitlab/issue_templates/"),
    "The files in `.gitlab/issue_templates` are what agendas and follow-ups look like. Change them as you like, now or later.",
  ],
];

/** In the words of somebody who is asked: the customer's people read it. What is no meeting is said by the command alone. */
const ABOUT_PROPOSALS: Readonly<Record<string, string>> = {
  "first-call": "a first call, to get to know each other",
  "business-review": "a review of the year, once a year",
  "leadership-check-in": "a call with those who lead, once a quarter",
};

function descriptionOf(paths: readonly string[], proposals: readonly HandbookProposal[]): string {
  const files = ABOUT_FILES.flatMap(([is, text]) => (paths.some(is) ? [`- ${text}`] : []));
  const meetings = proposals.flatMap(({ subject, remedy }) => {
    const words = ABOUT_PROPOSALS[subject];
    return words === undefined ? [] : [`- ${words}: \`${remedy}\``];
  });
  const proposed = [
    "Other meetings can be had as well. None of them happens before a line like this one is in `.gitlab/cadence.yml`:",
    "",
    ...meetings,
    "",
  ];
  return [
    MARKER,
    "This makes the agendas of our calls issues, some days ahead, with every action item that is still open, and a follow-up after each call.",
    "",
    ...files,
    "",
    ...(meetings.length === 0 ? [] : proposed),
    "Nothing happens before this is merged, and these files are yours from now on: `cadence init` leaves alone what people changed.",
    "",
  ].join("\n");
}

/** Whose the branch of the proposal is: nobody's, untouched since the tool wrote it, or people's. */
export type Ownership = "none" | "ours" | "people";

/**
 * Judges the branch. It is ours where each of its commits says so, none touches a file of other people, and the files are
 * what one of these commits said they are. Somebody who wants to can imitate that: see `planFiles` for what is opened.
 */
export function judgeBranch({ branch }: Proposal): Ownership {
  if (branch === null) return "none";
  const { messages, paths } = branch.difference;
  const hashes = messages.map((message) => TRAILER.exec(message)?.[1] ?? null);
  if (hashes.includes(null) || paths.some((path) => !SETUP_PATHS.includes(path))) return "people";
  return hashes.includes(proposalHash(textsOf({ branch }))) ? "ours" : "people";
}

/** What the branch proposes, by path. */
function textsOf({ branch }: Pick<Proposal, "branch">): ReadonlyMap<string, string> {
  const files = branch?.difference.paths.flatMap((path): readonly (readonly [string, string])[] => {
    const file = branch.files.get(path);
    return file === undefined ? [] : [[path, file.text]];
  });
  return new Map(files ?? []);
}

/** Whether a merge request is one that this user's setup opened. */
export function isOurMergeRequest(request: MergeRequest, userId: number): boolean {
  return request.authorId === userId && OUR_MARKER.test(request.description);
}

/** One commit of the changes to the branch of the proposal, which it makes where there is none. */
export function proposingCommit(
  proposal: Proposal,
  changes: readonly FileChange[],
  defaultBranch: string,
): CommitDraft {
  const after = new Map([...textsOf(proposal), ...changes.map(({ path, text }) => [path, text] as const)]);
  const message = `${SUBJECT}\n\nProposed by cadence init.\n\nCadence-Init: ${proposalHash(after)}\n`;
  return {
    branch: PROPOSAL_BRANCH,
    startBranch: proposal.branch === null ? defaultBranch : null,
    message,
    files: changes,
  };
}

/** One commit of the changes to the default branch. */
export function directCommit(changes: readonly FileChange[], defaultBranch: string): CommitDraft {
  const message = `${SUBJECT}\n\nMade by cadence init.\n`;
  return { branch: defaultBranch, startBranch: null, message, files: changes };
}

/** The merge request of the proposal. Nothing of the project is in its text but days, so nothing in it can act. */
export function proposingRequest(
  defaultBranch: string,
  paths: readonly string[],
  proposals: readonly HandbookProposal[],
): MergeRequestDraft {
  return {
    sourceBranch: PROPOSAL_BRANCH,
    targetBranch: defaultBranch,
    title: SUBJECT,
    description: descriptionOf(paths, proposals),
  };
}

function proposalHash(texts: ReadonlyMap<string, string>): string {
  const entries = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  return fnv1a(JSON.stringify(entries)).toString(36);
}
