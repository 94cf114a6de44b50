import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { ROOT } from "../../.ci/build/root.ts";

/** One change of the source, and where it is made. */
export interface Mutant {
  /** Known to the switch in the instrumented source. */
  readonly id: string;
  readonly file: string;
  readonly mutator: string;
  /** Counted from 1. */
  readonly line: number;
  readonly lineText: string;
  /** What stands there and what stands there instead, on one line each and cut. */
  readonly change: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** Source with a switch for each mutant, by file. */
  readonly sources: ReadonlyMap<string, string>;
}

const LONGEST_SIDE = 90;
const silent = () => undefined;
const off = () => false;
const LOGGER = {
  isTraceEnabled: off,
  isDebugEnabled: off,
  isInfoEnabled: off,
  isWarnEnabled: off,
  isErrorEnabled: off,
  isFatalEnabled: off,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** What of Babel's paths is looked at here. */
interface Path {
  readonly node: Node;
  readonly key?: string | number | null;
  readonly listKey?: string;
  readonly parent?: Node;
}

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
}

/** Words are left out where people alone read them: what is told the log, the sentence of a reason, what a schema says of a field. */
function whyLeftOut({ key, listKey, parent }: Path): string | undefined {
  if (listKey !== "arguments" || parent?.callee === undefined) return undefined;
  const { callee } = parent;
  if (callee.name === "reason" && key === 1) return "the sentence of a reason";
  if ((callee.name === "about" && key === 0) || callee.property?.name === "describe")
    return "what a schema says of a field";
  const owner = callee.object?.property?.name ?? callee.object?.name;
  return owner === "log" ? "told the log" : undefined;
}

const oneLine = (code: string): string => {
  const text = code.replace(/\s+/g, " ").trim();
  return text.length > LONGEST_SIDE ? `${text.slice(0, LONGEST_SIDE - 1)}…` : text;
};

/** Returns all mutants of the files and their sources with switches. The order, and so the ids, follow the files'. */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
  const result = await new Instrumenter(LOGGER).instrument(
    [...texts].map(([name, content]) => ({ name, content, mutate: true })),
    {
      plugins: null,
      excludedMutations: [],
      ignorers: [{ shouldIgnore: (path) => whyLeftOut(path as Path) }],
    },
  );
  const mutants = result.mutants
    .filter(({ status }) => status === undefined)
    .map(({ id, fileName, mutatorName, replacement, location: { start, end } }): Mutant => {
      const lines = (texts.get(fileName) ?? "").split("\n").slice(start.line, end.line + 1);
      const original = lines
        .map((text, at) => text.slice(at === 0 ? start.column : 0, at === lines.length - 1 ? end.column : undefined))
        .join("\n");
      return {
        id,
        file: fileName,
        mutator: mutatorName,
        line: start.line + 1,
        lineText: (lines[0] ?? "").trim(),
        change: `${oneLine(original)} → ${oneLine(replacement)}`,
      };
    });
  return { mutants, sources: new Map(result.files.map(({ name, content }) => [name, content])) };
}
