import { dirname } from "node:path";
import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

/** Folders that directly hold more files than a reader takes in at a glance, with how many. */
function tooFull(files: readonly string[], most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts].flatMap(([folder, count]) => (count > most ? [`${folder}: ${count}`] : []));
}

const filesOf = (folder: string): readonly string[] => sourcesOf([folder]).map(([file]) => file);

it.each([
  ["src", 30],
  ["workers", 10],
])("no folder of %s holds more than %i files", (folder, most) => {
  expect(filesOf(folder).length).toBeGreaterThan(most);
  expect(tooFull(filesOf(folder), most)).toEqual([]);
});

it("a folder with one file too many is found", () => {
  const files = ["a", "b", "c"].map((name) => `src/room/${name}.ts`);
  expect(tooFull([...files, "src/room/below/d.ts"], 2)).toEqual(["src/room: 3"]);
});
