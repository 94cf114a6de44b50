import { invalidField } from "../http/api-error.ts";
import type { IssueParams } from "./issue-params.ts";

const MAX_TITLE = 255;
const MAX_DESCRIPTION = 1_048_576;
export const MAX_NOTE = 1_000_000;

/** Throws GitLab's 400 for a blank or overlong title or description. Lengths are in characters, not UTF-16 units. */
export function validateIssue(params: IssueParams): void {
  if (params.title !== undefined) {
    if (params.title.trim() === "") throw invalidField("title", "can't be blank");
    if (characters(params.title) > MAX_TITLE) throw invalidField("title", tooLong(MAX_TITLE));
  }
  if (params.description !== undefined && params.description !== null) {
    if (characters(params.description) > MAX_DESCRIPTION) throw invalidField("description", tooLong(MAX_DESCRIPTION));
  }
}

export function tooLong(maximum: number): string {
  return `is too long (maximum is ${maximum} characters)`;
}

export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
