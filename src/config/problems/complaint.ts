import type { Problem } from "../../domain/errors.ts";
import { excerpt } from "../yaml/excerpt.ts";
import { formatPath, type Path, placeName, type YamlEntry } from "../yaml/places.ts";
import type { YamlFault } from "../yaml/plain-value.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import { withoutTokens } from "./token-words.ts";

/** Something wrong at a path of a file, before its line and column are looked up. */
export interface Complaint {
  readonly path: Path;
  /** What to point at: the key itself (a typo), its value, or the map in which the key is missing. */
  readonly about: "key" | "value" | "missing";
  readonly problem: string;
  readonly allowed: readonly string[];
  readonly nearest: string | null;
}

/** Gives a complaint its place in the file and what stands there. */
export function locateComplaint(complaint: Complaint, yaml: YamlFile, file: string): Problem {
  const { path, about, problem, allowed, nearest } = complaint;
  const entry = nearestEntry(yaml, about === "missing" ? path.slice(0, -1) : path);
  const offset = about === "value" ? entry.start : (entry.key ?? entry.start);
  return problemAt({ path, offset, found: foundAt(complaint, yaml), problem, allowed, nearest }, yaml, file);
}

/** Gives a fault of the file itself its place. */
export function locateFault(fault: YamlFault, yaml: YamlFile, file: string): Problem {
  return problemAt(fault, yaml, file);
}

/** What stands in a file may be a token or a password that went astray: no message repeats it. */
function problemAt(
  { offset, path, found, problem, allowed, nearest }: YamlFault,
  yaml: YamlFile,
  file: string,
): Problem {
  return {
    file,
    ...yaml.positions(offset),
    key: withoutTokens(formatPath(path)),
    found: found === null ? null : withoutTokens(found),
    problem: withoutTokens(problem),
    allowed: allowed.map(withoutTokens),
    nearest: nearest === null ? null : withoutTokens(nearest),
  };
}

function foundAt({ path, about }: Complaint, yaml: YamlFile): string | null {
  if (about === "missing") return null;
  if (about === "key") return excerpt(String(path.at(-1) ?? ""));
  const entry = yaml.entries.get(placeName(path));
  if (entry === undefined) return null;
  const written = yaml.text.slice(entry.start, entry.end);
  // A text in a block begins in the line after its sign.
  return excerpt(withoutTokens(written.replace(/^[|>][^\n]*\n/, "")));
}

function nearestEntry(yaml: YamlFile, path: Path): YamlEntry {
  for (let length = path.length; length >= 0; length--) {
    const entry = yaml.entries.get(placeName(path.slice(0, length)));
    if (entry !== undefined) return entry;
  }
  return { key: null, start: 0, end: yaml.text.length };
}

/** Returns a complaint without a word that is near what was found. */
export function complaintOf(
  path: Path,
  problem: string,
  allowed: readonly string[],
  about: Complaint["about"] = "value",
): Complaint {
  return { path, about, problem, allowed, nearest: null };
}
