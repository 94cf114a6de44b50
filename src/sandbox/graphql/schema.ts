import { canReadIssue, canReadProject } from "../world/access.ts";
import { issueUrl } from "../world/addresses.ts";
import { findProject } from "../world/find.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import { isFrom, type SandboxSettings } from "../world/settings.ts";
import type { World } from "../world/state.ts";
import type { Field, Schema } from "./execute.ts";

/** Who asks. */
export interface GraphqlViewer {
  readonly world: World;
  readonly user: StoredUser | null;
}

type Fields = Readonly<Record<string, Field<GraphqlViewer>>>;

const MAX_PAGE = 100;
/** More numbers than this are refused (SharedFilterArguments::MAX_FIELD_LIMIT). */
const MAX_IIDS = 100;

/** Rows of a connection from `after` on, at most `first` of them. */
interface Page {
  readonly rows: readonly unknown[];
  readonly start: number;
  readonly end: number;
}

const paged = { first: "Int", after: "String" } as const;

function page(rows: readonly unknown[], given: Readonly<Record<string, unknown>>): Page {
  const { first, after } = given;
  const start = typeof after === "string" ? Number(Buffer.from(after, "base64").toString()) : 0;
  const end = start + Math.min(typeof first === "number" ? first : MAX_PAGE, MAX_PAGE);
  return { rows, start, end };
}

/** A refusal that comes with the answer's status 422 (Gitlab::Graphql::Errors::ArgumentError). */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

const query: Fields = {
  project: {
    type: "Project",
    arguments: { fullPath: "ID!" },
    resolve: (_, { fullPath }, { world, user }) => {
      // Only a path: numbers are names of nothing here, unlike in the REST API.
      const project = /^\d+$/.test(String(fullPath)) ? null : findProject(world, String(fullPath));
      return project !== null && canReadProject(world, user, project) ? project : null;
    },
  },
};

const project: Fields = {
  id: { type: "ID!", resolve: ({ id }: StoredProject) => `gid://gitlab/Project/${id}` },
  name: { type: "String!", resolve: ({ name }: StoredProject) => name },
  fullPath: { type: "ID!", resolve: ({ path }: StoredProject) => path },
};

const workItemsOfProject: Fields = {
  workItems: {
    type: "WorkItemConnection",
    arguments: { ...paged, iid: "String", iids: "[String!]" },
    resolve: ({ issues }: StoredProject, given, viewer) => {
      const { iid, iids = iid === undefined ? undefined : [iid] } = given as { iid?: string; iids?: readonly string[] };
      if (iids !== undefined && iids.length > MAX_IIDS)
        throw new ArgumentError(`iids is too long (maximum is ${MAX_IIDS})`);
      const wanted = issues.filter((issue) => iids === undefined || iids.includes(String(issue.iid)));
      return page(wanted.filter((issue) => canReadIssue(viewer.world, viewer.user, issue)).toReversed(), given);
    },
  },
};

const workItem: Fields = {
  id: { type: "WorkItemID!", resolve: ({ id }: StoredIssue) => `gid://gitlab/WorkItem/${id}` },
  iid: { type: "String!", resolve: ({ iid }: StoredIssue) => String(iid) },
  title: { type: "String!", resolve: ({ title }: StoredIssue) => title },
  description: { type: "String", resolve: ({ description }: StoredIssue) => description },
  state: { type: "WorkItemState!", resolve: ({ state }: StoredIssue) => (state === "opened" ? "OPEN" : "CLOSED") },
  confidential: { type: "Boolean!", resolve: ({ confidential }: StoredIssue) => confidential },
  createdAt: { type: "Time!", resolve: ({ createdAt }: StoredIssue) => createdAt.toISOString() },
  updatedAt: { type: "Time!", resolve: ({ updatedAt }: StoredIssue) => updatedAt.toISOString() },
  closedAt: { type: "Time", resolve: ({ closedAt }: StoredIssue) => closedAt?.toISOString() ?? null },
  webUrl: { type: "String", resolve: (issue: StoredIssue, _, { world }) => issueUrl(world, issue) },
  project: { type: "Project", resolve: (issue: StoredIssue) => issue.project },
  widgets: {
    type: "[WorkItemWidget!]",
    resolve: (issue: StoredIssue) =>
      ["Description", "Hierarchy"].map((name) => ({
        kind: `WorkItemWidget${name}`,
        type: name.toUpperCase(),
        issue,
      })),
  },
};

interface Widget {
  readonly type: string;
  readonly issue: StoredIssue;
}

function childrenOf({ issue }: Widget, { world, user }: GraphqlViewer): readonly StoredIssue[] {
  const all = world.projects.flatMap((one) => one.issues).filter((one) => one.parent === issue);
  return all.filter((one) => canReadIssue(world, user, one));
}

const type = { type: "WorkItemWidgetType", resolve: (widget: Widget) => widget.type } as const;

const hierarchy: Fields = {
  type,
  hasChildren: { type: "Boolean!", resolve: (widget: Widget, _, viewer) => childrenOf(widget, viewer).length > 0 },
  hasParent: { type: "Boolean!", resolve: ({ issue }: Widget) => issue.parent !== null },
  parent: { type: "WorkItem", resolve: ({ issue }: Widget) => issue.parent },
  children: {
    type: "WorkItemConnection",
    arguments: paged,
    resolve: (widget: Widget, given, viewer) => page(childrenOf(widget, viewer), given),
  },
};

const connection: Fields = {
  nodes: { type: "[WorkItem]", resolve: ({ rows, start, end }: Page) => rows.slice(start, end) },
  count: { type: "Int", resolve: ({ rows }: Page) => rows.length },
  pageInfo: { type: "PageInfo!", resolve: (one: Page) => one },
};

const pageInfo: Fields = {
  hasNextPage: { type: "Boolean!", resolve: ({ rows, end }: Page) => end < rows.length },
  endCursor: { type: "String", resolve: ({ end }: Page) => Buffer.from(String(end)).toString("base64") },
};

/**
 * The part of GitLab's schema that tells of child items (app/graphql/types: project_type, work_item_type,
 * work_items/widgets/hierarchy_type). Work items of a project came with 15.1.
 */
export function schemaOf(settings: Pick<SandboxSettings, "version">): Schema<GraphqlViewer> {
  const hasWorkItems = isFrom(15, 1, settings);
  return {
    types: {
      Query: query,
      Project: hasWorkItems ? { ...project, ...workItemsOfProject } : project,
      WorkItem: workItem,
      WorkItemConnection: connection,
      WorkItemWidget: { type },
      WorkItemWidgetDescription: { type },
      WorkItemWidgetHierarchy: hierarchy,
      PageInfo: pageInfo,
    },
    interfaces: { WorkItemWidget: ["WorkItemWidgetDescription", "WorkItemWidgetHierarchy"] },
  };
}
