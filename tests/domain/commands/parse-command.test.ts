import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ParsedCommand, parseCommands } from "../../../src/domain/commands/parse-command.ts";
import { processorTime } from "../../support/processor-time.ts";
import { EN } from "../../support/texts.ts";

const TODAY = "2026-11-22";
const parse = (body: string): readonly ParsedCommand[] => parseCommands(body, "cadence-bot", TODAY, EN);
const kinds = (body: string): readonly string[] => parse(body).map(({ kind }) => kind);

const read: readonly (readonly [line: string, command: ParsedCommand])[] = [
  ["@cadence-bot skip", { kind: "skip" }],
  ["@Cadence-Bot: SKIP", { kind: "skip" }],
  ["   @cadence-bot, please skip this call, thanks!", { kind: "skip" }],
  ["@cadence-bot please, skip.", { kind: "skip" }],
  ["@cadence-bot skip <!-- holidays -->", { kind: "skip" }],
  ["@cadence-bot refresh please", { kind: "refresh" }],
  ["@cadence-bot refresh the agenda", { kind: "refresh" }],
  ["@cadence-bot help?", { kind: "help" }],
  ["@cadence-bot help me", { kind: "help" }],
  ["@cadence-bot move to 2026-12-03", { kind: "move", date: "2026-12-03" }],
  ["@cadence-bot move: 3 Dec", { kind: "move", date: "2026-12-03" }],
  ["@cadence-bot Move the call to Thu 3 December 2026.", { kind: "move", date: "2026-12-03" }],
  ["@cadence-bot move this to 5 jan", { kind: "move", date: "2027-01-05" }],
  ["@cadence-bot move it to 3rd Dec please", { kind: "move", date: "2026-12-03" }],
  ["@cadence-bot drop 12-k3f", { kind: "drop", item: "12-k3f" }],
  ['@cadence-bot drop "send the diagram"', { kind: "drop", item: "send the diagram" }],
  ["@cadence-bot drop: `send` the diagram, please", { kind: "drop", item: "`send` the diagram" }],
  ["@cadence-bot drop it works on my machine", { kind: "drop", item: "it works on my machine" }],
  ["@cadence-bot snooze 12-k3f until 2026-12-03", { kind: "snooze", item: "12-k3f", until: "2026-12-03" }],
  [
    "@cadence-bot snooze wait until Monday until 3 Dec",
    { kind: "snooze", item: "wait until Monday", until: "2026-12-03" },
  ],
  ["@cadence-bot Snooze “the Diagram” UNTIL 3 Dec.", { kind: "snooze", item: "the Diagram", until: "2026-12-03" }],
];

describe("commands", () => {
  for (const [line, command] of read) {
    it(line, () => {
      expect(parse(line)).toEqual([command]);
      expect(parse(`Hello all,\n${line}\nBye`)).toEqual([command]);
      expect(parse(`Hello\r\n\r\n${line}\r\n`)).toEqual([command]);
    });
  }

  it("several of one comment come in order", () => {
    expect(kinds("@cadence-bot skip\n@cadence-bot refresh\n\n@cadence-bot help")).toEqual(["skip", "refresh", "help"]);
  });

  it("the name may be given with its sign, and counts as it stands", () => {
    expect(parseCommands("@a.b skip", "@a.b", TODAY, EN)).toEqual([{ kind: "skip" }]);
    expect(parseCommands("@axb skip", "a.b", TODAY, EN)).toEqual([]);
  });
});

describe("lines that were meant as commands", () => {
  const rows: readonly (readonly [line: string, nearest: string | null, problem: string])[] = [
    ["@cadence-bot skpi", "skip", '"skpi" is no command'],
    ["@cadence-bot skp this", "skip", '"skp" is no command'],
    ["@cadence-bot snoze x until 3 Dec", "snooze", '"snoze" is no command'],
    ["@cadence-bot mvoe to 3 Dec", "move", '"mvoe" is no command'],
    ["@cadence-bot hlep", "help", '"hlep" is no command'],
    ["@cadence-bot Refrsh!", "refresh", '"refrsh" is no command'],
    ["@cadence-bot dropp 12-k3f", "drop", '"dropp" is no command'],
    ["@cadence-bot skip to the end", null, '`skip` stands alone, without "to the end"'],
    ["@cadence-bot skip next call", null, '`skip` stands alone, without "next call"'],
    ["@cadence-bot refresh cache", null, '`refresh` stands alone, without "cache"'],
    ["@cadence-bot help wanted", null, '`help` stands alone, without "wanted"'],
    ["@cadence-bot move", null, "the day is missing; write it as 2026-12-03 or 3 Dec 2026"],
    ["@cadence-bot move to", null, "the day is missing; write it as 2026-12-03 or 3 Dec 2026"],
    [
      "@cadence-bot move to 03/04",
      null,
      "03/04 can be read in more than one way; write it as 2026-12-03 or 3 Dec 2026",
    ],
    ["@cadence-bot move to Tuesday", null, 'expected a day such as 2026-12-03 or 3 Dec 2026, not "Tuesday"'],
    ["@cadence-bot move to 2026-11-01", null, "Sun 1 Nov 2026 is over"],
    ["@cadence-bot snooze the diagram", null, "the day is missing; write `until 2026-12-03` after the item"],
    ["@cadence-bot snooze untilities", null, "the day is missing; write `until 2026-12-03` after the item"],
    ["@cadence-bot snooze until 3 Dec", null, "the item is missing; write its words before `until`"],
    ["@cadence-bot snooze it until 3 Dec", null, "the item is missing; write its words before `until`"],
    ["@cadence-bot snooze the diagram until", null, "the day is missing; write it as 2026-12-03 or 3 Dec 2026"],
    ["@cadence-bot drop", null, "the item is missing; write its words after `drop`"],
    ["@cadence-bot drop it", null, "the item is missing; write its words after `drop`"],
    ["@cadence-bot drop that one", null, "the item is missing; write its words after `drop`"],
    ["@cadence-bot drop all items", null, "the item is missing; write its words after `drop`"],
    ['@cadence-bot drop ""', null, "the item is missing; write its words after `drop`"],
  ];
  for (const [line, nearest, problem] of rows) {
    it(line, () => {
      expect(parse(line)).toEqual([{ kind: "unknown", text: line.slice("@cadence-bot ".length), nearest, problem }]);
    });
  }

  it("a long one is cut", () => {
    const [command] = parse(`@cadence-bot skip ${"x".repeat(1_000)}`);
    expect(command?.kind === "unknown" && command.text).toBe(`skip ${"x".repeat(115)}…`);
  });
});

describe("talk", () => {
  const talk: readonly string[] = [
    "",
    "no mention",
    "@cadence-bot",
    "@cadence-bot thanks",
    "@cadence-bot hello",
    "@cadence-bot hi",
    "@cadence-bot love it",
    "@cadence-bot make sure that we meet",
    "@cadence-bot done",
    "@cadence-bot more of that",
    "@cadence-bot moved, great",
    "@cadence-bot skip-level meeting",
    "@cadence-bot skip's off",
    "@cadence-bot 'skip'",
    "ask @cadence-bot skip",
    "please @cadence-bot skip",
    "@cadence-bot2 skip",
    "@cadence-bot-x skip",
    "@cadence-bot.x skip",
    "@cadence-bot/team skip",
    "@cadence-botskip",
    "@cadence skip",
    "cadence-bot skip",
    "\\@cadence-bot skip",
    "`@cadence-bot skip`",
    "`some\n@cadence-bot skip\ncode`",
    "``some ` more\n@cadence-bot skip\ncode``",
    "```\n@cadence-bot skip\n```",
    "~~~\n@cadence-bot skip",
    "    @cadence-bot skip",
    "> @cadence-bot skip",
    "> quoted\n@cadence-bot skip",
    ">>>\n@cadence-bot skip\n>>>",
    "<!-- hidden\n@cadence-bot skip\n-->",
    "text <!-- hidden\n@cadence-bot skip\n-->",
    "<div>\n@cadence-bot skip\n</div>",
    "# @cadence-bot skip",
    "- @cadence-bot skip",
    "| @cadence-bot skip |\n| --- |",
  ];
  for (const body of talk) it(JSON.stringify(body), () => expect(parse(body)).toEqual([]));

  const plain: readonly string[] = [
    "an open ` backtick\n@cadence-bot skip",
    "an escaped \\` backtick\n@cadence-bot skip ",
    "`code` and ``code``\n@cadence-bot skip",
    "an escaped \\` backtick\n@cadence-bot skip\n``",
    "an open <!-- comment\n@cadence-bot skip",
    "<!-- closed --> comment\n@cadence-bot skip",
    "`code`, `code\nthat ends` and\n@cadence-bot skip\n`code`",
    "```\ncode\n```\n@cadence-bot skip",
  ];
  for (const body of plain) it(`but ${JSON.stringify(body)}`, () => expect(kinds(body)).toEqual(["skip"]));
});

describe("any comment", () => {
  it("is read without throwing, the same whatever the case of the name", () => {
    const words = fc.constantFrom(
      "@cadence-bot ",
      "skip",
      "move to ",
      "3 Dec",
      "until",
      "`",
      "\n",
      "<!--",
      "-->",
      "> ",
      " x",
      "\\",
      "\r",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
        const body = parts.join("");
        expect(kinds(body)).toEqual(kinds(body.replaceAll("@cadence-bot", "@CADENCE-bot")));
      }),
    );
  });

  it("is read in linear time", () => {
    const passed = processorTime();
    for (const piece of [
      "`",
      "`` ` ",
      "<!--",
      "@cadence-bot skip ",
      "@cadence-bot x\n",
      "\\",
      "<!-- x -->\n",
      "a\n`",
    ]) {
      parse(`@cadence-bot x\n${piece.repeat(500_000 / piece.length)}`);
    }
    expect(passed()).toBeLessThan(12_000);
  });
});
