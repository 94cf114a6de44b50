import { overlayGitLab } from "../overlay.ts";
import type { GitLab, Issue, IssueFilter, User } from "../port.ts";

/** A user name as it is compared: without `@`, in small letters. */
function plainName(name: string): string {
  return name.replace(/^@/, "").toLowerCase();
}

/**
 * The same GitLab, in which everything that the named accounts did counts as done by the token's own user: a token that was
 * made anew belongs to another user, and what the bot wrote before stays the bot's. Their issues are among those "created by
 * me". They keep `former`, since GitLab lets nobody change another account's comments.
 *
 * @param names of the accounts the bot had before, with or without `@`; from whoever runs the bot, never from a project
 */
export function withFormerBots(gitlab: GitLab, names: readonly string[]): GitLab {
  if (names.length === 0) return gitlab;
  const accounts = createAccounts(gitlab, names);
  const issue = (one: Issue) => accounts.ownIssues([one]).then(([own]) => own ?? one);
  return overlayGitLab(gitlab, {
    listIssues: async (filter) => accounts.ownIssues(await listIssues(gitlab, filter, accounts)),
    getIssue: async (iid) => {
      const found = await gitlab.getIssue(iid);
      return found === null ? null : issue(found);
    },
    updateIssue: async (iid, change) => issue(await gitlab.updateIssue(iid, change)),
    listNotes: async (iid, which) => accounts.with(await gitlab.listNotes(iid, which), "author"),
    listStateEvents: async (iid) => accounts.with(await gitlab.listStateEvents(iid), "user"),
    listLabelEvents: async (iid) => accounts.with(await gitlab.listLabelEvents(iid), "user"),
    listReactions: async (iid, noteId) => accounts.with(await gitlab.listReactions(iid, noteId), "user"),
  });
}

/** Those of all accounts of the bot: GitLab takes one author per request. */
async function listIssues(gitlab: GitLab, filter: IssueFilter, accounts: Accounts): Promise<readonly Issue[]> {
  const { createdByMe, ...rest } = filter;
  if (createdByMe !== true) return gitlab.listIssues(filter);
  const [mine = [], ...before] = await Promise.all([
    gitlab.listIssues(filter),
    ...accounts.names.map((createdBy) => gitlab.listIssues({ ...rest, createdBy })),
  ]);
  const [first] = mine;
  if (first !== undefined) accounts.present(first.author);
  const byIid = new Map([...before.flat(), ...mine].map((issue) => [issue.iid, issue]));
  return [...byIid.values()].sort((a, b) => a.iid - b.iid);
}

interface Accounts {
  /** As they were given, without `@`. */
  readonly names: readonly string[];
  /** Somebody else found out who the token's user is. */
  present(user: User): void;
  with<Key extends "author" | "user", Row extends { readonly [Name in Key]: User | null }>(
    rows: readonly Row[],
    key: Key,
  ): Promise<readonly Row[]>;
  ownIssues(issues: readonly Issue[]): Promise<readonly Issue[]>;
}

function createAccounts(gitlab: GitLab, names: readonly string[]): Accounts {
  const former = new Set(names.map(plainName));
  const ids = new Set<number>();
  let asked: Promise<User> | null = null;
  const isFormer = (user: User | null): user is User => user !== null && former.has(plainName(user.username));
  const own = async (user: User): Promise<User> => {
    asked ??= gitlab.getCurrentUser();
    const me = await asked;
    if (user.id !== me.id) ids.add(user.id);
    return user.id === me.id ? user : { ...me, former: true };
  };
  const mapped: Accounts["with"] = (rows, key) =>
    Promise.all(
      rows.map(async (row) => {
        const user = row[key];
        return isFormer(user) ? { ...row, [key]: await own(user) } : row;
      }),
    );
  return {
    names: names.map((name) => name.replace(/^@/, "")),
    present: (user) => {
      asked ??= Promise.resolve(user);
    },
    with: mapped,
    async ownIssues(issues) {
      const found = await mapped(issues, "author");
      const me = await asked;
      // GitLab tells of who closed an issue the id alone.
      return found.map((one) => (me !== null && ids.has(one.closedById ?? 0) ? { ...one, closedById: me.id } : one));
    },
  };
}
