import { describe, expect, it } from "vitest";
import { createMortalProcess, Killed } from "../../support/gitlab/mortal-fetch.ts";
import { settle, twice } from "./outcome.ts";
import { situations } from "./situations.ts";

/** Issues are made here, and their maker can die before it looks whether another run made one too. */
const names: ReadonlySet<string> = new Set(["the follow-up is made", "an item is to get an issue"]);

const creating = situations.filter((one) => names.has(one.name));

describe("two runs make the same issue at once and one dies before it looks", () => {
  it.each(creating)("one of both stays: $name", async ({ set, does }) => {
    const stage = await set();
    const { sandbox } = stage;
    const isCreation = (request: { readonly method: string; readonly path: string }): boolean =>
      request.method === "POST" && request.path.endsWith("/issues");
    let creations = 0;
    const remove = sandbox.beforeRequest(async (request) => {
      if (!isCreation(request)) return;
      creations += 1;
      if (creations === 1) await stage.run();
    });
    const creation = does[0] === "create-label" ? 2 : 1;
    const mortal = createMortalProcess({ request: creation, moment: "after", of: "writes" });
    await expect(mortal.live(() => stage.run({ fetch: mortal.fetch }))).rejects.toThrow(Killed);
    remove();
    expect(creations).toBe(2);
    expect(twice(stage)).toHaveLength(1);
    await settle(stage);
    expect(twice(stage)).toEqual([]);
    await stage.close();
  });
});
