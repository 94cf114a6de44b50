import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asNoteId } from "../../../src/domain/ids.ts";
import { parseIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { parseNoteMarker, renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import { stripMarkers } from "../../../src/domain/marker/strip-markers.ts";
import { processorTime } from "../../support/processor-time.ts";

const KINDS = ["gaps", "participants", "taken-back", "updated", "reminder", "answer", "late-items", "reply"] as const;
const plain = { kind: "gaps", items: [], to: null, closed: null } as const;

describe("note marker", () => {
  it("is rendered on one line", () => {
    expect(renderNoteMarker({ kind: "gaps" })).toBe("<!-- cadence:v1 note gaps -->");
    expect(
      renderNoteMarker({
        kind: "answer",
        to: asNoteId(77),
        closed: "2026-12-01T10:50:07.9Z",
        items: ["12-k3f", "13-abc"],
      }),
    ).toBe("<!-- cadence:v1 note answer to=77 closed=2026-12-01T10:50:07Z items=12-k3f,13-abc -->");
  });

  it("is read back as it was, and is no issue marker", () => {
    const id = fc
      .tuple(fc.integer({ min: 1, max: 99_999 }), fc.stringMatching(/^[0-9a-z]{3,8}$/))
      .map((p) => p.join("-"));
    const instant = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 19)}Z`);
    const markers = fc.record({
      kind: fc.constantFrom(...KINDS),
      items: fc.array(id, { maxLength: 4 }),
      to: fc.option(fc.integer({ min: 1, max: 10 ** 12 }).map(asNoteId)),
      closed: fc.option(instant),
    });
    fc.assert(
      fc.property(markers, fc.constantFrom("", "\r\ntext", "\n\n- [ ] x", " \ntext", "\t\r"), (marker, rest) => {
        const text = renderNoteMarker(marker) + rest;
        expect(parseNoteMarker(text)).toEqual(marker);
        expect(parseIssueMarker(text)).toBeNull();
        expect(parseNoteMarker(stripMarkers(text))).toBeNull();
      }),
    );
  });

  const read: readonly (readonly [text: string, marker: unknown])[] = [
    ["\uFEFF\r\n\n  <!--cadence:v1   note  gaps-->  \r\ntext", plain],
    ["<!-- cadence:v27 note gaps new=thing other= -->", plain],
    ["<!-- cadence:v1 note gaps items=x,,12-k3f to=9 -->", { ...plain, items: ["12-k3f"], to: 9 }],
    ["<!-- cadence:v1 note gaps to=0 closed=soon items= -->", plain],
    ["<!-- cadence:v1 note gaps to=-1 closed=2026-13-01T00:00:00Z -->", plain],
    ["<!-- cadence:v1 note gaps to=1e3 closed=2026 -->", plain],
  ];
  for (const [text, marker] of read) {
    it(`reads ${JSON.stringify(text)}`, () => expect(parseNoteMarker(text)).toEqual(marker));
  }

  const foreign: readonly string[] = [
    "",
    " \n",
    "text\n<!-- cadence:v1 note gaps -->",
    "<!-- cadence:v1 note gaps --> text",
    "<!-- cadence:v1 note party -->",
    "<!-- cadence:v1 note -->",
    "<!-- cadence:v1 note gaps loose -->",
    "<!-- CADENCE:v1 note gaps -->",
    "<!-- cadence:v1 note gaps",
    "<!-- cadence:v1 agenda x/2026-12-01 -->",
    "> <!-- cadence:v1 note gaps -->",
  ];
  for (const text of foreign) it(`is not ${JSON.stringify(text)}`, () => expect(parseNoteMarker(text)).toBeNull());

  it("refuses what could not be read back", () => {
    expect(() => renderNoteMarker({ kind: "gaps", items: ["-->"] })).toThrow(RangeError);
    expect(() => renderNoteMarker({ kind: "gaps", to: asNoteId(0) })).toThrow(RangeError);
    expect(() => renderNoteMarker({ kind: "gaps", to: asNoteId(1.5) })).toThrow(RangeError);
    expect(() => renderNoteMarker({ kind: "gaps", closed: "soon" })).toThrow(RangeError);
  });

  it("is looked for in linear time", () => {
    const passed = processorTime();
    parseNoteMarker(" ".repeat(1_000_000));
    parseNoteMarker(`<!-- cadence:v1 note gaps${" a=b".repeat(250_000)}`);
    parseNoteMarker(`<!-- cadence:v1 note gaps${" ".repeat(1_000_000)}`);
    expect(passed()).toBeLessThan(3_000);
  });
});
