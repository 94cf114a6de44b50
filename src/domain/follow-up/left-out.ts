import type { Texts } from "../texts/texts.ts";

/** How much of an agenda its follow-up leaves out, since a customer should not read it. */
export interface LeftOut {
  /** Paragraphs, list items, rows, quotes. */
  readonly passages: number;
  /** Action items, with and without a box. */
  readonly items: number;
}

/**
 * What the note on a draft says of what was left out, in neutral words: customers can read it. Never which word it was or that
 * there is a list. The empty string where nothing was.
 *
 * @param bot the user name that commands are written to, or null while it is not known
 */
export function leftOutWords({ passages, items }: LeftOut, bot: string | null, { comments, format }: Texts): string {
  const parts = [
    ...(passages === 0 ? [] : [comments.passages({ count: passages })]),
    ...(items === 0 ? [] : [comments.actionItems({ count: items })]),
  ];
  if (parts.length === 0) return "";
  const said = { what: format.list(parts), count: passages + items };
  return bot === null ? comments.leftOut(said) : comments.leftOutUnless({ ...said, command: `@${bot} include` });
}

/** What the note on a draft that waits for approval says of that: it stays true once participants were told. */
export function approvalWords(bot: string | null, { comments }: Texts): string {
  return bot === null ? comments.waitsForApproval : comments.waitsForApprovalOr({ command: `@${bot} send` });
}
