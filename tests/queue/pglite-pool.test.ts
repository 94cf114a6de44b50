import type { PGlite } from "@electric-sql/pglite";
import { describe, expect, it } from "vitest";
import { poolOver } from "../../src/queue/backends/pglite-pool.ts";

/** A database that answers questions and notes them; one that it is told to, with an error. */
function databaseOf(failures: Readonly<Record<string, Error>>) {
  const asked: string[] = [];
  const query = async (text: string) => {
    asked.push(text);
    await Promise.resolve();
    const error = failures[text];
    if (error !== undefined) throw error;
    return { rows: [{ text }], affectedRows: 0 };
  };
  return { asked, database: { query } as unknown as PGlite };
}

const panic = Object.assign(new Error("could not write to log file: No space left on device"), { severity: "PANIC" });

describe("a database in this process", () => {
  it.each([
    ["a PANIC", panic],
    ["one that says FATAL", Object.assign(new Error("terminating"), { severity: "FATAL" })],
    ["a trap of WebAssembly", new Error("unreachable")],
    ["an abort", new Error("Aborted(). Build with -sASSERTIONS for more info.")],
  ])("is asked nothing more after %s, not even what waits already", async (_what, error) => {
    const { asked, database } = databaseOf({ broken: error });
    const ends: unknown[] = [];
    const pool = poolOver(database, (cause) => void ends.push(cause));
    const all = ["one", "broken", "two", "three"].map((text) => pool.query(text, []));
    const settled = await Promise.allSettled([...all, pool.query("four", [])]);
    expect(settled.map(({ status }) => status === "fulfilled")).toEqual([true, false, false, false, false]);
    expect([asked, ends]).toEqual([["one", "broken"], [error]]);
  });

  it("goes on after an error of a question, in the order in which it is asked", async () => {
    const { asked, database } = databaseOf({ wrong: Object.assign(new Error("syntax error"), { severity: "ERROR" }) });
    const pool = poolOver(database, () => expect.unreachable());
    await Promise.allSettled(["one", "wrong", "two"].map((text) => pool.query(text, [])));
    expect(asked).toEqual(["one", "wrong", "two"]);
  });
});
