import * as z from "zod/mini";
import { type Operation, writing } from "../errors/operation.ts";
import { isRefusedAs } from "../errors/refused-as.ts";
import type { GitLab, Issue, IssueChange, IssueDraft } from "../port.ts";
import type { CallContext } from "./call.ts";
import { call, callOrNull } from "./call.ts";
import { joinLabels } from "./label-list.ts";
import { ApiIssue, ApiMilestone } from "./schema.ts";

export type Writes = Pick<GitLab, "createIssue" | "updateIssue" | "relateIssues" | "createLabel">;

/** One answer, read twice: the issue, and the milestone it got. */
const Created = z.tuple([ApiIssue, ApiMilestone]);

/** GitLab docs, Labels API: 409; two creations at the same moment pass that look, and one fails as taken. */
const IS_LABEL_THERE = isRefusedAs([400, 409], /already exists|has already been taken/i);

/** The writes of the client but those on comments: creating is sent once, the others may be repeated. */
export function createWrites(context: CallContext): Writes {
  const project = () => context.project.ref;

  return {
    createIssue(draft) {
      return createIssue(context, writing(context, "create issues", "once"), draft);
    },
    async updateIssue(iid, change) {
      const options = changeOptions(change);
      const operation = writing(context, "change issues", "repeatable", `issue #${iid}`);
      return call(context, operation, ApiIssue, ({ issues }) =>
        // GitLab refuses an empty change; what people asked for then is the issue as it is.
        Object.keys(options).length === 0
          ? issues.show(iid, { projectId: project() })
          : issues.edit(project(), iid, options),
      );
    },
    async relateIssues(iid, otherIid) {
      const operation = writing(context, "relate issues", "repeatable", `issue #${iid} or #${otherIid}`);
      const isDone = (failure: { readonly status: number | null }) => failure.status === 409;
      await callOrNull(context, operation, z.unknown(), isDone, ({ links }) =>
        links.create(project(), iid, project(), otherIid, { linkType: "relates_to" }),
      );
    },
    async createLabel({ name, color, description }) {
      joinLabels([name]);
      const operation = writing(context, "create labels", "repeatable");
      await callOrNull(context, operation, z.unknown(), IS_LABEL_THERE, ({ labels }) =>
        labels.create(project(), name, color, { description }),
      );
    },
  };
}

async function createIssue(context: CallContext, operation: Operation, draft: IssueDraft): Promise<Issue> {
  const options = {
    description: draft.description,
    confidential: draft.confidential,
    issueType: "issue",
    ...(draft.labels.length === 0 ? {} : { labels: joinLabels(draft.labels) }),
    ...(draft.assigneeIds.length === 0 ? {} : { assigneeIds: [...draft.assigneeIds] }),
    ...(draft.dueDate === null ? {} : { dueDate: draft.dueDate }),
    ...(draft.milestone === null ? {} : { milestone: draft.milestone }),
  };
  const [issue, placed] = await call(context, operation, Created, async ({ issues }) => {
    const body: unknown = await issues.create(context.project.ref, draft.title, options);
    return [body, body];
  });
  if (draft.milestone !== null && placed.milestone?.title !== draft.milestone) {
    context.log.warn({ iid: issue.iid, milestone: draft.milestone }, "GitLab did not put the issue into the milestone");
  }
  return issue;
}

function changeOptions(change: IssueChange) {
  return {
    ...(change.state === undefined ? {} : { stateEvent: change.state }),
    // GitLab docs, Issues API: an empty one takes it off.
    ...(change.dueDate === undefined ? {} : { dueDate: change.dueDate ?? "" }),
    ...(change.description === undefined ? {} : { description: change.description }),
    // GitLab docs, Issues API: 0 stands for nobody.
    ...(change.assigneeIds === undefined
      ? {}
      : { assigneeIds: change.assigneeIds.length === 0 ? [0] : [...change.assigneeIds] }),
    ...(change.addLabels?.length ? { addLabels: joinLabels(change.addLabels) } : {}),
    ...(change.removeLabels?.length ? { removeLabels: joinLabels(change.removeLabels) } : {}),
  };
}
