import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GOLDEN_STORIES, live } from "./stories.ts";
import { told } from "./told.ts";

const WRITTEN = new URL("written/", import.meta.url);

describe("files without profile and calls give byte for byte what they gave before these keys came", () => {
  it.each(GOLDEN_STORIES.map((story) => [story.name, story] as const))("%s", async (name, story) => {
    const stage = await live(story);
    try {
      expect(told(stage)).toBe(readFileSync(new URL(`${name}.md`, WRITTEN), "utf8"));
    } finally {
      await stage.sandbox.close();
    }
  });

  it("each written file has its story, and none uses the new keys", () => {
    expect(readdirSync(WRITTEN).sort()).toEqual(GOLDEN_STORIES.map(({ name }) => `${name}.md`).sort());
    const files = GOLDEN_STORIES.map(({ configuration }) => configuration);
    expect(files.filter((text) => /^\s*(?:profile|calls):/m.test(text))).toEqual([]);
  });
});
