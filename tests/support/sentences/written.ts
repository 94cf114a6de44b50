import type { Sandbox } from "../../../src/sandbox/index.ts";
import { tokensOf } from "./tokens.ts";

/** What the bot sent into the issues of a project, and the lines that people had before it did. */
export interface Gathered {
  readonly sent: readonly string[];
  readonly byPeople: readonly string[];
}

export interface Gatherer {
  /** Gathers the texts of the requests that go through it. */
  through(fetched: typeof fetch): typeof fetch;
  gathered(): Gathered;
  /** Another one that goes on from here in a copy of the project. */
  copy(sandbox: Sandbox): Gatherer;
}

interface Seen {
  readonly texts: Set<string>;
  /** Lines by their words. */
  readonly own: Set<string>;
  readonly theirs: Map<string, string>;
  readonly sent: Set<string>;
}

function textsOfBody(body: string): readonly string[] {
  const fields: unknown = JSON.parse(body);
  if (typeof fields !== "object" || fields === null) return [];
  const { title, description, body: comment } = fields as Readonly<Record<string, unknown>>;
  return [title, description, comment].filter((text) => typeof text === "string");
}

function linesOf(text: string): readonly (readonly [words: string, line: string])[] {
  return text.split(/\r\n|\n|\r/).map((line) => [
    tokensOf(line)
      .map(({ word }) => word)
      .join(" "),
    line,
  ]);
}

/** What stands in the project: a line is whose wrote it first. */
function look(sandbox: Sandbox, project: string, { texts, own, theirs }: Seen): void {
  const all = sandbox
    .issues(project)
    .flatMap(({ title, history, notes }) => [title, ...history, ...notes.map(({ body }) => body)]);
  for (const text of [...all, ...Object.values(sandbox.files(project))]) {
    if (texts.has(text)) continue;
    texts.add(text);
    for (const [words, line] of linesOf(text)) if (!own.has(words) && !theirs.has(words)) theirs.set(words, line);
  }
}

/** Tells what the bot writes from what people wrote, by who was first. */
export function gatherer(
  sandbox: Sandbox,
  project: string,
  seen: Seen = { texts: new Set(), own: new Set(), theirs: new Map(), sent: new Set() },
): Gatherer {
  return {
    through: (fetched) => (address, init) => {
      if (typeof init?.body === "string" && /\/issues\b/.test(String(address))) {
        look(sandbox, project, seen);
        for (const text of textsOfBody(init.body)) {
          seen.sent.add(text);
          seen.texts.add(text);
          for (const [words] of linesOf(text)) if (!seen.theirs.has(words)) seen.own.add(words);
        }
      }
      return fetched(address, init);
    },
    gathered: () => {
      look(sandbox, project, seen);
      return { sent: [...seen.sent], byPeople: [...seen.theirs.values()] };
    },
    copy: (other) =>
      gatherer(other, project, {
        texts: new Set(seen.texts),
        own: new Set(seen.own),
        theirs: new Map(seen.theirs),
        sent: new Set(seen.sent),
      }),
  };
}
