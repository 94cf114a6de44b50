import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createOperations } from "../../../src/cli/look-threads/operations.ts";
import type { LooksData } from "../../../src/cli/look-threads/protocol.ts";
import { serveOrders } from "../../../src/cli/look-threads/thread.ts";
import { decideAgendas } from "../../../src/domain/schedule/decide.ts";
import type { GitLab, Issue } from "../../../src/gitlab/port.ts";

/**
 * Threads with what a slow pattern does planted in each step of a look, for texts that ask for it: the word `HANG`, and the
 * step, in the title of an issue. `decide` belongs to the plan and sees no issue; it hangs for calls of seven minutes.
 */
const hang = (): never => {
  for (;;);
};

function read(issue: Issue, step: string): void {
  if (issue.title.includes(`HANG ${step}`) && issue.description.length >= 0) hang();
  // Each text anew, so that nothing of it can be shared.
  if (issue.title.includes(`FILL ${step}`))
    for (let kept = [issue.description], at = 0; ; at++) kept = [...kept, `${issue.description}${at}`.repeat(1000)];
}

const wrap = (gitlab: GitLab): GitLab =>
  Object.defineProperties(
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

const decide: typeof decideAgendas = (schedule, ...rest) => {
  if (schedule.durationMinutes === 7) hang();
  return decideAgendas(schedule, ...rest);
};

serveOrders(parentPort as MessagePort, workerData as LooksData, createOperations({ decide }), wrap);
