import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { exampleOf } from "../../../bench/pictures/example.ts";
import { scenes } from "../../../bench/pictures/scenes.ts";

const EXAMPLES = new URL("../../../docs/examples/", import.meta.url);

it.each(scenes().map((scene) => [scene.name, scene] as const))(
  "docs/examples/%s.md is what the product writes; npm run pictures makes it anew",
  (name, scene) => {
    expect(readFileSync(new URL(`${name}.md`, EXAMPLES), "utf8")).toBe(exampleOf(scene));
  },
);

it("no example is left of a scene that is gone", () => {
  const names = scenes().map(({ name }) => `${name}.md`);
  expect(readdirSync(EXAMPLES).filter((file) => file !== "README.md" && !names.includes(file))).toEqual([]);
});
