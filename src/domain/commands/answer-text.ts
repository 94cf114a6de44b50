import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
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
export function answerText(
  answer: CommandAnswer,
  botUsername: string,
  project: OwnProject | null,
  { commands }: Texts,
): string {
  const bot = `@${botUsername.replace(/^@/, "")}`;
  switch (answer.kind) {
    case "help":
      return helpText(bot, commands);
    case "unknown": {
      const { text, problem, nearest } = answer;
      const said = { text: inert(text, project), problem: inert(problem, project, MAX_PROBLEM) };
      const hint = nearest === null ? [] : [commands.didYouMean({ command: `${bot} ${nearest}` })];
      return [commands.notRead(said), ...hint, commands.askHelp({ command: `${bot} help` })].join(" ");
    }
    case "none":
      return commands.noSuchItem({ words: inert(answer.words, project) });
    case "several":
      return severalText(answer.words, answer.texts, project, commands);
  }
}

function severalText(
  words: string,
  texts: readonly string[],
  project: OwnProject | null,
  commands: Texts["commands"],
): string {
  const shown = texts.slice(0, MOST_SHOWN).map((text) => `- ${inert(text, project)}`);
  const more = texts.length > MOST_SHOWN ? [`- ${commands.andMore({ count: texts.length - MOST_SHOWN })}`] : [];
  const question = commands.severalItems({ words: inert(words, project), count: texts.length });
  return [question, "", ...shown, ...more].join("\n");
}

function helpText(bot: string, commands: Texts["commands"]): string {
  const lines = Object.values(COMMANDS).map(({ usage, meaning }) =>
    commands.helpLine({ usage: `${bot} ${usage(commands)}`, meaning: meaning(commands) }),
  );
  return [commands.helpHead, "", ...lines, "", commands.helpItem].join("\n");
}
