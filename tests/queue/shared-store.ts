import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Backend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import type { SharedStore } from "../../src/queue/store/types.ts";
import { forgetPrefix } from "../support/servers.ts";
import { PATIENT_MS, silent } from "./places.ts";

/** Opens the store anew each time, as another process would. */
export interface Stores {
  open(): Promise<SharedStore>;
  close(): Promise<void>;
}

/** Stores on a server, under a prefix or in a schema of their own. */
export async function storesOn(url: string): Promise<Stores> {
  const prefix = `t_${randomBytes(6).toString("hex")}`;
  const opened: Backend[] = [];
  return {
    async open() {
      const backend = await openBackend({ url, directory: "", prefix, log: silent, answerMs: PATIENT_MS });
      opened.push(backend);
      return backend.openStore() ?? expect.fail("this queue is shared with nobody");
    },
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await forgetPrefix(url, prefix);
    },
  };
}

/** Changes of one of several that change a text at the same time; the others must have had their turns by then. */
const ENOUGH = 200;

/** What processes share must be the same whatever it is kept in. */
export function describeStore(name: string, openStores: () => Promise<Stores>): void {
  describe(`what is shared on ${name}`, () => {
    let all: Stores;
    let stores: readonly [SharedStore, SharedStore];
    beforeAll(async () => {
      all = await openStores();
      stores = [await all.open(), await all.open()];
    });
    afterAll(async () => {
      await all?.close();
    });
    describeTexts(() => stores);
    describeMaps(() => stores);
    it("of four that change one text all the time none is lost a change, and none starves", async () => {
      const four = [...stores, await all.open(), await all.open()];
      type Counts = Readonly<Record<string, number>>;
      const countsOf = (text: string | null) => JSON.parse(text ?? "{}") as Counts;
      const add = (own: number) => (text: string | null) => {
        const counts = countsOf(text);
        return { text: JSON.stringify({ ...counts, [own]: (counts[own] ?? 0) + 1 }), result: null };
      };
      const made = [0, 0, 0, 0];
      await Promise.all(
        four.map(async (store, own) => {
          // As workers do it: four looks side by side, each waiting for its turn.
          const job = async (): Promise<void> => {
            for (; Math.max(...made) < ENOUGH; made[own]!++) await store.change("race", add(own));
          };
          await Promise.all([job(), job(), job(), job()]);
        }),
      );
      const total = await stores[1].change("race", (text) => ({ text: text ?? "", result: countsOf(text) }));
      expect(total).toEqual({ ...made });
      expect(Math.min(...made)).toBeGreaterThan(Math.max(...made) / 10);
    });
  });
}

function describeTexts(stores: () => readonly [SharedStore, SharedStore]): void {
  const swap = (store: SharedStore, name: string, text: string) =>
    store.change(name, (before) => ({ text, result: before }));

  it("a change gets the last text, whoever wrote it, and null where there is none", async () => {
    const [one, other] = stores();
    expect(await swap(one, "turns", "a")).toBeNull();
    expect(await swap(other, "turns", "b")).toBe("a");
    expect(await swap(one, "turns", "c")).toBe("b");
    expect(await swap(one, "turns", "d")).toBe("c");
    expect(await swap(other, "elsewhere", "a")).toBeNull();
  });

  it("a change that throws changes nothing, and is told to the one who asked", async () => {
    const [one] = stores();
    await swap(one, "careful", "kept");
    const failing = one.change("careful", () => {
      throw new RangeError("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await swap(one, "careful", "next")).toBe("kept");
  });

  it("text of any kind comes back as it was", async () => {
    const [one, other] = stores();
    const odd = `"quotes" 'single' \\ $1 {} \u{1F600} äöü\n\t${"x".repeat(20_000)}`;
    await swap(one, "odd", odd);
    expect(await swap(other, "odd", "")).toBe(odd);
  });
}

function describeMaps(stores: () => readonly [SharedStore, SharedStore]): void {
  const write = (store: SharedStore, map: string, fields: Readonly<Record<string, string | null>>) =>
    store.write(map, new Map(Object.entries(fields)));

  it("two who write different fields keep both, and the later text of one field stays", async () => {
    const [one, other] = stores();
    await Promise.all([write(one, "both", { a: "1", shared: "early" }), write(other, "both", { b: "2" })]);
    await write(other, "both", { shared: "late" });
    const { fields, isWhole } = await one.readNews("both", null);
    expect([isWhole, Object.fromEntries(fields)]).toEqual([true, { a: "1", b: "2", shared: "late" }]);
  });

  it("a reader gets what is new to it and no more, removed fields included", async () => {
    const [one, other] = stores();
    await write(one, "news", { a: "1", b: "2", c: "3" });
    const first = await other.readNews("news", null);
    expect(first.fields.size).toBe(3);
    expect((await other.readNews("news", first.bookmark)).fields.size).toBe(0);
    await write(one, "news", { b: null, d: "4" });
    await write(one, "news", { c: "5" });
    const second = await other.readNews("news", first.bookmark);
    expect([second.isWhole, [...second.fields].sort()]).toEqual([
      false,
      [
        ["b", null],
        ["c", "5"],
        ["d", "4"],
      ],
    ]);
    expect((await other.readNews("news", second.bookmark)).fields.size).toBe(0);
    expect([...(await other.readNews("news", null)).fields.keys()].sort()).toEqual(["a", "c", "d"]);
  });

  it("a bookmark of a map that was lost gets all of the new one", async () => {
    const [one] = stores();
    expect(await one.readNews("nobody's", null)).toMatchObject({ isWhole: true, bookmark: null });
    expect(await one.readNews("nobody's", { epoch: "lost", number: 7 })).toMatchObject({ isWhole: true });
    await write(one, "anew", { a: "1" });
    const read = await one.readNews("anew", { epoch: "lost", number: 7 });
    expect([read.isWhole, Object.fromEntries(read.fields)]).toEqual([true, { a: "1" }]);
  });

  it("thousands of fields at once", async () => {
    const [one, other] = stores();
    const fields = new Map(Array.from({ length: 3000 }, (_, index) => [`seen ${index}`, `{"id":${index}}`]));
    await one.write("many", fields);
    const read = await other.readNews("many", null);
    expect(read.fields).toEqual(fields);
    expect(read.bookmark?.number).toBe(3000);
  });
}
