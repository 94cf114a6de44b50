import type { Texts } from "../texts/texts.ts";
import type { PlainDate } from "../time/types.ts";
import { dayProblem, parseDay } from "./parse-day.ts";

/** Words that could be found in many items and name none. */
const NO_ITEM = /^(?:(?:it|this|that|these|those|them|all|everything)?(?:\s*\b(?:the )?(?:item|one)s?)?)$/i;
/** What may follow a command that takes nothing. */
const NOTHING = /^(?:(?:(?:this|the)(?: (?:call|meeting|one|agenda|list|occurrence|time|week))?|it|me|now)\b ?)?$/i;

/** Reads what follows a command; a string is the problem. */
type ReadCommand<T> = (rest: string, today: PlainDate, texts: Texts) => T | string;

type CommandTexts = Texts["commands"];

interface CommandRow<T> {
  /** As `help` shows it, behind the name of the bot. */
  readonly usage: (texts: CommandTexts) => string;
  readonly meaning: (texts: CommandTexts) => string;
  readonly read: ReadCommand<T>;
}

/** Every command, in the order of `help`. What it does is planned in `src/reconcile/plan/commands/comment-commands.ts`. */
export const COMMANDS = {
  skip: alone("skip", ({ meansSkip }) => meansSkip),
  move: row({
    usage: ({ usesMove }) => usesMove,
    meaning: ({ meansMove }) => meansMove,
    read: (rest, today, texts) => {
      const day = parseDay(
        rest.replace(/^(?:(?:it|this|the)(?: (?:call|meeting|one|agenda))? )?(?:to\b\s*)?/i, ""),
        today,
      );
      return day.ok ? { date: day.date } : dayProblem(day.problem, texts);
    },
  }),
  snooze: row({
    usage: ({ usesSnooze }) => usesSnooze,
    meaning: ({ meansSnooze }) => meansSnooze,
    read: (rest, today, texts) => {
      const { dayAfterItemMissing, itemBeforeUntilMissing } = texts.commands;
      const at = rest.toLowerCase().lastIndexOf("until");
      if (at < 0 || !/\suntil(?:\s|$)/i.test(` ${rest.slice(at)}`)) return dayAfterItemMissing;
      const item = unquote(rest.slice(0, at));
      const day = parseDay(rest.slice(at + "until".length), today);
      if (NO_ITEM.test(item)) return itemBeforeUntilMissing;
      return day.ok ? { item, until: day.date } : dayProblem(day.problem, texts);
    },
  }),
  drop: row({
    usage: ({ usesDrop }) => usesDrop,
    meaning: ({ meansDrop }) => meansDrop,
    read: (rest, _today, { commands }) => {
      const item = unquote(rest);
      return NO_ITEM.test(item) ? commands.itemAfterDropMissing : { item };
    },
  }),
  boxes: alone("boxes", ({ meansBoxes }) => meansBoxes),
  include: alone("include", ({ meansInclude }) => meansInclude),
  send: alone("send", ({ meansSend }) => meansSend),
  refresh: alone("refresh", ({ meansRefresh }) => meansRefresh),
  help: alone("help", ({ meansHelp }) => meansHelp),
};

export type Verb = keyof typeof COMMANDS;
export type Command = {
  [V in Verb]: { readonly kind: V } & Readonly<Exclude<ReturnType<(typeof COMMANDS)[V]["read"]>, string>>;
}[Verb];

function row<T extends object>(one: CommandRow<T>): CommandRow<T> {
  return one;
}

function alone(verb: string, meaning: CommandRow<object>["meaning"]): CommandRow<object> {
  return {
    usage: () => verb,
    meaning,
    read: (rest, _today, { commands }) => (NOTHING.test(rest) ? {} : commands.standsAlone({ verb, rest })),
  };
}

/** Without the quotation marks or backticks around the whole. */
function unquote(text: string): string {
  const words = text.trim();
  return /^(["'`“„‘«])(.*)["'`”“’»]$/s.exec(words)?.[2]?.trim() ?? words;
}
