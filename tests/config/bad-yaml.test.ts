import { describe, expect, it } from "vitest";
import { GOOD_HEAD, GOOD_MEETINGS, said } from "./said.ts";

describe("files that are no good YAML", () => {
  it("empty file", () => {
    expect(said("")).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        problem   the file is empty
        allowed   customer: Acme | timezone: Europe/Berlin | meetings: { ... }"
    `);
  });

  it("columns do not count a byte order mark", () => {
    expect(said(`\uFEFF5\n`)).toContain("cadence.yml:1:1\n");
    expect(said(`\uFEFFcustmer: Acme\n`)).toContain("cadence.yml:1:1  custmer\n");
  });

  it("comments only", () => {
    expect(said("# later\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        problem   the file is empty
        allowed   customer: Acme | timezone: Europe/Berlin | meetings: { ... }"
    `);
  });

  it("a sentence", () => {
    expect(said("Hello, this is the customer Acme.\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        found     "Hello, this is the customer Acme."
        problem   the file is not a map of keys and values
        allowed   customer: Acme | timezone: Europe/Berlin | meetings: { ... }"
    `);
  });

  it("a list instead of a map", () => {
    expect(said("- customer: Acme\n- timezone: Europe/Berlin\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        found     - customer: Acme
        problem   the file is a list; keys at the top have no dash before them
        allowed   customer: Acme | timezone: Europe/Berlin | meetings: { ... }"
    `);
  });

  it("tab indentation", () => {
    expect(
      said(
        "customer: Acme\ntimezone: Europe/Berlin\nmeetings:\n\tcadence-call:\n\t\trepeat: every week on monday at 9:00\n",
      ),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:1
        found     "cadence-call:"
        problem   the line is indented with a tab, YAML knows spaces only; the same once more
        allowed   two spaces for each level"
    `);
  });

  it("unquoted @name", () => {
    expect(said(`account_team: [@jane]\n${GOOD_HEAD}${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:1:16  account_team[0]
        found     "@jane"
        problem   a text that begins with @ must stand in quotes
        allowed   "@jane""
    `);
  });

  it("unquoted @name beside other problems", () => {
    expect(said('customr: Acme\ntimezone: CET\nattendees:\n  - @bob\n  - "@all"\n')).toMatchInlineSnapshot(`
      "cadence.yml:1:1  meetings
        problem   meetings is missing: the meeting series of the project, each under an id of your choice
        allowed   { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }

      cadence.yml:1:1  customr
        found     "customr"
        problem   there is no such key here
        nearest   customer
        allowed   customer | timezone | country | csm | account_team | attendees | agenda_label | follow_up_label |
                  state_labels | mentions | reminders | noise | template_project | defaults | meetings

      cadence.yml:2:11  timezone
        found     "CET"
        problem   "CET" does not say which place's clock changes count
        nearest   Europe/Berlin
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC

      cadence.yml:4:5  attendees[0]
        found     "@bob"
        problem   a text that begins with @ must stand in quotes
        allowed   "@bob"

      cadence.yml:5:5  attendees[1]
        found     "@all"
        problem   @all would notify every member of the project
        allowed   @jane | Jane Doe"
    `);
  });

  it("key twice", () => {
    expect(said(`customer: Acme\n${GOOD_HEAD}${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:1  customer
        found     "customer"
        problem   the key stands twice, first in line 1
        allowed   each key once"
    `);
  });

  it("key twice, deep and in other quotes", () => {
    expect(said(`${GOOD_HEAD}${GOOD_MEETINGS}    "from": 2026-02-01\n`)).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.from
        found     "from"
        problem   the key stands twice, first in line 6
        allowed   each key once"
    `);
  });

  it("two documents", () => {
    expect(said(`${GOOD_HEAD}${GOOD_MEETINGS}---\ncustomer: Other\n`)).toMatchInlineSnapshot(`
      "cadence.yml:7:1
        found     "---"
        problem   "---" begins a second document
        allowed   one document per file"
    `);
  });

  it("bracket not closed", () => {
    expect(said(`${GOOD_HEAD}account_team: ["@jane", "@sam"\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:4:1  account_team
        found     "meetings:"
        problem   the line is indented differently than the lines it belongs to, or a bracket above it is not closed
        allowed   keys of one level in one column | each [ with its ], each { with its }"
    `);
  });

  it("quote not closed", () => {
    expect(said(`customer: "Acme\ntimezone: Europe/Berlin\n`)).toMatchInlineSnapshot(`
      "cadence.yml:1:11  customer
        found     "customer: "Acme"
        problem   a quote is opened and not closed
        allowed   "a text" | 'a text'"
    `);
  });

  it("colon in a text", () => {
    expect(said(`customer: Acme: the company\ntimezone: Europe/Berlin\n`)).toMatchInlineSnapshot(`
      "cadence.yml:1:11  customer
        found     "customer: Acme: the company"
        problem   a second colon in the value, or the next line is indented too far
        allowed   a text with a colon in quotes: "Call: weekly" | each key in a line of its own"
    `);
  });

  it("line indented too far", () => {
    expect(said(`customer: Acme\n  timezone: Europe/Berlin\n`)).toMatchInlineSnapshot(`
      "cadence.yml:1:11  customer
        found     "customer: Acme"
        problem   a second colon in the value, or the next line is indented too far
        allowed   a text with a colon in quotes: "Call: weekly" | each key in a line of its own"
    `);
  });

  it("line indented too little", () => {
    expect(
      said(`meetings:\n  a:\n    from: 2026-01-13\n   repeat: every week on monday at 9:00\n`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:1  meetings.a
        found     "repeat: every week on monday at 9:00"
        problem   the line is indented differently than the lines it belongs to, or a bracket above it is not closed
        allowed   keys of one level in one column | each [ with its ], each { with its }"
    `);
  });

  it("line without a colon", () => {
    expect(said(`customer: Acme\ntimezone\nmeetings: {}\n`)).toMatchInlineSnapshot(`
      "cadence.yml:2:1
        found     "timezone"
        problem   a line without a colon, or a key over several lines
        allowed   key: value"
    `);
  });

  it("backslash in double quotes", () => {
    expect(said(`customer: "Acme \\q"\ntimezone: Europe/Berlin\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:1:17  customer
        found     "customer: "Acme \\q""
        problem   a backslash in double quotes begins an escape that YAML does not know
        allowed   'single quotes', where backslashes mean themselves"
    `);
  });

  it("alias without anchor", () => {
    expect(said(`${GOOD_HEAD}account_team: *team\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:3:15  account_team
        found     "*team"
        problem   "&team" stands nowhere above
        allowed   &team before the value to repeat"
    `);
  });

  it("merge key", () => {
    expect(said(`${GOOD_HEAD}${GOOD_MEETINGS}    <<: { duration: 30 minutes }\n`)).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.<<
        found     "<<"
        problem   merge keys are not read
        allowed   keys for all meetings under defaults"
    `);
  });

  it("key that is a list", () => {
    expect(said(`${GOOD_HEAD}? [a]\n: b\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:3:3
        problem   a key is empty, a list or a map
        allowed   a word before the colon"
    `);
  });

  it("text in UTF-16", () => {
    expect(said(Buffer.from(GOOD_HEAD, "utf16le").toString("latin1"))).toMatchInlineSnapshot(`
      "cadence.yml:1:2
        problem   the file holds a NUL: it is binary, or a text in UTF-16
        allowed   a text file in UTF-8"
    `);
  });

  it("binary file", () => {
    expect(said(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString("utf8"))).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        problem   the file holds bytes that are not UTF-8
        allowed   a text file in UTF-8"
    `);
  });

  it("escape sequence of a terminal", () => {
    expect(said("customer: \u001b[31mAcme\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:11
        problem   the file holds the control character U+001B
        allowed   letters, spaces and line ends"
    `);
  });

  it("line ends of old Macs", () => {
    expect(said("customer: Acme\rtimezone: Europe/Berlin\r")).toMatchInlineSnapshot(`
      "cadence.yml:1:15
        problem   a line ends in a lone carriage return
        allowed   lines that end in LF or CRLF"
    `);
  });

  it("more than 1 MiB", () => {
    expect(said(`${GOOD_HEAD}${"# padding\n".repeat(110_000)}${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        problem   the file has 1.1 MiB
        allowed   at most 1 MiB of YAML"
    `);
  });

  it("less than 1 MiB of nothing but signs", () => {
    expect(said(`a: [${"[],".repeat(100_000)}]`)).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        problem   the file has more than 60000 words and signs
        allowed   a shorter file"
    `);
  });

  it("nested twenty thousand times", () => {
    // How deep the YAML library gets before it gives up depends on the stack: so does the column.
    expect(said(`${GOOD_HEAD}customer2: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`)).toMatch(
      /^cadence\.yml:3:\d+\n {2}found {5}"customer2: \[+…"\n {2}problem {3}lists and maps are nested too deeply/,
    );
  });

  it.each(["- ", "? "])("nested twenty thousand times by %s, with a line below", (sign) => {
    expect(said(`${sign.repeat(20_000)}\nb`)).toMatch(
      /^cadence\.yml:1:1\n {2}problem {3}lists and maps are nested too deeply/,
    );
  });
});
