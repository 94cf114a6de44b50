import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseIssueMarker, renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import {
  isItemId,
  makeItemId,
  originOfItem,
  parseItemMarkers,
  renderItemMarker,
} from "../../../src/domain/marker/item-marker.ts";
import { stripMarkers } from "../../../src/domain/marker/strip-markers.ts";
import { processorTime } from "../../support/processor-time.ts";

const agenda = {
  kind: "agenda",
  series: "cadence-call",
  occurrence: "2026-12-01",
  date: "2026-12-03",
  when: null,
  about: null,
  carried: ["12-k3f", "12-9ab"],
  closed: null,
  assigned: null,
  body: null,
  told: null,
  due: null,
  settled: null,
  written: null,
  team: null,
  snoozed: [],
  topics: [],
} as const;

describe("issue marker", () => {
  it("is rendered on one line", () => {
    expect(renderIssueMarker(agenda)).toBe(
      "<!-- cadence:v1 agenda cadence-call/2026-12-01 date=2026-12-03 carried=12-k3f,12-9ab -->",
    );
    expect(renderIssueMarker({ kind: "follow-up", series: "x", occurrence: "2026-12-01", carried: [] })).toBe(
      "<!-- cadence:v1 follow-up x/2026-12-01 -->",
    );
  });

  it("is read back as it was", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    const days = day.map((date) => date.toISOString().slice(0, 10));
    const id = fc
      .tuple(fc.integer({ min: 1, max: 99_999 }), fc.stringMatching(/^[0-9a-z]{3,5}$/))
      .map(([n, t]) => `${n}-${t}`);
    const markers = fc.record({
      kind: fc.constantFrom("agenda" as const, "follow-up" as const, "item" as const),
      series: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
      occurrence: days,
      date: fc.option(days),
      when: fc.option(
        fc.record({
          date: days,
          time: fc.constantFrom("00:00", "09:30", "23:59"),
          timeZone: fc.constantFrom("Europe/Berlin", "UTC", "Etc/GMT+5", "America/Port-au-Prince"),
        }),
      ),
      carried: fc.array(id, { maxLength: 5 }),
      about: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
      closed: fc.option(days.map((day) => `${day}T10:30:00Z`)),
      assigned: fc.option(fc.stringMatching(/^[\w.-]{1,20}$/)),
      body: fc.option(fc.stringMatching(/^[0-9a-z]{1,7}$/)),
      due: fc.option(fc.constantFrom("none" as const, "2026-12-03")),
      settled: fc.option(fc.constantFrom("2026-12-03T10:00:00Z")),
      written: fc.option(fc.constantFrom("2026-12-03")),
      told: fc.option(fc.constant("2026-11-17T11:05:00Z")),
      topics: fc.array(fc.constantFrom("restore-test", "own-1x9k2z", "issue-12")),
      team: fc.option(fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" })),
      snoozed: fc.array(fc.constantFrom({ id: "12-k3f", until: "2026-12-20" }, { id: "7-bbb", until: "2027-01-01" })),
    });
    fc.assert(
      fc.property(markers, fc.constantFrom("", "\r\ntext", "\n\n- [ ] x", " \n"), (marker, rest) => {
        expect(parseIssueMarker(renderIssueMarker(marker) + rest)).toEqual(marker);
      }),
    );
  });

  const read: readonly string[] = [
    "<!-- cadence:v1 agenda cadence-call/2026-12-01 date=2026-12-03 carried=12-k3f,12-9ab -->",
    "\uFEFF\r\n\n  \t<!--cadence:v1   agenda cadence-call/2026-12-01 date=2026-12-03 carried=12-k3f,12-9ab-->  \r\ntext",
    "<!-- cadence:v27 agenda cadence-call/2026-12-01 new=thing carried=12-k3f,12-9ab date=2026-12-03 other= -->",
    "<!-- cadence:v1 agenda cadence-call/2026-12-01 date=2026-12-03 carried=12-k3f,,x,12-9ab -->",
  ];
  for (const text of read) it(`reads ${JSON.stringify(text)}`, () => expect(parseIssueMarker(text)).toEqual(agenda));

  it("does without date and items", () => {
    expect(parseIssueMarker("<!-- cadence:v1 agenda x/2026-12-01 date=soon -->")).toEqual({
      kind: "agenda",
      series: "x",
      occurrence: "2026-12-01",
      date: null,
      when: null,
      about: null,
      carried: [],
      closed: null,
      assigned: null,
      body: null,
      told: null,
      due: null,
      settled: null,
      written: null,
      team: null,
      snoozed: [],
      topics: [],
    });
  });

  const foreign: readonly string[] = [
    "",
    " \n\t",
    "text\n<!-- cadence:v1 agenda x/2026-12-01 -->",
    "<!-- cadence:v1 agenda x/2026-12-01 --> text",
    "text <!-- cadence:v1 agenda x/2026-12-01 -->",
    "<!-- cadence:v1 party x/2026-12-01 -->",
    "<!-- cadence:v1 agenda -x/2026-12-01 -->",
    "<!-- cadence:v1 agenda x/2026-12 -->",
    "<!-- cadence:v1 agenda X/2026-12-01 -->",
    "<!-- CADENCE:v1 agenda x/2026-12-01 -->",
    "<!-- cadence: agenda x/2026-12-01 -->",
    "<!-- cadence:v1 agenda x/2026-12-01",
    "<!-- cadence:checklist -->",
  ];
  for (const text of foreign) it(`is not ${JSON.stringify(text)}`, () => expect(parseIssueMarker(text)).toBeNull());

  it("refuses what could not be read back", () => {
    expect(() => renderIssueMarker({ ...agenda, series: "A" })).toThrow(RangeError);
    expect(() => renderIssueMarker({ ...agenda, occurrence: "today" })).toThrow(RangeError);
    expect(() => renderIssueMarker({ ...agenda, date: "-->" })).toThrow(RangeError);
    expect(() => renderIssueMarker({ ...agenda, carried: ["x"] })).toThrow(RangeError);
  });

  it("is looked for in linear time", () => {
    const passed = processorTime();
    parseIssueMarker(" ".repeat(1_000_000));
    parseIssueMarker(`<!-- cadence:v1 agenda x/2026-12-01${" a=b".repeat(250_000)}`);
    parseIssueMarker(`<!-- cadence:v1 agenda x/2026-12-01${" ".repeat(1_000_000)}`);
    expect(passed()).toBeLessThan(3_000);
  });
});

describe("item marker", () => {
  it("is rendered and read", () => {
    expect(renderItemMarker("12-k3f")).toBe("<!--c:12-k3f-->");
    expect(parseItemMarkers("a <!--c:12-k3f--> b <!-- c:7-9ab --><!--c:12-k3f-->")).toEqual([
      "12-k3f",
      "7-9ab",
      "12-k3f",
    ]);
    expect(() => renderItemMarker("-->")).toThrow(RangeError);
  });

  it("imitations don't count", () => {
    expect(parseItemMarkers("<!--C:12-k3f--> <!--c :12-k3f--> <!--c:12--> <!--c:0-abc--> <!--c:12-k3f")).toEqual([]);
  });

  const ids: readonly (readonly [text: string, isId: boolean])[] = [
    ["12-k3f", true],
    ["1-00000000", true],
    ["012-k3f", false],
    ["12-k3", false],
    ["12-K3F", false],
    ["12-k3f ", false],
    ["k3f", false],
    ["12345678901-k3f", false],
  ];
  for (const [text, isId] of ids) it(`${text} is ${isId ? "an" : "no"} id`, () => expect(isItemId(text)).toBe(isId));

  it("tells where an item was raised", () => {
    expect(originOfItem("120-k3f")).toBe(120);
    expect(() => originOfItem("k3f")).toThrow(RangeError);
  });
});

describe("makeItemId", () => {
  it("gives the same id for the same text", () => {
    const id = makeItemId(asIssueIid(12), "Send the diagram", new Set());
    expect(id).toMatch(/^12-[2-9bcdfghjkmnpqrstvwxyz]{3}$/);
    expect(makeItemId(asIssueIid(12), "  send THE\n diagram ", new Set())).toBe(id);
    expect(makeItemId(asIssueIid(13), "Send the diagram", new Set())).toBe(id.replace("12-", "13-"));
    expect(makeItemId(asIssueIid(12), "Send the diagrams", new Set())).not.toBe(id);
  });

  it("stays the same for ever", () => {
    expect(makeItemId(asIssueIid(1), "", new Set())).toMatchInlineSnapshot(`"1-2xc"`);
    expect(makeItemId(asIssueIid(1), "Ünïcode ①", new Set())).toMatchInlineSnapshot(`"1-8hj"`);
  });

  it("passes over tags that are taken, and goes on to longer ones", () => {
    const taken = new Set<string>();
    for (let count = 0; count < 28 ** 3 - 1; count += 1)
      taken.add(makeItemId(asIssueIid(5), `text ${count % 500}`, taken));
    expect(taken.size).toBe(28 ** 3 - 1);
    taken.add(makeItemId(asIssueIid(5), "last", taken));
    const longer = makeItemId(asIssueIid(5), "more", taken);
    expect(longer).toMatch(/^5-[2-9b-z]{4}$/);
    expect(isItemId(longer)).toBe(true);
    expect(makeItemId(asIssueIid(5), "more", new Set([...taken, longer]))).not.toBe(longer);
  });
});

describe("stripMarkers", () => {
  const rows: readonly (readonly [text: string, stripped: string])[] = [
    ["plain <!-- comment --> text", "plain <!-- comment --> text"],
    ["do it <!--c:12-k3f-->", "do it"],
    ["do it <!--c:12-k3f-->\r\nnow  <!-- C : x -->\nand <!--c:1-abc--> then", "do it\r\nnow\nand  then"],
    ["<!-- cadence:v1 agenda x/2026-12-01 -->\ntext", "\ntext"],
    ["<!--\n CADENCE : x\n-->y<!--cadence-->z<!--cadences-->", "yz<!--cadences-->"],
    ["`<!--c:12-k3f-->`", "``"],
    ["<!--c:<!--c:1-abc-->2-abc-->", "2-abc-->"],
    ["<!-<!--c:1-abc-->-c:12-k3f-->", "<\\!--c:12-k3f-->"],
    ["open <!--c:12-k3f", "open <\\!--c:12-k3f"],
    ["<!--ce--> <!--cc:--> <!-- care: -->", "<!--ce--> <!--cc:--> <!-- care: -->"],
    ["<!--c:1-abc--> ", " "],
  ];
  for (const [text, stripped] of rows) {
    it(JSON.stringify(text), () => {
      expect(stripMarkers(text)).toBe(stripped);
      expect(stripMarkers(stripped)).toBe(stripped);
      expect(parseItemMarkers(stripped)).toEqual([]);
    });
  }

  it("leaves nothing that could be read, whatever is put together", () => {
    const parts = fc.array(
      fc.constantFrom("<!", "--", "c:", "12-k3f", "-->", "<!--c:1-abc-->", "cadence:v1 ", " ", "x", "\n"),
    );
    fc.assert(
      fc.property(parts, (pieces) => {
        const out = stripMarkers(pieces.join(""));
        expect(parseItemMarkers(out)).toEqual([]);
        expect(parseIssueMarker(out)).toBeNull();
        expect(stripMarkers(out)).toBe(out);
      }),
    );
  });

  it("is linear", () => {
    const passed = processorTime();
    for (const text of [
      "<!--c:".repeat(170_000),
      "<!--".repeat(250_000),
      `${"<!--c:".repeat(80_000)}${"-->".repeat(80_000)}`,
    ]) {
      stripMarkers(text);
    }
    stripMarkers(`${" ".repeat(500_000)}<!--c:1-abc-->${" ".repeat(500_000)}`);
    expect(passed()).toBeLessThan(6_000);
  });
});
