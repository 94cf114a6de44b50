import { describe, expect, it } from "vitest";
import { said } from "./said.ts";

const CALL = "repeat: every week on monday at 10:00, from: 2026-01-12";
const file = (...meetings: readonly string[]): string =>
  `customer: Acme\ntimezone: UTC\nmeetings:\n${meetings.map((one) => `  ${one}\n`).join("")}`;

describe("home, main and continues", () => {
  it("two main meetings", () => {
    expect(said(file(`a: { ${CALL}, main: true }`, `b: { ${CALL}, main: true }`))).toMatchInlineSnapshot(`
      "cadence.yml:5:71  meetings.b.main
        found     true
        problem   a is the main meeting
        allowed   main in one meeting"
    `);
  });

  it("a meeting that two others go on from", () => {
    expect(
      said(file(`a: { ${CALL}, continues: old }`, `b: { ${CALL}, continues: [older, old] }`)),
    ).toMatchInlineSnapshot(`
      "cadence.yml:5:84  meetings.b.continues[1]
        found     "old"
        problem   a goes on from old already
        allowed   continues: old in one meeting"
    `);
  });

  it("circles, of one and of several", () => {
    expect(
      said(
        file(
          `a: { ${CALL}, continues: a }`,
          `b: { ${CALL}, continues: d }`,
          `c: { ${CALL}, continues: b }`,
          `d: { ${CALL}, continues: [gone, c] }`,
        ),
      ),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:76  meetings.a.continues
        found     "a"
        problem   a meeting cannot go on from itself
        allowed   the id of an earlier meeting

      cadence.yml:7:83  meetings.d.continues[1]
        found     "c"
        problem   c goes on from d itself
        allowed   the id of an earlier meeting"
    `);
  });

  it("no home, no id", () => {
    expect(said(file(`a: { ${CALL}, home: there, continues: Old Call }`))).toMatchInlineSnapshot(`
      "cadence.yml:4:71  meetings.a.home
        found     "there"
        problem   not one of the words that are allowed here
        allowed   own | main

      cadence.yml:4:89  meetings.a.continues
        found     "Old Call"
        problem   not an id: small letters, digits and dashes
        nearest   old-call
        allowed   cadence-call | at most 40 of a-z, 0-9 and -"
    `);
  });
});
