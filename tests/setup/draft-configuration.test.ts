import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import type { Member } from "../../src/gitlab/port.ts";
import { draftConfiguration } from "../../src/setup/draft-configuration.ts";
import { guessSides } from "../../src/setup/guess-people.ts";
import { hostileTexts } from "../support/hostile/hostile-text.ts";
import { NOTHING_REQUESTED, FRESH_PROJECT as PROJECT } from "../support/state/bare-project.ts";

const USER = { id: 99, username: "cadence-bot", name: "Cadence" };
const SNAPSHOT = { at: "2026-01-12T23:30:00Z", project: PROJECT, members: [], directMembers: [], user: USER };
const REQUESTED = { ...NOTHING_REQUESTED, timeZone: "Europe/Berlin" };

let nextId = 1;
function member(username: string, accessLevel: number, state = "active"): Member {
  nextId += 1;
  return { id: nextId, username, name: username, accessLevel, state };
}

function problemsOf(run: () => unknown): readonly (readonly [string, string | null])[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ file, key, nearest }) => [`${file} ${key}`, nearest]);
    throw error;
  }
  return [];
}

describe("the draft of a configuration", () => {
  it("is made of what was said, with comments where a CSM needs them", () => {
    const { text } = draftConfiguration(
      {
        ...REQUESTED,
        countries: ["DE", "US"],
        csm: "@jane",
        accountTeam: ["@jane", "Sam Roe"],
        attendees: [],
        repeat: "every month on the first tuesday at 14:30",
        from: "2026-02-03",
      },
      SNAPSHOT,
      null,
    );
    expect(text).toMatchInlineSnapshot(`
      "# When and how often we meet, and who is there. Agendas and follow-ups are issues that are made from this file.
      # Everybody in the project can read it. All keys: docs/configuration.md of collab-cadence.

      customer: Acme
      timezone: Europe/Berlin                           # the calls keep the clock of this place
      country: ["DE", "US"]                             # public holidays that count

      # Our side of the table. Who leads stands under csm.
      account_team: ["@jane", "Sam Roe"]
      csm: "@jane"

      # The customer's side of the table: @username, or a name for people without an account.
      # No member of the project seems to belong here: please name them.
      # attendees: ["@bob", Alice Smith]

      meetings:
        cadence-call:                                   # the name of the series, for its whole life
          repeat: every month on the first tuesday at 14:30
          from: 2026-02-03                              # the first day; every 2 weeks is counted from its week
          # skip: [2026-05-05, 2026-12-22..2027-01-02]  # days without a call
          # move: { 2026-12-01: 2026-12-03 14:00 }      # a call on another day
      "
    `);
  });

  it("takes the rest from GitLab: name, people, the day in the zone of the calls", () => {
    const jane = member("jane", 50);
    const bob = member("bob", 30);
    const snapshot = { ...SNAPSHOT, members: [bob, jane], directMembers: [bob] };
    const { configuration, guessed } = draftConfiguration(REQUESTED, snapshot, null);
    expect(configuration).toMatchObject({
      customer: "Acme",
      accountTeam: ["@jane"],
      attendees: ["@bob"],
      meetings: [{ id: "cadence-call", schedule: { from: "2026-01-13" } }],
    });
    expect(guessed).toEqual(["account_team", "attendees"]);
    const again = draftConfiguration(REQUESTED, snapshot, "2026-01-05").configuration;
    expect(again.meetings[0]?.schedule.from).toBe("2026-01-05");
  });

  it.each([
    [{ timeZone: null }, "--timezone", null],
    [{ timeZone: "CET" }, "--timezone", "Europe/Berlin"],
    [{ customer: "  " }, "--customer", null],
    [{ countries: ["Germany"] }, "--country", "DE"],
    [{ csm: "@all" }, "--csm", null],
    [{ accountTeam: ["@jane", "@a/b"] }, "--account-team", null],
    [{ attendees: ["@bob doe"] }, "--attendees", "@bobdoe"],
    [{ repeat: "bi-weekly" }, "--repeat", null],
    [{ from: "2026-02-30" }, "--from", "2026-02-28"],
  ])("%j is a problem of %s", (requested, option, nearest) => {
    const problems = problemsOf(() => draftConfiguration({ ...REQUESTED, ...requested }, SNAPSHOT, null));
    expect(problems).toEqual([[`command line ${option}`, nearest]]);
  });

  it("stays a configuration of the same shape whatever a project is called", () => {
    const names = [
      ...hostileTexts.map(({ text }) => text).filter((text) => text.length < 5000),
      "yes",
      "007",
      "# Acme",
      "a: b",
      "x\nmeetings: {}",
      '"',
      "'",
      "- a",
      "&a *a !b",
      "{{customer}}",
      "A".repeat(400),
      `${"A".repeat(254)}🙂`,
    ];
    const plain = draftConfiguration(REQUESTED, SNAPSHOT, null).configuration;
    for (const name of names) {
      const line = name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\s]+/gu, " ").trim();
      if (line === "") continue;
      const { configuration } = draftConfiguration(REQUESTED, { ...SNAPSHOT, project: { ...PROJECT, name } }, null);
      expect(line.startsWith(configuration.customer)).toBe(true);
      expect(configuration).toEqual({ ...plain, customer: configuration.customer });
    }
  });
});

describe("the guess who sits where", () => {
  it("inherited members and Maintainers are the account team, other direct members the customer", () => {
    const inherited = [member("sam", 40), member("jane", 50), member("visitor", 10)];
    const direct = [member("lead", 40), member("bob", 30), member("alice", 10)];
    const left = [member("project_7_bot_3f", 40), member("cadence-bot", 40), member("gone", 30, "blocked")];
    const { accountTeam, attendees } = guessSides(
      [...inherited, ...direct, ...left],
      [...direct, ...left.slice(2)],
      USER,
    );
    expect(accountTeam).toEqual({ people: ["@jane", "@lead", "@sam"], source: "guessed" });
    expect(attendees).toEqual({ people: ["@bob", "@alice"], source: "guessed" });
  });

  it("who sets up leads", () => {
    const sam = member("sam", 30);
    expect(guessSides([member("jane", 50), sam], [], sam).accountTeam.people).toEqual(["@sam", "@jane"]);
  });

  it("names nobody where there are too many or none", () => {
    const many = Array.from({ length: 13 }, (_, index) => member(`u${index}`, 30));
    expect(guessSides(many, [], USER)).toEqual({
      accountTeam: { people: [], source: "too-many" },
      attendees: { people: [], source: "nobody" },
    });
  });
});
