import type { PlainDate } from "../schedule/types.ts";
import { nearestWord } from "../text/nearest-word.ts";
import { parseDay } from "./parse-day.ts";
import { plainLines } from "./plain-lines.ts";

/** What a person asked the bot for, in a line of a comment. */
export type ParsedCommand =
  | { readonly kind: "skip" }
  | { readonly kind: "move"; readonly date: PlainDate }
  | { readonly kind: "snooze"; readonly item: string; readonly until: PlainDate }
  | { readonly kind: "drop"; readonly item: string }
  | { readonly kind: "refresh" }
  | { readonly kind: "help" }
  | UnknownCommand;

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

const VERBS = ["skip", "move", "snooze", "drop", "refresh", "help"] as const;
type Verb = (typeof VERBS)[number];

/** Words a slip away from a command that are none: people talk to bots. */
const SMALL_TALK: ReadonlySet<string> = new Set(["hello", "held", "more", "moved"]);
/** Words that could be found in many items and name none. */
const NO_ITEM = /^(?:(?:it|this|that|these|those|them|all|everything)?(?:\s*\b(?:the )?(?:item|one)s?)?)$/i;
/** What may follow a command that takes nothing. */
const NOTHING = /^(?:(?:(?:this|the)(?: (?:call|meeting|one|agenda|list|occurrence|time|week))?|it|me|now)\b ?)?$/i;
const MAX_LINE = 500;
const MAX_TEXT = 120;
/** Of one comment; each is looked for among all items. */
const MOST_COMMANDS = 50;

/**
 * Reads the commands of a comment, in order: lines of plain text (see `plainLines`) whose first word is the mention of
 * the bot, in any case, and whose next one is a command or close to one. `@bot thanks` and a mention inside a sentence
 * are talk. The first 50 count.
 *
 * `today` is the day the comment was written, in the project's zone, so that `3 Dec` means the same whenever it is read.
 */
export function parseCommands(body: string, botUsername: string, today: PlainDate): readonly ParsedCommand[] {
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
    const command = said === line ? null : parseLine(said, today);
    if (command !== null) found.push(command);
  }
  return found;
}

function parseLine(said: string, today: PlainDate): ParsedCommand | null {
  const text = said.length > MAX_TEXT ? `${said.slice(0, MAX_TEXT)}…` : said;
  const word = /^[a-z]+(?![\w@/'’-])/i.exec(said)?.[0].toLowerCase() ?? "";
  const verb = VERBS.find((one) => one === word);
  if (verb !== undefined) {
    const read = readers[verb](withoutCourtesy(said.slice(word.length).replace(/^[\s:]+/, "")), today);
    return typeof read === "string" ? { kind: "unknown", text, nearest: null, problem: read } : read;
  }
  const nearest = nearestVerb(word);
  return nearest === null ? null : { kind: "unknown", text, nearest, problem: `"${word}" is no command` };
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

/** Read what follows a command; a string is the problem. */
const readers: Readonly<Record<Verb, (rest: string, today: PlainDate) => ParsedCommand | string>> = {
  skip: (rest) => (NOTHING.test(rest) ? { kind: "skip" } : takesNothing("skip", rest)),
  refresh: (rest) => (NOTHING.test(rest) ? { kind: "refresh" } : takesNothing("refresh", rest)),
  help: (rest) => (NOTHING.test(rest) ? { kind: "help" } : takesNothing("help", rest)),
  move: (rest, today) => {
    const day = parseDay(
      rest.replace(/^(?:(?:it|this|the)(?: (?:call|meeting|one|agenda))? )?(?:to\b\s*)?/i, ""),
      today,
    );
    return day.ok ? { kind: "move", date: day.date } : day.problem;
  },
  snooze: (rest, today) => {
    const at = rest.toLowerCase().lastIndexOf("until");
    if (at < 0 || !/\suntil(?:\s|$)/i.test(` ${rest.slice(at)}`))
      return "the day is missing; write `until 2026-12-03` after the item";
    const item = unquote(rest.slice(0, at));
    const day = parseDay(rest.slice(at + "until".length), today);
    if (NO_ITEM.test(item)) return "the item is missing; write its words before `until`";
    return day.ok ? { kind: "snooze", item, until: day.date } : day.problem;
  },
  drop: (rest) => {
    const item = unquote(rest);
    return NO_ITEM.test(item) ? "the item is missing; write its words after `drop`" : { kind: "drop", item };
  },
};

function takesNothing(verb: Verb, rest: string): string {
  return `\`${verb}\` stands alone, without "${rest}"`;
}

/** Without the quotation marks or backticks around the whole. */
function unquote(text: string): string {
  const words = text.trim();
  return /^(["'`“„‘«])(.*)["'`”“’»]$/s.exec(words)?.[2]?.trim() ?? words;
}
