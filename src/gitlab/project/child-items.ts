import * as z from "zod/mini";
import type { IssueIid } from "../../domain/ids.ts";
import { parseErrorText } from "../errors/error-text.ts";
import { reading } from "../errors/operation.ts";
import type { CallFailure } from "../http/call-failure.ts";
import type { ChildItem, ChildItems } from "../port.ts";
import type { CallContext } from "./call.ts";
import { callOr } from "./call.ts";
import { ApiIssueIid, GitLabInstant } from "./schema.ts";

/** GitLab takes no more numbers of work items at once. */
const MAX_IIDS = 100;

/** The widget and its children came with 15.2; GitLab doc: GraphQL API, WorkItemWidgetHierarchy. */
const QUERY = `query childItems($project: ID!, $iids: [String!], $after: String) {
  project(fullPath: $project) {
    workItems(iids: $iids) {
      nodes {
        iid
        widgets {
          ... on WorkItemWidgetHierarchy {
            children(first: 100, after: $after) {
              nodes { iid title description state createdAt updatedAt closedAt project { fullPath } }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
      }
    }
  }
}`;

const Iid = z.pipe(z.coerce.number(), ApiIssueIid);

const Child = z.object({
  iid: Iid,
  title: z.string(),
  description: z.optional(z.nullable(z.string())),
  state: z.string(),
  createdAt: GitLabInstant,
  updatedAt: GitLabInstant,
  closedAt: z.optional(z.nullable(GitLabInstant)),
  project: z.optional(z.nullable(z.object({ fullPath: z.string() }))),
});

const Children = z.object({
  // A child that may not be seen is null.
  nodes: z.array(z.nullable(Child)),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.optional(z.nullable(z.string())) }),
});

const Parent = z.object({
  iid: Iid,
  widgets: z.array(z.object({ children: z.optional(z.nullable(Children)) })),
});

const Found = z.object({
  data: z.object({ project: z.object({ workItems: z.object({ nodes: z.array(Parent) }) }) }),
  errors: z.optional(z.undefined()),
});

/** Why GitLab does not tell; after "GitLab does not tell them: ". */
class NotTold {
  readonly refused: string;
  constructor(refused: string) {
    this.refused = refused;
  }
}

/**
 * Child items by the iid of the issue they stand below, all pages. Only GraphQL knows them; where it is closed to the token
 * or too old, nothing but that is told, since all else goes on without it.
 * @throws PermanentError, TransientError where GitLab is out of order or asks to wait.
 */
export async function listChildItems(
  context: CallContext,
  project: string,
  iids: readonly IssueIid[],
): Promise<ChildItems> {
  const children = new Map<IssueIid, ChildItem[]>(iids.map((iid) => [iid, []]));
  const pending = Array.from({ length: Math.ceil(iids.length / MAX_IIDS) }, (_, part): Page => {
    return { iids: iids.slice(part * MAX_IIDS, (part + 1) * MAX_IIDS), after: null };
  });
  for (let page = pending.shift(); page !== undefined; page = pending.shift()) {
    const answer = await readPage(context, project, page);
    if (answer instanceof NotTold) return { refused: answer.refused };
    for (const { iid, widgets } of answer.parents) {
      const found = widgets.find((widget) => widget.children != null)?.children;
      if (found == null) continue;
      const known = children.get(iid) ?? [];
      children.set(iid, [...known, ...found.nodes.flatMap((child) => (child === null ? [] : toChild(child, project)))]);
      const after = found.pageInfo.endCursor ?? null;
      if (found.pageInfo.hasNextPage && after !== page.after) pending.push({ iids: [iid], after });
    }
  }
  return { children };
}

interface Page {
  readonly iids: readonly IssueIid[];
  readonly after: string | null;
}

/** A child in another project has a number that means something else here. */
function toChild({ project, state, ...child }: z.output<typeof Child>, here: string): readonly ChildItem[] {
  if (project != null && project.fullPath.toLowerCase() !== here.toLowerCase()) return [];
  const { iid, title, createdAt, updatedAt } = child;
  const description = child.description ?? "";
  const closedAt = child.closedAt ?? null;
  return [{ iid, title, description, state: state === "CLOSED" ? "closed" : "opened", createdAt, updatedAt, closedAt }];
}

async function readPage(
  context: CallContext,
  project: string,
  { iids, after }: Page,
): Promise<{ readonly parents: readonly z.output<typeof Parent>[] } | NotTold> {
  const operation = reading(context, "read child items", "Planner");
  const variables = { project, iids: iids.map(String), after };
  const instead = (failure: CallFailure) => refusalOf(failure, context);
  const body = await callOr(context, operation, z.unknown(), instead, ({ graphql }) => graphql(QUERY, variables));
  if (body instanceof NotTold) return body;
  const found = z.safeParse(Found, body);
  if (found.success) return { parents: found.data.data.project.workItems.nodes };
  const said = parseErrorText(body).text;
  return new NotTold(said === null ? "it answered in a form that is not known" : context.secret.redact(said));
}

/** What is out of order or asks to wait is an error, as with all reads. */
function refusalOf({ outcome }: CallFailure, context: CallContext): { readonly answer: NotTold } | null {
  if (outcome.kind !== "answer" && outcome.kind !== "redirect" && outcome.kind !== "not-json") return null;
  const { status } = outcome;
  if (status >= 500 || status === 408 || status === 429) return null;
  const said = outcome.kind === "answer" ? parseErrorText(outcome.body).text : null;
  return { answer: new NotTold(`it answered ${status}${said === null ? "" : ` (${context.secret.redact(said)})`}`) };
}
