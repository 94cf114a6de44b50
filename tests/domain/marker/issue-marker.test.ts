import { describe, expect, it } from "vitest";
import { parseIssueMarker, renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";

const followUp = { kind: "follow-up", series: "cadence-call", occurrence: "2026-12-01", carried: ["12-k3f"] } as const;

describe("facts of an issue marker", () => {
  it("are rendered in one order, the instant to the second", () => {
    const marker = { ...followUp, closed: "2026-12-01T10:50:07.123Z", assigned: "jane.doe", body: "1x9k2z" };
    expect(renderIssueMarker({ ...marker, date: "2026-12-01", about: 11 })).toBe(
      "<!-- cadence:v1 follow-up cadence-call/2026-12-01 date=2026-12-01 about=11 closed=2026-12-01T10:50:07Z " +
        "assigned=jane.doe body=1x9k2z carried=12-k3f -->",
    );
  });

  it("are read back", () => {
    const marker = {
      ...followUp,
      date: null,
      when: null,
      about: 11,
      closed: "2026-12-01T10:50:07Z",
      assigned: "jane",
      body: "1x9k2z",
      team: null,
      topics: ["restore-test", "own-1x9"],
    };
    const told = "2026-12-01T11:55:00Z";
    const snoozed = [{ id: "12-k3f", until: "2026-12-20" }];
    const more = { told, snoozed, due: "2026-12-04", settled: "2026-12-15T12:00:00Z", written: "2026-12-03" };
    expect(parseIssueMarker(renderIssueMarker({ ...marker, ...more }))).toEqual({ ...marker, ...more });
    const none = { told, snoozed, due: "none", settled: null, written: null } as const;
    expect(parseIssueMarker(renderIssueMarker({ ...marker, ...none }))).toEqual({ ...marker, ...none });
  });

  it("a snooze of something else is ignored", () => {
    const text = "<!-- cadence:v1 agenda x/2026-12-01 snoozed=12-k3f:soon,x:2026-12-20,12-k3g:2026-12-20,7 -->";
    expect(parseIssueMarker(text)?.snoozed).toEqual([{ id: "12-k3g", until: "2026-12-20" }]);
  });

  it("an item's issue has a marker of its own kind", () => {
    expect(parseIssueMarker(renderIssueMarker({ ...followUp, kind: "item" }))?.kind).toBe("item");
  });

  const unreadable: readonly (readonly [words: string, key: "closed" | "assigned" | "body" | "when" | "about"])[] = [
    ["about=", "about"],
    ["about=0", "about"],
    ["about=1e3", "about"],
    ["about=12345678901", "about"],
    ["when=2026-12-01", "when"],
    ["when=2026-02-30T10:00[UTC]", "when"],
    ["when=2026-12-01T24:00[UTC]", "when"],
    ["when=2026-12-01T10:00[+01:00]", "when"],
    ["when=2026-12-01T10:00[UTC]]", "when"],
    ["closed=yesterday", "closed"],
    ["closed=", "closed"],
    ["assigned=", "assigned"],
    ["assigned=a/b", "assigned"],
    ["body=A-B", "body"],
    ["body=", "body"],
  ];
  for (const [words, key] of unreadable) {
    it(`${words} is no ${key}`, () => {
      expect(parseIssueMarker(`<!-- cadence:v1 follow-up x/2026-12-01 ${words} -->`)?.[key]).toBeNull();
    });
  }

  it("a plain name is no user name and stays out", () => {
    expect(renderIssueMarker({ ...followUp, assigned: "Jane Doe -->" })).not.toContain("Jane");
  });

  it("refuses an instant that is none", () => {
    expect(() => renderIssueMarker({ ...followUp, closed: "yesterday" })).toThrow(RangeError);
  });
});
