import { nearestWord } from "../text/nearest-word.ts";
import type { Texts } from "../texts/texts.ts";
import type { PlainDate } from "../time/types.ts";
import { COMMANDS, type Command, type Verb } from "./commands.ts";
import { plainLines } from "./plain-lines.ts";

/** What a person asked the bot for, in a line of a comment. */
export type ParsedCommand = Command | UnknownCommand;

/** A line that was meant as a command and can't be read. Its texts are a person's, not inert. */
export interface UnknownCommand {
  readonly kind: "unknown";
  /** What stands after the mention of the bot, cut when long. */
  readonly text: string;
  /** The command that was probably meant, when the word is none. */
  readonly nearest: string | null;
  /** Half a sentence that says what is wrong. */
  readonly problem: string;
}

const VERBS = Object.keys(COMMANDS) as readonly Verb[];

/** Words a slip away from a command that are none: people talk to bots. */
const SMALL_TALK: ReadonlySet<string> = new Set(["hello", "held", "more", "moved", "sent", "sand", "seen"]);
const MAX_LINE = 500;
const MAX_TEXT = 120;
/** Of one comment; each is looked for among all items. */
const MOST_COMMANDS = 50;

/**
 * Reads the commands of a comment, in order: lines of plain text (see `plainLines`) whose first word is the mention of
 * the bot, in any case, and whose next one is a command or close to one. `@bot thanks` and a mention inside a sentence
 * are talk. The first 50 count.
 *
 * `today` is the day the comment was written, in the project's zone, so that `3 Dec` means the same whenever it is read; `texts` say what is
 * wrong.
 */
export function parseCommands(
  body: string,
  botUsername: string,
  today: PlainDate,
  texts: Texts,
): readonly ParsedCommand[] {
  const name = botUsername.replace(/^@/, "").replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
  const call = new RegExp(`^@${name}(?![\\w/-]|\\.\\w)[\\s:,.!]*(?:please\\b[\\s,]*)?`, "i");
  if (!new RegExp(`@${name}`, "i").test(body)) return [];
  const found: ParsedCommand[] = [];
  for (const { start, end } of plainLines(body)) {
    if (found.length === MOST_COMMANDS) break;
    const line = body
      .slice(start, Math.min(end, start + MAX_LINE))
      .replace(/<!--(?:(?!-->)[^])*(?:-->)?/g, " ")
      .trim();
    const said = line.replace(call, "");
    const command = said === line ? null : parseLine(said, today, texts);
    if (command !== null) found.push(command);
  }
  return found;
}

function parseLine(said: string, today: PlainDate, texts: Texts): ParsedCommand | null {
  const text = said.length > MAX_TEXT ? `${said.slice(0, MAX_TEXT)}…` : said;
  const word = /^[a-z]+(?![\w@/'’-])/i.exec(said)?.[0].toLowerCase() ?? "";
  const verb = VERBS.find((one) => one === word);
  if (verb !== undefined) {
    const read = COMMANDS[verb].read(withoutCourtesy(said.slice(word.length).replace(/^[\s:]+/, "")), today, texts);
    // A row reads what its verb takes, which the compiler cannot follow through the union.
    return typeof read === "string"
      ? { kind: "unknown", text, nearest: null, problem: read }
      : ({ kind: verb, ...read } as Command);
  }
  const nearest = nearestVerb(word);
  return nearest === null ? null : { kind: "unknown", text, nearest, problem: texts.commands.noCommand({ word }) };
}

/** Without a last `please` or `thank you` and what ends the sentence. */
function withoutCourtesy(words: string): string {
  const said = words.replace(/(?<![\s.!?])[\s.!?]+$/, "");
  const courtesy = /\b(?:please|thanks|thank you)$/i.exec(said);
  return courtesy === null ? said : said.slice(0, courtesy.index).replace(/(?<![\s,])[\s,]+$/, "");
}

/** Typing errors keep the first letter; `nearestWord` alone would take `love` and `make` for commands. */
function nearestVerb(word: string): Verb | null {
  if (word.length < 3 || SMALL_TALK.has(word)) return null;
  const candidates = VERBS.filter((verb) => verb[0] === word[0] && (word.length > 4 || isOneSlip(word, verb)));
  return candidates.find((verb) => verb === nearestWord(word, candidates)) ?? null;
}

/** True when one letter is missing, too many or another, or two neighbours are swapped. */
function isOneSlip(word: string, verb: string): boolean {
  let head = 0;
  while (head < word.length && word[head] === verb[head]) head++;
  let tail = 0;
  while (tail < Math.min(word.length, verb.length) - head && word.at(-1 - tail) === verb.at(-1 - tail)) tail++;
  const [is, was] = [word.slice(head, word.length - tail), verb.slice(head, verb.length - tail)];
  return (is.length < 2 && was.length < 2) || (is.length === 2 && is === `${was[1]}${was[0]}` && was.length === 2);
}
