import { type Input, oneOf } from "../http/input.ts";
import type { Position } from "../http/paginate.ts";
import type { StoredIssue } from "../world/model.ts";

const orders = [
  "created_at",
  "due_date",
  "label_priority",
  "milestone_due",
  "popularity",
  "priority",
  "relative_position",
  "title",
  "updated_at",
  "weight",
  "id",
] as const;
type Order = (typeof orders)[number];

/** Orders that keyset pagination can follow; the others fall back to offsets. */
const keysetOrders: readonly Order[] = [
  "created_at",
  "updated_at",
  "title",
  "id",
  "weight",
  "due_date",
  "relative_position",
];

export interface IssueOrder {
  readonly supportsKeyset: boolean;
  readonly compare: (one: StoredIssue, other: StoredIssue) => number;
  readonly position: (issue: StoredIssue) => Position;
  readonly isAfter: (issue: StoredIssue, cursor: Position) => boolean;
}

/** Reads `order_by` and `sort`; ties are broken by id in the same direction, empty values come last. */
export function readIssueOrder(input: Input): IssueOrder {
  const order = input.get("order_by", oneOf(...orders)) ?? "created_at";
  const direction = (input.get("sort", oneOf("asc", "desc")) ?? "desc") === "asc" ? 1 : -1;
  const position = (issue: StoredIssue): Position => ({ value: valueOf(issue, order), id: issue.id });
  const compare = (one: Position, other: Position): number => {
    if (one.value === other.value) return (one.id - other.id) * direction;
    if (one.value === null) return 1;
    if (other.value === null) return -1;
    return (one.value < other.value ? -1 : 1) * direction;
  };
  return {
    supportsKeyset: keysetOrders.includes(order),
    position,
    compare: (one, other) => compare(position(one), position(other)),
    isAfter: (issue, cursor) => compare(position(issue), cursor) > 0,
  };
}

function valueOf(issue: StoredIssue, order: Order): string | number | null {
  switch (order) {
    case "created_at":
      return issue.createdAt.getTime();
    case "updated_at":
      return issue.updatedAt.getTime();
    case "title":
      return issue.title.toLowerCase();
    case "due_date":
      return issue.dueDate;
    case "weight":
      return issue.weight;
    case "milestone_due":
      return issue.milestone?.dueDate ?? null;
    case "popularity":
      return issue.reactions.filter((one) => one.name === "thumbsup").length;
    case "priority":
    case "label_priority":
      return Math.min(
        ...issue.labels.map((label) => label.priority ?? Number.MAX_SAFE_INTEGER),
        Number.MAX_SAFE_INTEGER,
      );
    case "relative_position":
      return issue.iid;
    case "id":
      return issue.id;
    default:
      return order satisfies never;
  }
}
