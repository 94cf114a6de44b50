import { expect, it } from "vitest";
import { asIssueIid, asProjectId } from "../../src/domain/ids.ts";
import { createOverwrittenTexts } from "../../src/queue/overwritten/overwritten-texts.ts";
import type { Head } from "../../src/queue/overwritten/types.ts";

const PROJECT = asProjectId(12);
const AT = "2026-11-24T10:00:00.000Z";
const MIB = 1024 * 1024;

/** Texts of these sizes, oldest first, as a store tells of them. */
function textsOf(mebibytes: readonly number[]) {
  const heads = new Map(
    mebibytes.map((size, at): [string, Head] => {
      const heardAt = new Date(Date.parse(AT) + at * 1000).toISOString();
      return [`${at}`, { id: `${at}`, project: String(PROJECT), iid: asIssueIid(at + 1), heardAt, bytes: size * MIB }];
    }),
  );
  return createOverwrittenTexts({
    store: {
      put: async () => undefined,
      heads: async () => [...heads.values()],
      read: async (id) => JSON.stringify({ iid: heads.get(id)?.iid, previous: "a", written: "b", at: AT }),
      remove: async (ids) => {
        for (const id of ids) heads.delete(id);
      },
    },
    clock: () => Date.parse(AT),
    onDropped: () => undefined,
  });
}

it.each<[string, readonly number[], readonly (readonly number[])[]]>([
  [
    "as many as eight mebibytes hold",
    [4, 4, 1, 7],
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["one that is larger alone, before those that follow", [9, 1, 1], [[1], [2, 3]]],
  ["one that is larger alone, after those before it", [1, 9, 1], [[1], [2], [3]]],
])("of large texts of a project are read at a time %s", async (_, mebibytes, expected) => {
  const texts = textsOf(mebibytes);
  const turns: (readonly number[])[] = [];
  for (let more = true; more; ) {
    const turn = await texts.of(PROJECT);
    turns.push(turn.texts.map(({ iid }) => iid));
    await texts.remove(turn.texts.map(({ id }) => id));
    ({ more } = turn);
  }
  expect(turns).toEqual(expected);
});
