import { asNoteId } from "../../../src/domain/ids.ts";
import type { GitLab, Note } from "../../../src/gitlab/port.ts";

/** A request to the port, and what went with it. */
export type Asked = readonly [name: string, ...words: readonly unknown[]];

export interface RecordedPort {
  readonly gitlab: GitLab;
  /** All that was asked of it, in order; whoever tests notes what else happened in between. */
  readonly asked: Asked[];
}

/** A port that answers as told and records what it is asked; what it was not told of is an error. */
export function recordedPort(answers: Partial<GitLab>): RecordedPort {
  const asked: Asked[] = [];
  const gitlab = new Proxy(answers, {
    get:
      (_answers, name) =>
      async (...words: readonly unknown[]) => {
        asked.push([String(name), ...words]);
        const answer: unknown = Reflect.get(answers, name);
        if (typeof answer !== "function") throw new Error(`the port was not told of ${String(name)}`);
        return answer(...words);
      },
  });
  return { gitlab: gitlab as GitLab, asked };
}

/** Answers in turn, the last one for good; errors are thrown. */
export function inTurn<Answer>(...answers: readonly (Answer | Error)[]): () => Promise<Answer> {
  const left = [...answers];
  return async () => {
    const next = left.length > 1 ? left.shift() : left[0];
    if (next === undefined) throw new Error("no answer is left");
    if (next instanceof Error) throw next;
    return next;
  };
}

/** A comment, or a line of activity where `system` says so. */
export function aNote(
  id: number,
  author: Note["author"],
  body: string,
  createdAt: string,
  more: Partial<Note> = {},
): Note {
  return { id: asNoteId(id), author, body, createdAt, updatedAt: createdAt, system: false, ...more };
}
