import * as z from "zod/mini";

declare const THING: unique symbol;
/** Spelled out instead of inferred from zod, so that the types that users of the library see need no zod. */
type Numbered<Thing extends string> = number & { readonly [THING]: Thing };

/** The number of a project in its GitLab; it outlives renaming. */
export type ProjectId = Numbered<"project">;
/** The number of an issue, or of another work item, within its project: the 7 of `#7`. */
export type IssueIid = Numbered<"issue">;
/** The number of a merge request within its project: the 7 of `!7`. */
export type MergeRequestIid = Numbered<"merge request">;
/** The number of a comment, or of a line of activity, in its GitLab. */
export type NoteId = Numbered<"note">;

/**
 * One number is not taken for another: each is made where an answer, a webhook or a stored text is parsed. Whole is all that
 * is asked here, as it was of what is stored; borders that ask for more add it.
 */
const whole = <Id extends number>() => z.int() as z.ZodMiniType as z.ZodMiniType<Id, number>;

/** @internal */
export const ProjectId = whole<ProjectId>();
/** @internal */
export const IssueIid = whole<IssueIid>();
/** @internal */
export const MergeRequestIid = whole<MergeRequestIid>();
/** @internal */
export const NoteId = whole<NoteId>();

/** Each takes a number for what it is known to be: read of a text by a pattern, or by which our own code wrote it. */
export const asProjectId = (number: number): ProjectId => number as ProjectId;
export const asIssueIid = (number: number): IssueIid => number as IssueIid;
export const asNoteId = (number: number): NoteId => number as NoteId;
