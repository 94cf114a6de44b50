import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "../build/root.ts";
import type { Pattern } from "./read-patterns.ts";

/** Patterns in which nothing wrong was found, kept from run to run: to judge one anew takes a tenth of a second. */
export interface Judged {
  has(pattern: Pattern): boolean;
  add(pattern: Pattern): void;
  /** Keeps those that were asked for or added; of others the sources hold none any more. */
  keep(): void;
}

const FILE = join(ROOT, "node_modules", ".cache", "cadence-patterns.json");

/** `rules` names what they were judged by, besides the version of recheck: another name, and all are judged anew. */
export function openJudged(rules: string): Judged {
  const { version } = createRequire(import.meta.url)("recheck/package.json") as { readonly version: string };
  const nameOf = ({ source, flags }: Pattern): string =>
    createHash("sha256")
      .update(JSON.stringify([version, rules, process.version, source, flags]))
      .digest("base64url");
  const before = new Set(read());
  const now = new Set<string>();
  return {
    has(pattern) {
      const name = nameOf(pattern);
      if (before.has(name)) now.add(name);
      return before.has(name);
    },
    add: (pattern) => void now.add(nameOf(pattern)),
    keep() {
      mkdirSync(dirname(FILE), { recursive: true });
      writeFileSync(FILE, JSON.stringify([...now]));
    },
  };
}

function read(): readonly string[] {
  try {
    return JSON.parse(readFileSync(FILE, "utf8"));
  } catch {
    return [];
  }
}
