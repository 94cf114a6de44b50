import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { csmOn } from "../../src/config/resolve/csm.ts";
import { GOOD_HEAD, GOOD_MEETINGS } from "./said.ts";

function termsOf(top: string) {
  return parseProjectConfiguration(`${GOOD_HEAD}${top}\n${GOOD_MEETINGS}`, "cadence.yml").csm;
}

describe("terms of the CSM", () => {
  it.each([
    ["the first of the account team", 'account_team: ["@jane", "@sam"]', [{ user: "@jane", until: null }]],
    ["a name without @", "account_team: Jane Doe", [{ user: "Jane Doe", until: null }]],
    ["nobody without an account team", "", []],
    ["one of their own", 'csm: "@ann"\naccount_team: ["@jane"]', [{ user: "@ann", until: null }]],
    ["a name of its own", "csm: Ann Lee", [{ user: "Ann Lee", until: null }]],
    [
      "one after the other",
      'csm: [{ user: "@jane", until: 2026-06-30 }, { user: Bea, until: 2026-07-01 }, { user: "@ann" }]',
      [
        { user: "@jane", until: "2026-06-30" },
        { user: "Bea", until: "2026-07-01" },
        { user: "@ann", until: null },
      ],
    ],
  ])("%s", (_, top, terms) => {
    expect(termsOf(top)).toEqual(terms);
  });

  it("the account team stays as written", () => {
    const text = `${GOOD_HEAD}csm: "@ann"\naccount_team: ["@jane"]\n${GOOD_MEETINGS}`;
    expect(parseProjectConfiguration(text, "cadence.yml").accountTeam).toEqual(["@jane"]);
  });
});

describe("csmOn", () => {
  const three = [
    { user: "@jane", until: "2026-06-30" },
    { user: "@bea", until: "2026-07-01" },
    { user: "@ann", until: null },
  ];

  it.each([
    ["long before", three, "1999-12-31", "@jane"],
    ["the last day of the first", three, "2026-06-30", "@jane"],
    ["the day after, which is the only one of the second", three, "2026-07-01", "@bea"],
    ["the first day of the last", three, "2026-07-02", "@ann"],
    ["long after", three, "2099-01-01", "@ann"],
    ["one who stays", [{ user: "Jane Doe", until: null }], "2026-01-13", "Jane Doe"],
    ["nobody", [], "2026-01-13", null],
    ["nobody after the last, where somebody made such terms", three.slice(0, 2), "2026-07-02", null],
  ])("%s", (_, csm, day, user) => {
    expect(csmOn({ csm, away: [] }, day)).toBe(user);
  });
});
