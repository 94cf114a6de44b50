import type { IssueIid } from "../../domain/ids.ts";
import type { NonAction } from "../model/types.ts";

/** Why an open agenda asks for a person. */
export const LEFT_OPEN = [
  "call-not-planned",
  "open-but-skipped",
  "moved-to-the-past",
  "same-moment",
  "text-is-stale",
  "agenda-not-closed",
] as const;

/** An open agenda that the configuration, or people, left behind, and what people can do about it. */
export interface LeftOpen extends NonAction {
  readonly iid: IssueIid;
  readonly text: string;
  readonly remedy: string;
}
