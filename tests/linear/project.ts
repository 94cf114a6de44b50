import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { atAnyTime } from "../../src/config/resolve/at-any-time.ts";
import { asIssueIid, asNoteId, asProjectId } from "../../src/domain/ids.ts";
import { createHolidayCalendar } from "../../src/domain/schedule/holidays.ts";
import type { GitLab, Issue, IssueChange, IssueDraft, Note } from "../../src/gitlab/port.ts";
import type { ReconcileDependencies } from "../../src/reconcile/reconcile.ts";
import { anIssue, BOT } from "../support/state/snapshots.ts";

/** A project that lives in memory, so that the time of a look is that of reading and writing text alone. */
export interface MemoryProject {
  readonly configuration: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
  /** By iid. */
  readonly comments: Readonly<Record<number, readonly Note[]>>;
  readonly activity: Readonly<Record<number, readonly Note[]>>;
}

const MEMBERS = [
  { id: 1, username: "jane", name: "Jane Doe", accessLevel: 40, state: "active" },
  { id: 2, username: "bob", name: "Bob Poe", accessLevel: 30, state: "active" },
];

function change(issue: Issue, wanted: IssueChange, at: string): Issue {
  const labels = [...issue.labels, ...(wanted.addLabels ?? [])].filter((one) => !wanted.removeLabels?.includes(one));
  return {
    ...issue,
    labels,
    state: wanted.state === undefined ? issue.state : wanted.state === "close" ? "closed" : "opened",
    dueDate: wanted.dueDate ?? issue.dueDate,
    description: wanted.description ?? issue.description,
    updatedAt: at,
  };
}

/** What a look at it depends on; `now` is when it is looked at. */
export function openProject(project: MemoryProject, now: string): ReconcileDependencies {
  const issues = new Map(project.issues.map((issue) => [issue.iid, issue]));
  const comments = new Map(Object.entries(project.comments).map(([iid, notes]) => [Number(iid), [...notes]]));
  const all = async <T>(answer: T): Promise<T> => answer;
  const get = (iid: number): Issue => issues.get(asIssueIid(iid)) ?? anIssue(iid);
  const note = (id: number, body: string): Note => ({
    id: asNoteId(id),
    body,
    author: BOT,
    system: false,
    createdAt: now,
    updatedAt: now,
  });
  const gitlab: GitLab = {
    url: "https://gitlab.example.com",
    projectRef: "acme/collaboration",
    requests: { reads: 0, writes: 0 },
    getProject: () => all({ ...PROJECT }),
    readFile: () => all(project.configuration),
    readFileOf: () => all(null),
    getIssueTemplate: (name) => all(project.templates[name] ?? null),
    listIssueTemplates: () => all(Object.keys(project.templates)),
    listIssues: ({ createdByMe, labels, iids }) =>
      all(
        [...issues.values()].filter(
          (issue) =>
            (createdByMe === undefined || issue.author.id === BOT.id) &&
            (labels === undefined || labels.every((label) => issue.labels.includes(label))) &&
            (iids === undefined || iids.includes(issue.iid)),
        ),
      ),
    getIssue: (iid) => all(issues.get(iid) ?? null),
    listRelatedIssues: () => all([]),
    listChildItems: () => all({ children: new Map() }),
    listNotes: (iid, which) => all((which === "comments" ? comments.get(iid) : project.activity[iid]) ?? []),
    listStateEvents: (iid) =>
      all(get(iid).state === "closed" ? [{ state: "closed", user: JANE, createdAt: get(iid).closedAt ?? now }] : []),
    listLabelEvents: () => all([]),
    listReactions: () => all([]),
    listLabels: () => all([]),
    listMembers: () => all(MEMBERS),
    findUser: (name) => all(MEMBERS.find(({ username }) => username === name) ?? null),
    getUser: () => all(null),
    getCurrentUser: () => all(BOT),
    getCurrentToken: () => all(null),
    getVersion: () => all("19.0.0"),
    createIssue: (draft: IssueDraft) => {
      const iid = issues.size + 100;
      const { title, description, labels, dueDate, confidential } = draft;
      const at = { createdAt: now, updatedAt: now };
      issues.set(
        asIssueIid(iid),
        anIssue(iid, { title, description, labels, dueDate, confidential, author: BOT, ...at }),
      );
      return all(get(iid));
    },
    updateIssue: (iid, wanted) => {
      issues.set(iid, change(get(iid), wanted, now));
      return all(get(iid));
    },
    relateIssues: () => all(undefined),
    createNote: (iid, body) => {
      const made = note(1_000 + issues.size, body);
      comments.set(iid, [...(comments.get(iid) ?? []), made]);
      return all(made);
    },
    updateNote: (_, id, body) => all(note(id, body)),
    deleteNote: () => all(undefined),
    react: () => all(undefined),
    createLabel: () => all(undefined),
  };
  return {
    gitlab,
    readConfiguration: async () => atAnyTime(parseProjectConfiguration(project.configuration, ".gitlab/cadence.yml")),
    holidays: createHolidayCalendar,
    now: () => now,
    shippedTemplate: async (name) => (name.startsWith("Follow") ? FOLLOW_UP : AGENDA),
    sleep: async () => undefined,
  };
}

export const JANE = { id: 1, username: "jane", name: "Jane Doe" };

const PROJECT = {
  id: asProjectId(1),
  path: "acme/collaboration",
  name: "Acme",
  webUrl: "https://gitlab.example.com/acme/collaboration",
  defaultBranch: "main",
  archived: false,
  issuesEnabled: true,
};

const AGENDA = "# {{customer}}\n\n## Topics\n\n## Action items\n\n{{{action_items}}}\n";
const FOLLOW_UP = "{{{recap}}}\n\n{{{action_items}}}\n\n{{{links}}}\n\n{{{questions}}}\n";
