import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asIssueIid, asProjectId } from "../../src/domain/ids.ts";
import { createOverwrittenTexts, type OverwrittenTexts } from "../../src/queue/overwritten/overwritten-texts.ts";
import type { OverwrittenStore } from "../../src/queue/overwritten/types.ts";
import type { Place, Places } from "./places.ts";

const HOUR = 3_600_000;

interface Told {
  readonly why: string;
  readonly project: string;
  readonly iid: number;
}

const QUIET = asProjectId(1);
const LOUD = asProjectId(2);

/** Overwritten texts are kept alike whatever they are kept in. */
export function describeOverwritten(name: string, openPlaces: () => Promise<Places>): void {
  describe(`overwritten texts on ${name}`, () => {
    let places: Places;
    let place: Place;
    let store: OverwrittenStore;
    let now: number;
    let told: Told[];
    beforeAll(async () => {
      places = await openPlaces();
      place = await places.open();
    });
    afterAll(async () => {
      await place?.close();
      await places?.close();
    });
    beforeEach(async () => {
      store = await place.backend.openOverwritten();
      await store.remove((await store.heads()).map(({ id }) => id));
      now = Date.parse("2026-11-24T10:00:00.000Z");
      told = [];
    });

    function openTexts(limits = {}): OverwrittenTexts {
      const onDropped = ({ project, iid }: Omit<Told, "why">, why: string): void =>
        void told.push({ why, project, iid });
      return createOverwrittenTexts({ store, clock: () => now, onDropped, limits });
    }

    function edit(iid: number, previous = `text of ${iid}`) {
      return { iid: asIssueIid(iid), previous, written: "by the bot", at: new Date(now).toISOString() };
    }

    it("come back as they were, oldest first, by project", async () => {
      const texts = openTexts();
      const wild = "NUL \u0000, half \ud83d, \u2028, tab\t, line\r\nend, 😀, \\u0000";
      for (const [project, iid] of [
        [12, 3],
        [13, 1],
        [12, 2],
      ] as const) {
        await texts.keep(asProjectId(project), edit(iid, wild));
        now += 1000;
      }
      const again = openTexts();
      const { texts: kept, more } = await again.of(asProjectId(12));
      expect(kept.map(({ iid, previous }) => [iid, previous])).toEqual([
        [3, wild],
        [2, wild],
      ]);
      expect(kept[0]).toMatchObject({
        written: "by the bot",
        at: "2026-11-24T10:00:00.000Z",
        heardAt: "2026-11-24T10:00:00.000Z",
      });
      expect([more, (await again.of(asProjectId(1))).texts]).toEqual([false, []]);
      expect([...(await again.projects())].sort()).toEqual([12, 13]);
      expect(await again.figures()).toEqual({ count: 3, oldestMs: 3000 });
      await again.remove(kept.map(({ id }) => id));
      await again.remove(kept.map(({ id }) => id));
      expect(await again.projects()).toEqual([13]);
      expect(told).toEqual([]);
    });

    it("are kept once, however often the same delivery comes, and wait since it came first", async () => {
      const texts = openTexts();
      const one = edit(3);
      await Promise.all([texts.keep(asProjectId(12), one), texts.keep(asProjectId(12), one)]);
      now += HOUR;
      await texts.keep(asProjectId(12), one);
      expect(await texts.figures()).toEqual({ count: 1, oldestMs: HOUR });
      await texts.keep(asProjectId(12), edit(3));
      expect(await texts.figures()).toEqual({ count: 2, oldestMs: HOUR });
    });

    it("are given out twenty at a time", async () => {
      const texts = openTexts();
      for (let iid = 1; iid <= 25; iid += 1) {
        await texts.keep(asProjectId(12), edit(iid));
        now += 1000;
      }
      const first = await texts.of(asProjectId(12));
      expect([first.texts.map(({ iid }) => iid), first.more]).toEqual([
        Array.from({ length: 20 }, (_, at) => at + 1),
        true,
      ]);
      await texts.remove(first.texts.map(({ id }) => id));
      const rest = await texts.of(asProjectId(12));
      expect([rest.texts.map(({ iid }) => iid), rest.more]).toEqual([[21, 22, 23, 24, 25], false]);
    });

    it("go after seven days, with a word", async () => {
      const texts = openTexts();
      await texts.keep(asProjectId(12), edit(3));
      now += 24 * HOUR;
      await texts.keep(asProjectId(13), edit(4));
      now += 6 * 24 * HOUR;
      expect([...(await texts.projects())].sort()).toEqual([12, 13]);
      now += 1;
      expect(await texts.projects()).toEqual([13]);
      expect(told).toEqual([{ why: "too-old", project: "12", iid: 3 }]);
      expect((await texts.figures()).count).toBe(1);
    });

    it("go when there is no room, the oldest of the project with the most first, with a word", async () => {
      const texts = openTexts({ bytes: 10_000 });
      await texts.keep(QUIET, edit(1, "x".repeat(1000)));
      for (let iid = 1; iid <= 9; iid += 1) {
        now += 1000;
        await texts.keep(LOUD, edit(iid, "y".repeat(2000)));
      }
      expect((await texts.of(QUIET)).texts).toHaveLength(1);
      expect((await texts.of(LOUD)).texts.map(({ iid }) => iid)).toEqual([6, 7, 8, 9]);
      expect(told).toEqual([1, 2, 3, 4, 5].map((iid) => ({ why: "no-room", project: String(LOUD), iid })));
    });

    it("are counted as well as weighed", async () => {
      const texts = openTexts({ texts: 3 });
      for (let iid = 1; iid <= 5; iid += 1) {
        now += 1000;
        await texts.keep(asProjectId(12), edit(iid));
      }
      expect((await texts.of(asProjectId(12))).texts.map(({ iid }) => iid)).toEqual([3, 4, 5]);
      expect(told.map(({ why, iid }) => [why, iid])).toEqual([
        ["no-room", 1],
        ["no-room", 2],
      ]);
    });

    it("are refused for good when they are larger than any of GitLab's", async () => {
      const texts = openTexts({ textBytes: 1000 });
      await texts.keep(asProjectId(12), edit(3, "x".repeat(2000)));
      expect([(await texts.figures()).count, told]).toEqual([0, [{ why: "too-large", project: "12", iid: 3 }]]);
    });

    it("of the size of GitLab's largest are kept", async () => {
      const texts = openTexts();
      const previous = "漢".repeat(1_048_576);
      await texts.keep(asProjectId(12), edit(3, previous));
      expect((await texts.of(asProjectId(12))).texts[0]?.previous === previous).toBe(true);
    });

    it("that somebody else wrote there are passed over, with a word", async () => {
      const head = { project: "12", iid: asIssueIid(3), heardAt: new Date(now).toISOString(), bytes: 3 };
      await store.put({ ...head, id: "rubbish" }, "{}");
      await store.put({ ...head, id: "more" }, "no JSON");
      const texts = openTexts();
      await texts.keep(asProjectId(12), edit(4));
      expect((await texts.of(asProjectId(12))).texts.map(({ iid }) => iid)).toEqual([4]);
      expect(told).toEqual([1, 2].map(() => ({ why: "unreadable", project: "12", iid: 3 })));
      expect((await texts.figures()).count).toBe(1);
    });
  });
}
