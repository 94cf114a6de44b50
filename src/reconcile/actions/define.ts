import type * as z from "zod/mini";
import { IssueIid } from "../../domain/ids.ts";
import type { Documents } from "./documents.ts";
import type { ActionBase, ActionKind, OnIssue, Part } from "./kind.ts";
import type { Shape } from "./schema.ts";

/** Not exported, so that the types that users see spell it out and need no zod. */
type Fields<S extends Shape> = { readonly [Key in keyof S]: z.output<S[Key]> };

/** Keys that a kind has of its own, made only when the schema is asked for, so that no call pays for them. */
type MakeShape<S extends Shape> = (documents: Documents) => S;

/** A kind of action that makes something or concerns the project. */
export function action<S extends Shape>(
  shape: MakeShape<S>,
  kind: Omit<ActionKind<NoInfer<ActionBase & Fields<S>>>, "shape">,
): ActionKind<ActionBase & Fields<S>> {
  return { ...kind, shape };
}

/** A kind of action on an issue that is there. */
export function onIssue<S extends Shape>(
  shape: MakeShape<S>,
  kind: Omit<ActionKind<NoInfer<OnIssue & Fields<S>>>, "shape">,
): ActionKind<OnIssue & Fields<S>> {
  return { ...kind, shape: (documents) => ({ iid: IssueIid, ...shape(documents) }) };
}

export function partOfIssue({ iid }: OnIssue, isFollowUp: (iid: IssueIid) => boolean): Part {
  return isFollowUp(iid) ? "follow-up" : "agenda";
}

export function numbered(iid: IssueIid | null, words: string): string {
  return iid === null ? words : `#${iid} ${words}`;
}
