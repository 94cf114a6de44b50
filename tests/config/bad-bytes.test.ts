import { describe, expect, it } from "vitest";
import { GOOD_HEAD, GOOD_MEETINGS, said, saidOfMeeting } from "./said.ts";

describe("files that no editor writes", () => {
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

  it("title that is too long", () => {
    expect(saidOfMeeting(`title: ${"long ".repeat(60)}`)).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.title
        found     "long long long long long long long long long long long long long long long long …"
        problem   the title has 299 letters
        allowed   at most 255 letters"
    `);
  });
});
