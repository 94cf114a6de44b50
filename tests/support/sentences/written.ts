import type { Sandbox } from "../../../src/sandbox/index.ts";
import { tokensOf } from "./tokens.ts";

/** What was sent into the issues of the projects, and the lines that people had before it was. */
export interface Gathered {
  readonly sent: readonly string[];
  readonly byPeople: readonly string[];
}

export interface Gatherer {
  gathered(): Gathered;
  /** Another one that goes on from here in a copy of the sandbox. */
  copy(sandbox: Sandbox): Gatherer;
}

interface Seen {
  /** As requests name them. */
  readonly projects: Set<string>;
  readonly texts: Set<string>;
  /** Lines by their words. */
  readonly own: Set<string>;
  readonly theirs: Map<string, string>;
  readonly sent: Set<string>;
}

type Request = Parameters<Parameters<Sandbox["beforeRequest"]>[0]>[0];

function textsOf({ title, description, body }: Request["body"]): readonly string[] {
  return [title, description, body].filter((text) => typeof text === "string");
}

/** The lines of a text, and each with the one below it: an item may go on there. */
function linesOf(text: string): readonly (readonly [words: string, line: string])[] {
  const lines = text.split(/\r\n|\n|\r/);
  const pairs = lines.flatMap((line, at) => (line.trim() === "" || at === 0 ? [] : [`${lines[at - 1]} ${line}`]));
  return [...lines, ...pairs].map((line) => [
    tokensOf(line)
      .map(({ word }) => word)
      .join(" "),
    line,
  ]);
}

/** The texts of its files; none of a project into which nobody has pushed, which has no branch. */
function filesOf(sandbox: Sandbox, project: string): readonly string[] {
  try {
    return Object.values(sandbox.files(project));
  } catch (error) {
    if (error instanceof Error && error.message === "sandbox: no branch HEAD") return [];
    throw error;
  }
}

/** What stands in the projects: a line is whose wrote it first. */
function look(sandbox: Sandbox, { projects, texts, own, theirs }: Seen): void {
  for (const project of projects) {
    const issues = sandbox
      .issues(project)
      .flatMap(({ title, history, notes }) => [title, ...history, ...notes.map(({ body }) => body)]);
    for (const text of [...issues, ...filesOf(sandbox, project)]) {
      if (texts.has(text)) continue;
      texts.add(text);
      for (const [words, line] of linesOf(text)) if (!own.has(words) && !theirs.has(words)) theirs.set(words, line);
    }
  }
}

function gather(sandbox: Sandbox, { path, body, write }: Request, seen: Seen): void {
  const [, project] = /^\/projects\/([^/]+)\/issues\b/.exec(path) ?? [];
  if (!write || project === undefined) return;
  seen.projects.add(decodeURIComponent(project));
  look(sandbox, seen);
  for (const text of textsOf(body)) {
    seen.sent.add(text);
    seen.texts.add(text);
    for (const [words] of linesOf(text)) if (!seen.theirs.has(words)) seen.own.add(words);
  }
}

function gathererOf(sandbox: Sandbox, seen: Seen): Gatherer {
  sandbox.beforeRequest((request) => gather(sandbox, request, seen));
  return {
    gathered: () => {
      look(sandbox, seen);
      return { sent: [...seen.sent], byPeople: [...seen.theirs.values()] };
    },
    copy: (other) =>
      gathererOf(other, {
        projects: new Set(seen.projects),
        texts: new Set(seen.texts),
        own: new Set(seen.own),
        theirs: new Map(seen.theirs),
        sent: new Set(seen.sent),
      }),
  };
}

/** For stories so long that looking before each of their requests takes longer than they do. */
export function nothingGathered(): Gatherer {
  const gatherer: Gatherer = { gathered: () => ({ sent: [], byPeople: [] }), copy: () => gatherer };
  return gatherer;
}

/** Tells what is sent from what people wrote, by who was first; people write without requests. Other words count as theirs. */
export function gatherer(sandbox: Sandbox, project: string, others: readonly string[] = []): Gatherer {
  const theirs = new Map(others.flatMap(linesOf));
  return gathererOf(sandbox, {
    projects: new Set([project]),
    texts: new Set(),
    own: new Set(),
    theirs,
    sent: new Set(),
  });
}
