import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { meetingName } from "../../src/domain/template/meeting-name.ts";
import { GOOD_HEAD } from "./said.ts";

const WEEKLY = "repeat: every week on tuesday at 10:00, from: 2026-01-13";

function titlesOf(top: string, ...meetings: readonly (readonly [string, string])[]): readonly string[] {
  const lines = meetings.map(([id, more]) => `  ${id}: { ${WEEKLY}${more === "" ? "" : `, ${more}`} }\n`);
  const file = parseProjectConfiguration(`${GOOD_HEAD}${top}meetings:\n${lines.join("")}`, "cadence.yml");
  return file.meetings.map(({ title }) => title);
}

describe("the name of a series", () => {
  it.each([
    ["cadence-call", "Cadence call"],
    ["office-hours", "Office hours"],
    ["qbr", "QBR"],
    ["ebr-emea", "Ebr emea"],
    ["onboarding", "Onboarding"],
    ["2-weekly", "2 weekly"],
    ["a--b", "a--b"],
    ["ab-", "ab-"],
  ])("%s is %s", (id, name) => expect(meetingName(id)).toBe(name));

  it("is no other one's", () => {
    const ids = fc.stringMatching(/^[a-c0][a-c0-]{0,5}$/);
    fc.assert(fc.property(ids, ids, (one, other) => one === other || meetingName(one) !== meetingName(other)));
  });
});

describe("titles of several series", () => {
  it("stay what they are where none is that of another", () => {
    expect(titlesOf("", ["cadence-call", ""], ["office-hours", ""])).toEqual([
      "{{team_name}} / {{customer}} CSM Call - {{date}}",
      "{{team_name}} / {{customer}} Office Hours - {{date}}",
    ]);
    expect(titlesOf("defaults: { title: customer }\n", ["office-hours", ""])).toEqual([
      "{{team_name}} / {{customer}} CSM Call - {{date}}",
    ]);
    expect(titlesOf("", ["cadence-call", "title: plain"], ["office-hours", "title: customer"])).toEqual([
      "{{team_name}} - CSM Call - {{date}}",
      "{{team_name}} / {{customer}} CSM Call - {{date}}",
    ]);
  });

  it.each([
    ["customer", "{{team_name}} / {{customer}} Office Hours - {{date}}"],
    ["plain", "{{team_name}} - Office Hours - {{date}}"],
    ["frequency", "{{team_name}} - {{frequency}} Office Hours - {{date}}"],
  ])("have the name where two would have the title %s", (named, title) => {
    const [first, second] = titlesOf(`defaults: { title: ${named} }\n`, ["cadence-call", ""], ["office-hours", ""]);
    expect(first).toContain(named === "frequency" ? "Collaboration" : "CSM Call");
    expect(second).toBe(title);
  });

  it("have it in German too", () => {
    const top = "language: de\ndefaults: { title: frequency }\n";
    expect(titlesOf(top, ["cadence-call", ""], ["office-hours", ""])[1]).toBe(
      "{{team_name}} - Office Hours {{frequency}} - {{date}}",
    );
  });

  it("need none where the rhythm tells them apart", () => {
    const monthly = "  office-hours: { repeat: every month on the first tuesday at 10:00, from: 2026-01-13 }\n";
    const text = `${GOOD_HEAD}defaults: { title: frequency }\nmeetings:\n  cadence-call: { ${WEEKLY} }\n${monthly}`;
    const { meetings } = parseProjectConfiguration(text, "cadence.yml");
    expect(new Set(meetings.map(({ title }) => title)).size).toBe(1);
  });

  it("have the id where names are the same", () => {
    expect(titlesOf("", ["cadence-call", ""], ["a-b", ""], ["a--b", ""]).slice(1)).toEqual([
      "{{team_name}} / {{customer}} A B - {{date}}",
      "{{team_name}} / {{customer}} a--b - {{date}}",
    ]);
  });

  it("stay as people wrote them", () => {
    const top = 'defaults: { title: "Sync {{date}}" }\n';
    expect(titlesOf(top, ["cadence-call", ""], ["office-hours", ""])).toEqual(["Sync {{date}}", "Sync {{date}}"]);
    expect(titlesOf("", ["cadence-call", "title: constructor"], ["office-hours", "title: constructor"])).toEqual([
      "constructor",
      "constructor",
    ]);
  });
});
