import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import { COMMANDS } from "./commands.ts";
import type { UnknownCommand } from "./parse-command.ts";

/** What the bot has to say to a command that it did not carry out. */
export type CommandAnswer =
  | { readonly kind: "help" }
  | UnknownCommand
  /** No item has the words. */
  | { readonly kind: "none"; readonly words: string }
  /** More than one item has the words. */
  | { readonly kind: "several"; readonly words: string; readonly texts: readonly string[] };

const MOST_SHOWN = 5;
const MAX_LENGTH = 120;
const MAX_PROBLEM = 300;

function inert(text: string, project: OwnProject | null, maxLength = MAX_LENGTH): string {
  return makeInlineInert(text, { mentions: "quiet", project, maxLength });
}

/**
 * The text of an answer, short Markdown without the marker. It mentions nobody (the bot's own name stands in code) and
 * what people wrote is inert in it.
 */
export function answerText(answer: CommandAnswer, botUsername: string, project: OwnProject | null): string {
  const bot = `@${botUsername.replace(/^@/, "")}`;
  switch (answer.kind) {
    case "help":
      return helpText(bot);
    case "unknown": {
      const hint = answer.nearest === null ? "" : ` Did you mean \`${bot} ${answer.nearest}\`?`;
      return `I could not read “${inert(answer.text, project)}”: ${inert(answer.problem, project, MAX_PROBLEM)}.${hint} What I understand: \`${bot} help\`.`;
    }
    case "none":
      return `No open action item here fits “${inert(answer.words, project)}”. Please repeat its words as they stand in the list.`;
    case "several":
      return severalText(answer.words, answer.texts, project);
  }
}

function severalText(words: string, texts: readonly string[], project: OwnProject | null): string {
  const shown = texts.slice(0, MOST_SHOWN).map((text) => `- ${inert(text, project)}`);
  const more = texts.length > MOST_SHOWN ? [`- and ${texts.length - MOST_SHOWN} more`] : [];
  const question = `“${inert(words, project)}” fits ${texts.length} action items. Which one? Please repeat more of its words.`;
  return [question, "", ...shown, ...more].join("\n");
}

function helpText(bot: string): string {
  return [
    "What I understand, each on a line of its own that begins with my name:",
    "",
    ...Object.values(COMMANDS).map(({ usage, meaning }) => `- \`${bot} ${usage}\`: ${meaning}`),
    "",
    "For ITEM write the words of the action item, or enough of them to tell it from the others.",
  ].join("\n");
}
