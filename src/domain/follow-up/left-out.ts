import { plural } from "../text/plural.ts";

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
export function leftOutWords({ passages, items }: LeftOut, bot: string | null): string {
  const parts = [
    ...(passages === 0 ? [] : [`${plural(passages, "passage")} of the recap`]),
    ...(items === 0 ? [] : [plural(items, "action item")]),
  ];
  if (parts.length === 0) return "";
  const isOne = passages + items === 1;
  const said = `${parts.join(" and ")} ${isOne ? "was" : "were"} left out`;
  return bot === null ? `${said}.` : `${said}; \`@${bot} include\` adds ${isOne ? "it" : "them"}.`;
}

/** What the note on a draft that waits for approval says of that: it stays true once participants were told. */
export function approvalWords(bot: string | null): string {
  const orSays = bot === null ? "" : `, or a comment \`@${bot} send\``;
  return `Participants are told once the account team approves this draft: a 👍 on it${orSays}.`;
}
