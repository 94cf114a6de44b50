import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayInTitle } from "../../../src/domain/due-date/day-in-title.ts";
import { matchesTitle, wordsOfPattern } from "../../../src/domain/text/title-pattern.ts";

describe("titles with a star", () => {
  it.each([
    ["Acme weekly*", "acme  Weekly 2026-01-02", true],
    ["Acme weekly*", "Acme weekly", true],
    ["Acme weekly*", "The Acme weekly", false],
    ["*weekly*", "The Acme weekly sync", true],
    ["Acme*sync", "Acme sync", true],
    ["Acme*sync", "Acme sync 2", false],
    ["ab*ba", "aba", false],
    ["*a*b*", "b a", false],
    ["Acme sync", "Acme sync", true],
    ["定例*", "定例会議", true],
    ["a.c*", "abc", false],
  ])("%s and %s: %s", (pattern, title, expected) => {
    expect(matchesTitle(pattern, title)).toBe(expected);
  });

  it("a star stands for anything", () => {
    const part = fc.string({ maxLength: 8 }).map((text) => text.replaceAll("*", ""));
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(matchesTitle(`${a}*${c}`, `${a}${b}${c}`.replaceAll("*", ""))).toBe(true);
      }),
    );
  });

  it.each([
    ["Acme weekly*", "Acme"],
    ["Acme weekly *", "Acme weekly"],
    ["GitLab / Acme sync*", "GitLab Acme"],
    ["*weekly*", ""],
    ["* weekly *", "weekly"],
    ["Acme", "Acme"],
    ["an of*", ""],
  ])("every title of %s has the words %s", (pattern, words) => {
    expect(wordsOfPattern(pattern)).toBe(words);
  });
});

describe("the day in a title", () => {
  it.each([
    ["Acme weekly 2026-03-04", "unknown", "2026-03-04"],
    ["2026/3/4 sync", "unknown", "2026-03-04"],
    ["Abstimmung (04.03.2026)", "unknown", "2026-03-04"],
    ["Sync 3/4/2026", "month-first", "2026-03-04"],
    ["Sync 3/4/2026", "day-first", "2026-04-03"],
    ["Sync 3/4/2026", "unknown", null],
    ["Sync 13/4/2026", "month-first", "2026-04-13"],
    ["Sync 4/13/2026", "unknown", "2026-04-13"],
    ["Sync 5/5/2026", "unknown", "2026-05-05"],
    ["2026-02-31", "unknown", null],
    ["12026-01-02", "unknown", null],
    ["Roadmap 2026", "unknown", null],
  ] as const)("%s, %s: %s", (title, order, expected) => {
    expect(dayInTitle(title, order)).toBe(expected);
  });
});
