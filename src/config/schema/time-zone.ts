import { isTimeZone, nearestTimeZone } from "../../domain/time/time-zone-names.ts";
import type { Read } from "./leaf.ts";
import { refusal } from "./texts.ts";

const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"];

/** A place for each short name that people write instead of one; the short names know no clock changes, or several zones share them. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  ACST: "Australia/Adelaide",
  AEDT: "Australia/Sydney",
  AEST: "Australia/Sydney",
  AKST: "America/Anchorage",
  AST: "America/Halifax",
  AWST: "Australia/Perth",
  BRT: "America/Sao_Paulo",
  BST: "Europe/London",
  CDT: "America/Chicago",
  CEST: "Europe/Berlin",
  CET: "Europe/Berlin",
  CST: "America/Chicago",
  CST6CDT: "America/Chicago",
  EDT: "America/New_York",
  EEST: "Europe/Helsinki",
  EET: "Europe/Helsinki",
  EST: "America/New_York",
  EST5EDT: "America/New_York",
  HST: "Pacific/Honolulu",
  IST: "Asia/Kolkata",
  JST: "Asia/Tokyo",
  KST: "Asia/Seoul",
  MDT: "America/Denver",
  MET: "Europe/Berlin",
  MSK: "Europe/Moscow",
  MST: "America/Denver",
  MST7MDT: "America/Denver",
  NZDT: "Pacific/Auckland",
  NZST: "Pacific/Auckland",
  PDT: "America/Los_Angeles",
  PST: "America/Los_Angeles",
  PST8PDT: "America/Los_Angeles",
  SGT: "Asia/Singapore",
  WET: "Europe/Lisbon",
};

/**
 * An IANA time zone in its canonical spelling: `europe/berlin` becomes `Europe/Berlin`.
 *
 * Refused, with the nearest place: short names (CET, EST) and offsets (+01:00, Etc/GMT+1), because a meeting keeps its
 * place's clock when the clocks change and those do not.
 */
export function readTimeZone(text: string): Read<string> {
  const name = text.trim();
  const place = SHORT_NAMES[name.toUpperCase()];
  if (place !== undefined) return refusal(`"${name}" does not say which place's clock changes count`, ZONES, place);
  if (/^(etc\/)?(utc|gmt|zulu|uct|universal|greenwich|z)$/i.test(name)) return readUtc(name);
  if (/^(etc\/|utc|gmt)?[+-]?\d/i.test(name) || /^etc\//i.test(name))
    return refusal("an offset knows no clock changes", ZONES);
  if (!name.includes("/"))
    return refusal("not a time zone of the IANA database", ZONES, canonical(name) ?? nearestTimeZone(name));
  if (!isTimeZone(name)) return refusal("not a time zone of the IANA database", ZONES, nearestTimeZone(name));
  return { ok: true, value: canonicalSpelling(name) };
}

function readUtc(name: string): Read<string> {
  if (/^(etc\/)?utc$/i.test(name)) return { ok: true, value: "UTC" };
  return refusal(`"${name}" is usually meant as UTC`, ZONES, "UTC");
}

function canonicalSpelling(name: string): string {
  const known = Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  // The list leaves out newer names for older ones (Asia/Kolkata for Asia/Calcutta), which are as good.
  const oneCase = name === name.toLowerCase() || name === name.toUpperCase();
  return oneCase ? name.toLowerCase().replaceAll(/^us(?=\/)|(?<![a-z])[a-z]/g, (start) => start.toUpperCase()) : name;
}

/** The place that a country's old zone name (`Japan`) stands for. */
function canonical(name: string): string | null {
  if (!isTimeZone(name)) return null;
  const zone = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  return zone.includes("/") ? zone : null;
}
