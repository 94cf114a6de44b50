import { createPaint } from "../../src/app/terminal.ts";
import { LANGUAGES } from "../../src/domain/due-date/types.ts";
import { parseMarkdown } from "../../src/domain/markdown/parse.ts";
import { splitText } from "../../src/domain/merge/lines.ts";
import { READING, RULES, SIDES } from "../support/state/agendas.ts";
import { type ExportedFunction, isText } from "./exports.ts";
import type { Work } from "./measure.ts";

/** What stands for an argument of a type, given the hostile text. */
type Argument = (text: string) => unknown;

/** Arguments that hold the text. */
const TEXTS: Readonly<Record<string, Argument>> = {
  string: (text) => text,
  "string | null": (text) => text,
  "string | undefined": (text) => text,
  unknown: (text) => text,
  "readonly string[]": (text) => text.split("\n"),
  "readonly string[] | null": (text) => text.split("\n"),
  MarkdownDocument: (text) => parseMarkdown(text),
  "readonly MarkdownDocument[]": (text) => [parseMarkdown(text)],
  AgendaText: (text) => anAgendaText(text),
  "readonly AgendaText[]": (text) => [anAgendaText(text), anAgendaText(`${text}b`, 2)],
  Lines: (text) => splitText(text),
  Error: (text) => new Error(text),
  TemplateVariables: (text) => ({ a: text, action_items: text, customer: "b" }),
  Variables: (text) => new Proxy({}, { get: () => text, has: () => true }),
  "(path: string) => string": (text) => () => text,
  IncomingHttpHeaders: (text) => new Proxy({}, { get: () => text }),
  Buffer: (text) => Buffer.from(text),
  "readonly Buffer[]": (text) => [Buffer.from(text)],
  "readonly WantedEdit[]": (text) => [
    { id: "1-abc", text, index: 0, marked: false, from: "open", to: "done", point: 4 },
    { id: "1-abc", text, index: 1, marked: true, from: "open", to: "done", point: 4 },
  ],
  "readonly Splice[]": (text) =>
    [...text].slice(0, text.length / 8).map((_, at) => ({ start: at, end: at, text: "b" })),
};

/** Arguments that go with it. */
const OTHERS: Readonly<Record<string, Argument>> = {
  "?": () => undefined,
  number: () => 1,
  IssueIid: () => 1,
  "IssueIid | null": () => 1,
  "number | null": () => 1,
  boolean: () => true,
  PlainDate: () => "2026-12-01",
  "PlainDate | null": () => "2026-12-01",
  "PlainDate | undefined": () => "2026-12-01",
  PlainTime: () => "10:00",
  Instant: () => "2026-12-01T09:00:00Z",
  Paint: () => createPaint(false),
  CarryRules: () => RULES,
  Sides: () => SIDES,
  BoxState: () => "done",
  DateReading: () => READING,
  DueWord: () => ({ languages: LANGUAGES, kind: "names" }),
  Allowed: () => ({ notifies: "nobody", project: null }),
  InertOptions: () => ({ mentions: "quiet" }),
  InlineOptions: () => ({ mentions: "quiet" }),
  LinkFacts: () => ({
    agenda: 1,
    project: { url: "https://gitlab.example.com/a/b", path: "a/b" },
    issueTitles: new Map([[1, "a"]]),
  }),
  HolidayCalendar: () => () => null,
  "OwnProject | null": () => null,
  "Partial<IssueMarker>": () => ({ body: "abc" }),
  "readonly CarriedItem[]": () => [],
  Range: (text) => ({ start: 0, end: text.length }),
  "ReadonlySet<string>": () => new Set(),
  "readonly Language[]": () => LANGUAGES,
  WordMemory: () => ({ end: 0, urlStart: 0, urlEnd: 0 }),
  Dollars: () => ({ outside: false, inCode: false }),
  Place: () => ({
    mentions: "quiet",
    as: "text",
    firstLine: "start",
    atMargin: true,
    item: { opensLabel: true, hasBackticks: true },
    tags: "drop",
    escapeDollars: true,
  }),
  Fence: () => ({ indent: "", marks: "```", info: "" }),
  "(text: string) => Read<T>": () => (text: string) => ({ ok: true, value: text }),
};

function anAgendaText(description: string, iid = 1): unknown {
  return { iid, date: "2026-11-24", description, confidential: false, byBot: true };
}

/** A call of a function, and what it is given in words. */
export interface Call {
  readonly name: string;
  readonly work: Work;
}

/**
 * The calls of a function whose arguments are all of known types: with the text in every place that takes one, a little
 * different in each, and with the text in one place alone. Null where a type is not known.
 */
export function callsByType({ parameters, run }: ExportedFunction): readonly Call[] | null {
  if (!parameters.every((type) => type in TEXTS || type in OTHERS)) return null;
  const places = parameters.flatMap((type, at) => (type in TEXTS ? [at] : []));
  if (places.length === 0) return null;
  const give = (text: string, only: number | null): readonly unknown[] =>
    parameters.map((type, at) => {
      const argument = TEXTS[type] ?? OTHERS[type];
      const own = only === null ? `${text}${at === 0 ? "" : "b".repeat(at)}` : only === at ? text : "a";
      return argument?.(type in TEXTS ? own : text);
    });
  const texts = places.filter((at) => isText(parameters[at] ?? ""));
  const everywhere = { name: "", work: (text: string) => run(...give(text, null)) };
  if (places.length === 1) return [everywhere];
  return [
    everywhere,
    ...texts.map((at) => ({ name: `argument ${at + 1}`, work: (text: string) => run(...give(text, at)) })),
  ];
}
