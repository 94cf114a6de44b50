import { forbidden } from "../http/api-error.ts";
import { tokensOf } from "../text/markdown.ts";
import { canUpdateIssue } from "../world/access.ts";
import type { StoredIssue, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { createIssue } from "./create-issue.ts";
import { referenceTo } from "./cross-references.ts";
import { addSystemNote } from "./system-notes.ts";
import { updateIssue } from "./update-issue.ts";

export interface Conversion {
  /** What the person made of the title that GitLab proposes; it is taken as proposed unless said. */
  readonly title?: string;
  /** The task is made and the description stays as it was: the page was closed in between, or somebody edited meanwhile. */
  readonly keepLine?: boolean;
}

const MAX_TITLE = 255;
const BOX = /^[>\s]*(?:[-+*]|\d+[.)])\s+\[[ xX]\](?:\s|$)/;
/** What GitLab's page takes for the start of a task: not all of them, so that titles may begin with a marker and a box. */
const TASK = /^\s*(?:[-*]|\d\.)\s+\[.\]\s+/;
const ONLY_CODE = /^\s*`.*`\s*$/;
const ONLY_LINK = /^\s*!?\[.*\)\s*$/;

/**
 * "Convert to child item" in the menu of a checkbox: a task with the source of its line as title becomes a child, then the
 * line goes with what stands below it up to the first box nested in it, which moves out (issues/show/utils.js). Throws
 * where no line of a list holds the fragment; 403 without the right.
 */
export function convertTask(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  fragment: string,
  { title, keepLine = false }: Conversion,
  context: ActContext,
): StoredIssue {
  if (!canUpdateIssue(world, actor, issue)) throw forbidden();
  const before = issue.description ?? "";
  const taken = takeItem(before, fragment);
  if (taken === null) throw new Error(`sandbox: #${issue.iid} has no checklist item with "${fragment}":\n${before}`);
  const proposed = proposal(taken.title, taken.text);
  const draft = { title: title ?? proposed.title, description: proposed.description, confidential: issue.confidential };
  const child = createIssue(world, actor, issue.project, { ...draft, type: "task" }, context);
  addChild(world, actor, issue, child);
  if (!keepLine) updateIssue(world, actor, issue, { description: taken.rest }, context);
  return child;
}

/** Makes a work item a child of another, and says so on both. */
export function addChild(world: World, actor: StoredUser, parent: StoredIssue, child: StoredIssue): void {
  child.parent = parent;
  addSystemNote(world, actor, parent, `added ${referenceTo(child, parent.project)} as child ${child.type}`);
  addSystemNote(world, actor, child, `added ${referenceTo(parent, child.project)} as parent ${parent.type}`);
}

interface TakenItem {
  readonly title: string;
  /** What stood below it. */
  readonly text: string;
  /** The description without it. */
  readonly rest: string;
}

/** The first item of a list that holds the fragment, taken out of a description. */
function takeItem(description: string, fragment: string): TakenItem | null {
  const lines = description.split("\n");
  const items = tokensOf(description).flatMap((token) => (token.type === "list_item_open" ? [token.map] : []));
  const found = items.find((map) => {
    const line = lines[map?.[0] ?? -1] ?? "";
    return line.includes(fragment) && BOX.test(line);
  });
  if (found === undefined || found === null) return null;
  const [start, end] = found;
  const first = lines[start] ?? "";
  const nested = lines.findIndex((line, index) => index > start && index < end && TASK.test(line));
  const below = nested < 0 ? end : nested;
  const shift = indentOf(lines[below] ?? "") - indentOf(first);
  const moved = lines.slice(below, end).map((line) => line.slice(shift));
  return {
    title: first.replace(TASK, ""),
    text: lines
      .slice(start + 1, below)
      .map((line) => line.trimStart())
      .join("\n"),
    rest: [...lines.slice(0, start), ...moved, ...lines.slice(end)].join("\n"),
  };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Title and description of the task: what is code or a link alone is no title, and one has 255 characters at most. */
function proposal(title: string, text: string): { readonly title: string; readonly description: string } {
  const withText = (head: string): string => (text === "" ? head : `${head}\n\n${text}`);
  if (ONLY_CODE.test(title) || ONLY_LINK.test(title)) return { title: "Untitled", description: withText(title) };
  if (title.length <= MAX_TITLE) return { title, description: text };
  return { title: title.slice(0, MAX_TITLE), description: withText(title.slice(MAX_TITLE)) };
}
