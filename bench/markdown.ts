/**
 * Shows that reading and comparing Markdown takes linear time: every hostile shape is doubled up to 1 MiB, GitLab's
 * limit for a description. Run with `npx tsx bench/markdown.ts [part of a name]`; exits 1 when one of the last two
 * doublings of a shape takes more than three times as long.
 */
import { appendToSection } from "../src/domain/markdown/edit.ts";
import { parseMarkdown } from "../src/domain/markdown/parse.ts";
import type { Section } from "../src/domain/markdown/types.ts";
import { similarity } from "../src/domain/text/similarity.ts";

const limit = 1_048_576;
const sizes = [limit / 4, limit / 2, limit];
const noiseMs = 100;
const allowedRatio = 3;
const runs = 2;

type Shape = (size: number) => string;

function repeat(unit: string): Shape {
  return (size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
}

function after(start: string, unit: string, end = ""): Shape {
  return (size) => start + repeat(unit)(Math.max(0, size - start.length - end.length)) + end;
}

function nested(depth: number, marker: string, indentation: string): string {
  return Array.from({ length: depth }, (_, level) => `${indentation.repeat(level)}${marker} level\n`).join("");
}

const hundredMarkers = "- ".repeat(100);
/** Ten lines of a hundred list markers each, every line within the last item of the line before. */
const thousandDeep = Array.from({ length: 10 }, (_, line) => `${" ".repeat(200 * line)}${hundredMarkers}a\n`).join("");
const hundredOnOneLine = `${hundredMarkers}[ ] x\n`;

const shapes: Readonly<Record<string, Shape>> = {
  tasks: repeat("- [ ] task with some words #12 @jane\n"),
  "tasks, CRLF": repeat("- [x] task\r\n"),
  "tasks, lone CR": repeat("- [~] task\r"),
  "tasks with notes": repeat("- [ ] task\n\n  note\n\n      code\n\n  - plain\n    - [ ] child\n"),
  "one task, long notes": after("- [ ] task\n", "\n  note"),
  "one task, many children": after("- [ ] task\n", "  - [ ] c\n"),
  "one bullet, many tasks and texts": after("- [ ] task\n  - plain\n", "    - [ ] c\n\n    x\n"),
  "empty boxes": repeat("- [ ]\n"),
  "empty items": repeat("-\n"),
  "empty items, apart": repeat("-\n\n"),
  "lists nested 1,000 deep": repeat(nested(1_000, "- [ ]", "  ")),
  "lists nested 1,000 deep in few lines": repeat(thousandDeep),
  "lists nested 1,000 deep, then tasks": after(thousandDeep, "- [ ] a\n"),
  "lists nested 1,000 deep, then blank lines": after(thousandDeep, "\n"),
  "lists nested 1,000 deep, then lazy lines": after(thousandDeep, "a\n"),
  "lists nested 1,000 deep, then lazy bullets": after(thousandDeep, "+\n"),
  "lists nested 1,000 deep in a quote, then empty quotes": after(thousandDeep.replaceAll(/^(?=.)/gm, "> "), ">\n"),
  "lists nested ever deeper": (size) => nested(Math.floor(Math.sqrt(size)), "- [ ]", "  ").slice(0, size),
  "lists nested by tabs": (size) => nested(Math.floor(Math.sqrt(size * 2)), "-", "\t").slice(0, size),
  "bullets on one line": after("", "- ", "x"),
  "numbers on one line": after("", "1. ", "x"),
  "stars on one line": after("", "* ", "x"),
  "mixed bullets on many lines": repeat(hundredOnOneLine),
  "bullets on one line, then blank lines": after(hundredOnOneLine, "\n \n"),
  "links never closed": repeat("[a]("),
  "link definitions never closed": repeat("[a\n"),
  "link definitions": repeat("[a]: /b\n"),
  brackets: repeat("["),
  images: repeat("![a]("),
  "quotes on one line": repeat(">"),
  "quotes on one line with blanks": repeat("> "),
  "quotes before a text": after("", ">", "a"),
  "quotes, then lazy lines": after("> ".repeat(2_000), "a\n"),
  "quotes, then lazy bullets": (size) => `${"> ".repeat(size / 4)}a\n${"-\n".repeat(size / 4)}`,
  "quoted tasks in quoted tasks": (size) => "> - [ ] a\n".repeat(size / 10),
  "tasks and quotes in turn": (size) =>
    Array.from({ length: Math.floor(Math.sqrt(size / 2)) }, (_, level) => `${"  > ".repeat(level)}- [ ] a\n`)
      .join("")
      .slice(0, size),
  "fenced quotes": repeat(">>>\n"),
  "fenced quotes within each other": (size) =>
    Array.from(
      { length: Math.floor(Math.sqrt(size * 2)) - 4 },
      (_, level) => `${">".repeat(Math.floor(Math.sqrt(size * 2)) - level)}\n`,
    ).join(""),
  backticks: repeat("`"),
  "backticks in ever longer runs": (size) =>
    `- [ ] <!-- ${Array.from({ length: Math.floor(Math.sqrt(size * 2)) }, (_, length) => "`".repeat(length)).join(" ")}`,
  "backtick runs in a task": after("- [ ] <!--", "` `` ``` "),
  "comments never closed": repeat("<!--"),
  "comments never closed, in a task": after("- [ ] a", "<!--"),
  "comments never closed, in lines of a task": after("- [ ] a", "\n  b <!--"),
  "comments, in a task": after("- [ ] a", "<!-- -->"),
  "comment blocks": repeat("<!-- a -->\n"),
  "opening and closing of comments": repeat("<!-- -- > "),
  emphasis: repeat("*"),
  "emphasis with text": repeat("*a **b "),
  underscores: repeat("_a __b "),
  tables: repeat("| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
  "table rows": after("| a | b |\n|---|---|\n", "| 1 | 2 |\n"),
  "table, wide": (size) => `${"|a".repeat(size / 5)}|\n${"|-:".repeat(size / 5)}|\n`,
  "table, wide, broken": (size) => `${"|a".repeat(size / 5)}|\n${"|-:".repeat(size / 5)}|x\n`,
  "table delimiter of blanks": after("a|b\n|", " ", "x"),
  "table delimiter of dashes": after("a|b\n|-", " ", "x"),
  pipes: repeat("|"),
  "pipes in lines": repeat("|\n"),
  fences: repeat("```\n"),
  "fences of tildes in a list": repeat("- ~~~\n"),
  "fence never closed": after("```\n", "- [ ] a\n"),
  "html blocks": repeat("<div>\n"),
  "html tag never closed": after("<a", " b"),
  "html tag of blanks": after("<a", " "),
  "html attributes": after("<a", ' b = "c"'),
  "html in a task": after("- [ ] a\n\n  <pre>", "\n  <b>"),
  "blank lines": repeat("\n"),
  "blank lines with tabs": repeat("\t\n"),
  "blank lines by fifteen": repeat(`a${"\n".repeat(15)}`),
  CRLF: repeat("\r\n"),
  "lone CR": repeat("\r"),
  "one giant line": repeat("word "),
  "one giant task": after("- [ ] ", "word "),
  "one paragraph of many lines": repeat("word\n"),
  "one task of many lines": after("- [ ] a\n", "  word\n"),
  blanks: repeat(" "),
  tabs: repeat("\t"),
  "tabs before a text": after("", "\t", "a"),
  "tabs after bullets": repeat("-\t"),
  NUL: repeat("\0"),
  "setext underlines": repeat("a\n-\n"),
  "setext, one": after("a\n", "-"),
  rules: repeat("* * *\n"),
  "rule, almost": after("", "-", "x"),
  headings: repeat("# a\n"),
  "headings, ever deeper": repeat("# a\n## b\n### c\n#### d\n##### e\n###### f\n"),
  hashes: repeat("#"),
  "hashes apart": after("# a", " #", "x"),
  "front matter never closed": after("---\n", "--\n"),
  "front matter, encoding": repeat("coding:"),
  "front matter of blanks": after("", " \n", "--"),
  emoji: repeat("- [ ] 👩‍👩‍👧‍👦\n"),
};

/** Processor time, since other processes share the machine; the least of some runs, since collecting garbage does too. */
function bestOf(action: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
    if (best > 1_000) break;
  }
  return best;
}

function readAndAppend(source: string): void {
  const document = parseMarkdown(source);
  appendToSection(document, document.sections.at(-1) as Section, "- [ ] late");
}

function ratiosOf(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, at) => time / (times[at] as number));
}

function isTooSlow(times: readonly number[]): boolean {
  return ratiosOf(times)
    .slice(-2)
    .some((ratio, at) => ratio > allowedRatio && (times[at + sizes.length - 2] as number) > noiseMs);
}

/** Measures a shape, again when it looks too slow: only what is so each time counts. */
function measure(name: string, shape: Shape, action: (text: string) => unknown): boolean {
  const texts = sizes.map(shape);
  let times = texts.map((text) => bestOf(() => action(text)));
  for (let again = 0; again < 2 && isTooSlow(times); again++) {
    const others = texts.map((text) => bestOf(() => action(text)));
    times = times.map((time, at) => Math.min(time, others[at] as number));
  }
  const ratios = ratiosOf(times);
  const cells = times.map((time, at) => {
    const ratio = at === 0 ? "" : ` (${(ratios[at - 1] as number).toFixed(1)})`;
    return time.toFixed(1).padStart(8) + ratio.padEnd(8);
  });
  console.log(`${name.padEnd(56)}${cells.join("")}${isTooSlow(times) ? "TOO SLOW" : ""}`);
  return isTooSlow(times);
}

const wanted = process.argv[2] ?? "";
console.log(
  `${"ms of processor time (ratio to half the size)".padEnd(56)}${sizes.map((size) => `${size / 1024} KiB`.padStart(8).padEnd(16)).join("")}`,
);
parseMarkdown(repeat("- [ ] warm\n\n  note\n")(limit / 4));
let failures = 0;
for (const [name, shape] of Object.entries(shapes)) {
  if (name.includes(wanted) && measure(name, shape, readAndAppend)) failures++;
}
for (const name of ["tasks", "links never closed", "comments never closed", "emphasis", "blanks", "backticks"]) {
  const compare = (text: string) => similarity(text, `${text} more`);
  const title = `similarity: ${name}`;
  if (title.includes(wanted) && measure(title, shapes[name] as Shape, compare)) failures++;
}
console.log(failures === 0 ? "linear: no shape was too slow" : `${failures} shapes were too slow`);
process.exitCode = failures === 0 ? 0 : 1;
