import { asIssueIid, type IssueIid } from "../../domain/ids.ts";
import { overlayGitLab } from "../../gitlab/overlay.ts";
import type { GitLab, Issue, Note } from "../../gitlab/port.ts";

/** Notes the issue that is about to be read, where another thread sees it at any moment; 0 for none. */
export type NotePlace = (iid: IssueIid | 0) => void;

/** Makes such a note out of memory that threads share. */
export function placeIn(buffer: SharedArrayBuffer): NotePlace {
  const numbers = new Int32Array(buffer);
  return (iid) => void Atomics.store(numbers, 0, iid);
}

/** The issue that was noted last; null for none. */
export function placeOf(buffer: SharedArrayBuffer): IssueIid | null {
  return asIssueIid(Atomics.load(new Int32Array(buffer), 0)) || null;
}

/**
 * The same GitLab; whoever reads a text of an issue that it gave notes the issue first. So it is known which one a thread was
 * at when it did not come back, whichever code read the text: that of observing, planning, applying or repairing.
 */
export function notingPlaces(gitlab: GitLab, note: NotePlace): GitLab {
  const issue = (given: Issue): Issue => withNote(given, ["title", "description"], () => note(given.iid));
  const about = <T>(iid: IssueIid | 0, call: () => Promise<T>): Promise<T> => {
    note(iid);
    return call();
  };
  return overlayGitLab(gitlab, {
    listIssues: async (filter) => (await about(0, () => gitlab.listIssues(filter))).map(issue),
    async getIssue(iid) {
      const found = await about(iid, () => gitlab.getIssue(iid));
      return found === null ? null : issue(found);
    },
    createIssue: async (draft) => issue(await about(0, () => gitlab.createIssue(draft))),
    updateIssue: async (iid, change) => issue(await about(iid, () => gitlab.updateIssue(iid, change))),
    async listNotes(iid, which) {
      const notes = await about(iid, () => gitlab.listNotes(iid, which));
      return notes.map((one): Note => withNote(one, ["body"], () => note(iid)));
    },
    readFile: (path) => about(0, () => gitlab.readFile(path)),
    readFileOf: (project, path) => about(0, () => gitlab.readFileOf(project, path)),
    getIssueTemplate: (name) => about(0, () => gitlab.getIssueTemplate(name)),
  });
}

function withNote<T extends object>(given: T, keys: readonly (keyof T)[], note: () => void): T {
  const noted = { ...given };
  for (const key of keys) {
    const value = given[key];
    Object.defineProperty(noted, key, {
      enumerable: true,
      get() {
        note();
        return value;
      },
    });
  }
  return noted;
}
