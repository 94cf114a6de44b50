import type { GitLab, Issue } from "../../../src/gitlab/port.ts";

/** What a slow pattern does. */
export function hang(): never {
  for (;;);
}

function read(issue: Issue, step: string): void {
  if (issue.title.includes(`HANG ${step}`) && issue.description.length >= 0) hang();
  if (issue.title.includes(`FILL ${step}`))
    for (const kept: number[][] = []; ; ) kept.push(Array(4_000_000).fill(issue.iid + 0.5));
}

/** The same GitLab, with a loop without end where the title of an issue asks for it: the word `HANG` (or `FILL`), and the step. */
export function hangingAt(gitlab: GitLab): GitLab {
  return Object.defineProperties(
    {
      ...gitlab,
      async listIssues(filter) {
        const issues = await gitlab.listIssues(filter);
        for (const issue of issues) read(issue, "observe");
        return issues;
      },
      async createIssue(draft) {
        // Before: what was made is found by the next look, which has nothing left to do.
        if (draft.title.includes("HANG apply")) hang();
        return gitlab.createIssue(draft);
      },
      async getIssue(iid) {
        const issue = await gitlab.getIssue(iid);
        if (issue !== null) read(issue, "repair");
        return issue;
      },
    } satisfies GitLab,
    { requests: { get: () => gitlab.requests } },
  );
}
