import type { PlainDate } from "../time/types.ts";
import { parseDay } from "./parse-day.ts";

/** Words that could be found in many items and name none. */
const NO_ITEM = /^(?:(?:it|this|that|these|those|them|all|everything)?(?:\s*\b(?:the )?(?:item|one)s?)?)$/i;
/** What may follow a command that takes nothing. */
const NOTHING = /^(?:(?:(?:this|the)(?: (?:call|meeting|one|agenda|list|occurrence|time|week))?|it|me|now)\b ?)?$/i;

/** Reads what follows a command; a string is the problem. */
type ReadCommand<T> = (rest: string, today: PlainDate) => T | string;

interface CommandRow<T> {
  /** As `help` shows it, behind the name of the bot. */
  readonly usage: string;
  readonly meaning: string;
  readonly read: ReadCommand<T>;
}

/** Every command, in the order of `help`. What it does is planned in `src/reconcile/plan/commands/comment-commands.ts`. */
export const COMMANDS = {
  skip: alone("skip", "this call does not take place"),
  move: row({
    usage: "move to 2026-12-03",
    meaning: "it takes place on that day (also `3 Dec`)",
    read: (rest, today) => {
      const day = parseDay(
        rest.replace(/^(?:(?:it|this|the)(?: (?:call|meeting|one|agenda))? )?(?:to\b\s*)?/i, ""),
        today,
      );
      return day.ok ? { date: day.date } : day.problem;
    },
  }),
  snooze: row({
    usage: "snooze ITEM until 2026-12-03",
    meaning: "no reminder of that action item before that day",
    read: (rest, today) => {
      const at = rest.toLowerCase().lastIndexOf("until");
      if (at < 0 || !/\suntil(?:\s|$)/i.test(` ${rest.slice(at)}`))
        return "the day is missing; write `until 2026-12-03` after the item";
      const item = unquote(rest.slice(0, at));
      const day = parseDay(rest.slice(at + "until".length), today);
      if (NO_ITEM.test(item)) return "the item is missing; write its words before `until`";
      return day.ok ? { item, until: day.date } : day.problem;
    },
  }),
  drop: row({
    usage: "drop ITEM",
    meaning: "that action item is no longer needed",
    read: (rest) => {
      const item = unquote(rest);
      return NO_ITEM.test(item) ? "the item is missing; write its words after `drop`" : { item };
    },
  }),
  boxes: alone("boxes", "action items of the agenda that were noted without a box get one"),
  include: alone("include", "what a draft of a follow-up left out goes into it"),
  send: alone("send", "participants are told of a draft now"),
  refresh: alone("refresh", "look again now"),
  help: alone("help", "this list"),
};

export type Verb = keyof typeof COMMANDS;
export type Command = {
  [V in Verb]: { readonly kind: V } & Readonly<Exclude<ReturnType<(typeof COMMANDS)[V]["read"]>, string>>;
}[Verb];

function row<T extends object>(one: CommandRow<T>): CommandRow<T> {
  return one;
}

function alone(verb: string, meaning: string): CommandRow<object> {
  return {
    usage: verb,
    meaning,
    read: (rest) => (NOTHING.test(rest) ? {} : `\`${verb}\` stands alone, without "${rest}"`),
  };
}

/** Without the quotation marks or backticks around the whole. */
function unquote(text: string): string {
  const words = text.trim();
  return /^(["'`“„‘«])(.*)["'`”“’»]$/s.exec(words)?.[2]?.trim() ?? words;
}
