import { describe, expect, it } from "vitest";
import { nearestWord } from "../../../src/domain/text/nearest-word.ts";
import { isTimeZone, nearestTimeZone } from "../../../src/domain/time/time-zone-names.ts";

describe("time zone names", () => {
  it.each([
    ["Europe/Berlin", true],
    ["UTC", true],
    ["america/new_york", true],
    ["Europe/Bonn", false],
    ["+01:00", false],
    ["", false],
  ])("%s: %s", (name, known) => {
    expect(isTimeZone(name)).toBe(known);
  });

  it.each([
    ["Europe/Berln", "Europe/Berlin"],
    ["berlin", "Europe/Berlin"],
    ["New York", "America/New_York"],
    ["UTZ", "UTC"],
    ["Middle-earth/Mordor", null],
  ])("%s means %s", (name, zone) => {
    expect(nearestTimeZone(name)).toBe(zone);
  });
});

describe("nearestWord", () => {
  it.each([
    ["tuseday", "tuesday"],
    ["TUESDAY", "tuesday"],
    ["wensday", "wednesday"],
    ["xyz", null],
    ["", null],
    ["t", null],
  ])("%s means %s", (word, nearest) => {
    expect(nearestWord(word, ["monday", "tuesday", "wednesday"])).toBe(nearest);
  });
});
