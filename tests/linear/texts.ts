/** Sizes of the texts, in characters. */
export const SIZES = [32_768, 65_536, 131_072] as const;

/** What hostile texts are made of, by name. */
const CLASSES: Readonly<Record<string, string>> = {
  blanks: " ",
  tabs: "\t",
  "line breaks": "\n",
  "no-break spaces": "\u00a0",
  "<": "<",
  "<!--": "<!--",
  "[": "[",
  "(": "(",
  backticks: "`",
  "*": "*",
  _: "_",
  "@": "@",
  "#": "#",
  "|": "|",
  emoji: "😀",
  "combining marks": "\u0301",
};

/** Others that were slow once, or look as if they could be. */
const MORE: Readonly<Record<string, string>> = {
  "open markers": "<!--c:2-skm",
  markers: "<!--c:2-skm-->",
  "open links": "[a](",
  "link middles": "](",
  footnotes: "[^1]:",
  entities: "&#",
  "@ entities": "&#0",
  tildes: "~",
  "nested items": "- ",
  "nested quotes": "> ",
  backslashes: "\\",
  "escaped @": "\\@",
  addresses: "http://",
  "www addresses": "www.",
  "zero-width spaces": "\u200b",
  "wide spaces": "\u3000",
  TODO: "TODO ",
  origins: "(from #1",
  "issue words": "(from #1, issue #1",
  questions: "; to decide: ",
  digits: "7",
  "carriage returns": "\r",
  dollars: "$",
  "cadence lines": "/cadence issue\n",
  "bidi marks": "\u202a",
  families: "👨\u200d",
  ":a": ":a",
  variables: "{{a}}",
  "open variables": "{{",
  "open sections": "{{#a}}",
  commas: ", ",
  dots: ".",
  dashes: "-",
  slashes: "/",
  "json keys": '"a":',
  CDATA: "<![CDATA[",
  "tag starts": "<a ",
  "table rules": "|-",
  "HTML rows": "<tr><td>- [ ] a</td><td>@bob</td></tr>\n",
  "setext lines": "a\n=\n",
  boxes: "- [ ] a\n",
  headings: "# a\n",
  fences: "```\n",
  comments: "<!-- a -->",
  "comment lines": "<!--\n",
  "quoted boxes": "> - [ ] a\n",
  "quote fences": ">>>\n",
  letters: "a",
  words: "ab cd ",
  "wide letters": "漢",
  "and, and": " and ",
  ats: " at ",
  "marked boxes": "- [ ] a <!--c:2-skm-->\n",
  definitions: "[a]: b\n",
  "numbered items": "1. a\n",
};

/** One form of text in any size. */
export interface Form {
  readonly name: string;
  readonly text: (size: number) => string;
}

/** Remembers the texts of a form: the same ones go through every function. */
function form(name: string, make: (size: number) => string): Form {
  const known = new Map<number, string>();
  const text = (size: number): string => {
    const made = known.get(size) ?? make(size);
    if (size <= SIZES[1]) known.set(size, made);
    return made;
  };
  return { name, text };
}

function repeated(name: string, unit: string): Form {
  return form(name, (size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size));
}

function formsOf(units: Readonly<Record<string, string>>): readonly Form[] {
  return Object.entries(units).map(([name, unit]) => repeated(name, unit));
}

/** Many of one thing, each with its number. */
function numbered(make: (nth: number) => string, size: number): string {
  let text = "";
  for (let nth = 0; text.length < size; nth += 1) text += make(nth);
  return text;
}

const DEFINED: Readonly<Record<string, (size: number) => string>> = {
  "notes in notes": (size) => numbered((nth) => `[^a${nth}]: `, size),
  "notes that name notes": (size) => numbered((nth) => `[^a${nth}]: [^a${nth + 1}] [^a${nth + 2}]\n\n`, size),
  "one long note": (size) => `[^a1]: ${"word ".repeat(size / 5)}`,
  "one note of items": (size) => `[^a1]: b\n\n${"    - b\n".repeat(size / 8)}`,
  definitions: (size) => numbered((nth) => `[a${nth}]: b\n`, size),
  "one long definition": (size) => `[a1]: http://b/${"c".repeat(size)}`,
};

const USED: Readonly<Record<string, (size: number) => string>> = {
  notes: (size) => `- [ ] ${numbered((nth) => `[^a${nth}] `, size)}`,
  "items with one note": (size) => "- [ ] b [^a1]\n".repeat(size / 14),
  links: (size) => `- [ ] ${numbered((nth) => `[b][a${nth}] `, size)}`,
  "items with one link": (size) => "- [ ] [a1]\n".repeat(size / 11),
};

/** What is defined in one half of a text and used in the other: what is written out may be long, and often. */
const DEFINED_AND_USED: readonly Form[] = Object.entries(DEFINED).flatMap(([name, define]) =>
  Object.entries(USED).map(([uses, use]) =>
    form(`${name}, ${uses}`, (size) => `${define(size / 2)}\n\n${use(size / 2)}\n`),
  ),
);

export const CLASS_FORMS = formsOf(CLASSES);
export const MORE_FORMS: readonly Form[] = [...formsOf(MORE), ...DEFINED_AND_USED];
export const SINGLES: readonly Form[] = [...CLASS_FORMS, ...MORE_FORMS];

const entries = Object.entries(CLASSES);

/** Every two classes in turns, and each one before the other. */
export const PAIRS: readonly Form[] = entries.flatMap(([one, a], at) =>
  entries.flatMap(([other, b], after): readonly Form[] => {
    if (one === other) return [];
    const half = (unit: string, size: number): string => unit.repeat(size / 2 / unit.length);
    const halves = form(`${one}, then ${other}`, (size) => half(a, size) + half(b, size));
    return after < at ? [halves] : [halves, repeated(`${one} and ${other} in turns`, a + b)];
  }),
);

/** The same between other text: what stands at a line's end or begins a text is read differently. */
export function inside({ name, text }: Form): Form {
  return { name: `a…b, ${name}`, text: (size) => `a${text(size)}b` };
}

/** A sample that is the same in every run: each n-th one, from a beginning that a name decides. */
export function sample(forms: readonly Form[], count: number, seed: number): readonly Form[] {
  const step = Math.max(1, Math.floor(forms.length / count));
  return forms.filter((_, at) => at % step === seed % step);
}
