import { readFileSync } from "node:fs";
import { PROJECT, type Stage, setStage } from "./stage.ts";

/** An issue as an earlier version wrote it. */
interface EarlierIssue {
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly state: "opened" | "closed";
  readonly labels: readonly string[];
  readonly author: string;
  readonly assignees: readonly string[];
  readonly dueDate: string | null;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly links: readonly number[];
  readonly notes: readonly { readonly body: string; readonly author: string; readonly createdAt: string }[];
}

interface EarlierProject {
  readonly at: string;
  readonly configuration: string;
  readonly issues: readonly EarlierIssue[];
}

export type EarlierVersion = "status-column" | "plain-tables";

/** An issue of people's that is no agenda. */
const OTHER = {
  title: "A bug",
  description: "It crashes.",
  labels: [],
  author: "bob",
  assignees: [],
  dueDate: null,
  notes: [],
};
const FOLDER = new URL("../fixtures/earlier-versions/", import.meta.url);

export function earlierProject(version: EarlierVersion): EarlierProject {
  return JSON.parse(readFileSync(new URL(`${version}.json`, FOLDER), "utf8"));
}

/**
 * The project of an earlier version at the moment at which it stood so, on a sandbox of its own. In the place of the issues that
 * are named as not made stand people's own.
 */
export async function earlierStage(version: EarlierVersion, notMade: readonly number[] = []): Promise<Stage> {
  const { at, configuration, issues: all } = earlierProject(version);
  const issues = all.map((one) => (notMade.includes(one.iid) ? { ...one, ...OTHER } : one));
  const stage = await setStage(issues[0]?.createdAt ?? at, { configuration });
  const { sandbox } = stage;
  const acts = issues.flatMap((issue) => {
    const { iid, title, description, labels, author, assignees, dueDate, createdAt, closedAt, closedBy } = issue;
    const draft = { title, description, labels, assignees, imported: true };
    const create = (): void => {
      const made = sandbox.as(author).createIssue(PROJECT, { ...draft, ...(dueDate === null ? {} : { dueDate }) });
      if (made !== iid) throw new Error(`issue #${iid} became #${made}`);
      for (const other of issue.links) if (other < iid) sandbox.as(author).relate(PROJECT, iid, other);
    };
    const comments = issue.notes.map(({ body, author: by, createdAt: when }) => ({
      when,
      act: () => void sandbox.as(by).comment(PROJECT, iid, body),
    }));
    const close =
      closedAt === null ? [] : [{ when: closedAt, act: () => sandbox.as(closedBy ?? author).close(PROJECT, iid) }];
    return [{ when: createdAt, act: create }, ...comments, ...close];
  });
  for (const { when, act } of acts.toSorted((a, b) => Date.parse(a.when) - Date.parse(b.when))) {
    sandbox.clock.set(when);
    act();
  }
  sandbox.clock.set(at);
  return stage;
}
