import { ApiError, forbidden } from "../http/api-error.ts";
import { canUpdateIssue } from "../world/access.ts";
import type { StoredIssue, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { applyParams } from "./update-issue.ts";

/** Ticks or unticks the box on a line, counted from 0, as a click on it does. Throws 403 without the right, 409 where there is none. */
export function flipBox(world: World, actor: StoredUser, issue: StoredIssue, line: number, context: ActContext): void {
  if (!canUpdateIssue(world, actor, issue)) throw forbidden();
  const lines = (issue.description ?? "").split("\n");
  const match = boxed.exec(lines[line] ?? "");
  if (match === null || match[2] === "~") throw new ApiError(409, { message: "The box has moved: reload the page." });
  const [, before = "", box = "", rest = ""] = match;
  lines[line] = `${before}[${box === " " ? "x" : " "}]${rest}`;
  applyParams(world, actor, issue, { description: lines.join("\n") }, context);
}

export type BoxText = "[ ]" | "[x]" | "[~]";

const boxed = /^((?:(?:>[ \t]*)+|[ \t]*)(?:(?:[-+*]|\d+[.)])[ \t]+)+)\[([ xX~])\](?=\s)(.*)$/;

/**
 * Sets the box of the first checklist line that holds `fragment`, as a click in the web page does: one line changes,
 * quick actions are not read. Throws where no such line is found.
 */
export function clickBox(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  fragment: string,
  box: BoxText,
  context: ActContext,
): void {
  if (!canUpdateIssue(world, actor, issue)) throw forbidden();
  const lines = (issue.description ?? "").split("\n");
  const matching = lines.flatMap((line, index) => (line.includes(fragment) && boxed.test(line) ? [index] : []));
  // The same text may stand in several boxes: the first one that is not as wanted yet is meant.
  const index = matching.find((at) => boxed.exec(lines[at] ?? "")?.[2] !== box[1]) ?? matching[0];
  if (index === undefined) {
    throw new Error(`sandbox: #${issue.iid} has no checklist item with "${fragment}":\n${issue.description ?? ""}`);
  }
  lines[index] = (lines[index] ?? "").replace(boxed, (_, before: string, __, rest: string) => `${before}${box}${rest}`);
  applyParams(world, actor, issue, { description: lines.join("\n") }, context);
}
