import { describe, expect, it } from "vitest";
import { GOOD_MEETINGS, said, saidOfMeeting, saidOfTop } from "./said.ts";

describe("people and places", () => {
  it("bad user name", () => {
    expect(saidOfTop('account_team: ["@ja ne", "@-jane", "@jane.git", "@"]')).toMatchInlineSnapshot(`
      "cadence.yml:3:16  account_team[0]
        found     "@ja ne"
        problem   not a GitLab user name
        nearest   @jane
        allowed   @jane | Jane Doe

      cadence.yml:3:26  account_team[1]
        found     "@-jane"
        problem   not a GitLab user name
        nearest   @jane
        allowed   @jane | Jane Doe

      cadence.yml:3:36  account_team[2]
        found     "@jane.git"
        problem   not a GitLab user name
        nearest   @jane
        allowed   @jane | Jane Doe

      cadence.yml:3:49  account_team[3]
        found     "@"
        problem   not a GitLab user name
        allowed   @jane | Jane Doe"
    `);
  });

  it("everybody", () => {
    expect(saidOfTop('attendees: ["@all", "@ALL"]')).toMatchInlineSnapshot(`
      "cadence.yml:3:13  attendees[0]
        found     "@all"
        problem   @all would notify every member of the project
        allowed   @jane | Jane Doe

      cadence.yml:3:21  attendees[1]
        found     "@ALL"
        problem   @all would notify every member of the project
        allowed   @jane | Jane Doe"
    `);
  });

  it("a group", () => {
    expect(saidOfTop('attendees: ["@acme/platform-team"]')).toMatchInlineSnapshot(`
      "cadence.yml:3:13  attendees[0]
        found     "@acme/platform-team"
        problem   a group cannot be named, people can
        allowed   @jane | Jane Doe"
    `);
  });

  it("person on both sides", () => {
    expect(saidOfTop('account_team: ["@jane", "@sam"]\nattendees: ["@bob", "@Jane"]')).toMatchInlineSnapshot(`
      "cadence.yml:4:21  attendees[1]
        found     "@Jane"
        problem   the same person stands under account_team too
        allowed   each person once, on one side"
    `);
  });

  it("person twice", () => {
    expect(saidOfTop('attendees: ["@bob", "@bob"]')).toMatchInlineSnapshot(`
      "cadence.yml:3:21  attendees[1]
        found     "@bob"
        problem   the same person stands here twice
        allowed   each person once, on one side"
    `);
  });

  it("people as a map", () => {
    expect(saidOfTop("account_team: { csm: jane }")).toMatchInlineSnapshot(`
      "cadence.yml:3:15  account_team
        found     { csm: jane }
        problem   a map where a @username or name or a list is expected
        allowed   ["@jane", "@sam"]"
    `);
  });

  it("person that is a number", () => {
    expect(saidOfTop("attendees: [42]")).toMatchInlineSnapshot(`
      "cadence.yml:3:13  attendees[0]
        found     42
        problem   a number where a @username or name is expected
        allowed   "@jane" | Jane Doe"
    `);
  });

  it("assignee without @", () => {
    expect(saidOfMeeting("assignees: [jane, Jane Doe]")).toMatchInlineSnapshot(`
      "cadence.yml:7:17  meetings.cadence-call.assignees[0]
        found     "jane"
        problem   only GitLab users can be assigned, and their names begin with @
        nearest   @jane
        allowed   @jane

      cadence.yml:7:23  meetings.cadence-call.assignees[1]
        found     "Jane Doe"
        problem   only GitLab users can be assigned, and their names begin with @
        allowed   @jane"
    `);
  });

  it("country by a usual name", () => {
    expect(saidOfTop("country: UK")).toMatchInlineSnapshot(`
      "cadence.yml:3:10  country
        found     "UK"
        problem   no public holidays are known for this code
        nearest   GB
        allowed   DE | DE-BY | US | US-CA"
    `);
  });

  it("country that is a word", () => {
    expect(saidOfTop("country: [DE, Germany]")).toMatchInlineSnapshot(`
      "cadence.yml:3:15  country[1]
        found     "Germany"
        problem   not a country code of ISO 3166
        nearest   DE
        allowed   DE | DE-BY | US | US-CA"
    `);
  });

  it("region that is none", () => {
    expect(saidOfTop("country: DE-XX")).toMatchInlineSnapshot(`
      "cadence.yml:3:10  country
        found     "DE-XX"
        problem   no such part of DE with holidays of its own
        allowed   DE | DE-BB | DE-BE | DE-BW | DE-BY | DE-HB | DE-HE | DE-HH | DE-MV | DE-NI | DE-NW | DE-RP | DE-SH |
                  DE-SL | DE-SN | DE-ST | DE-TH"
    `);
  });

  it("holidays without a country", () => {
    expect(saidOfMeeting("holidays: skip")).toMatchInlineSnapshot(`
      "cadence.yml:7:15  meetings.cadence-call.holidays
        found     "skip"
        problem   without country no holidays are known
        allowed   country: DE at the top of the file | holidays: ignore"
    `);
  });

  it("holidays shortened", () => {
    expect(saidOfTop("country: DE\ndefaults: { holidays: shift }")).toMatchInlineSnapshot(`
      "cadence.yml:4:23  defaults.holidays
        found     "shift"
        problem   not one of the words that are allowed here
        nearest   shift-next-day
        allowed   shift-next-day | shift-previous-day | skip | ignore"
    `);
  });

  it("time zone with a typo", () => {
    expect(said(`customer: Acme\ntimezone: Europe/Berln\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:11  timezone
        found     "Europe/Berln"
        problem   not a time zone of the IANA database
        nearest   Europe/Berlin
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC"
    `);
  });

  it("time zone by its city", () => {
    expect(said(`customer: Acme\ntimezone: new york\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:11  timezone
        found     "new york"
        problem   not a time zone of the IANA database
        nearest   America/New_York
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC"
    `);
  });

  it("time zone that is nowhere", () => {
    expect(said(`customer: Acme\ntimezone: Moon/Tranquility\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:11  timezone
        found     "Moon/Tranquility"
        problem   not a time zone of the IANA database
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC"
    `);
  });

  it("time zone by its short name", () => {
    expect(said(`customer: Acme\ntimezone: EST\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:11  timezone
        found     "EST"
        problem   "EST" does not say which place's clock changes count
        nearest   America/New_York
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC"
    `);
  });

  it("time zone as an offset", () => {
    expect(said(`customer: Acme\ntimezone: "+01:00"\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:11  timezone
        found     "+01:00"
        problem   an offset knows no clock changes
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC"
    `);
  });

  it("time zone as an offset with a name", () => {
    expect(said(`customer: Acme\ntimezone: Etc/GMT-1\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:2:11  timezone
        found     "Etc/GMT-1"
        problem   an offset knows no clock changes
        allowed   Europe/Berlin | America/New_York | Asia/Tokyo | UTC"
    `);
  });
});
