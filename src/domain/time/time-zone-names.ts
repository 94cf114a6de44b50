import { nearestWord } from "../text/nearest-word.ts";

/** True for a zone of the IANA database that this Node knows, in any case: `Europe/Berlin`, `UTC`. Offsets such as `+01:00` are refused: they know no clock changes. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The place that a zone is named after, for people: `New York` of `America/New_York`, `UTC`. */
export function placeOfZone(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** The zone that a misspelt name most likely means (`Europe/Berln`, `Berlin`), or null. */
export function nearestTimeZone(name: string): string | null {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  const wanted = name.trim().toLowerCase().replaceAll(" ", "_");
  const city = zones.find((zone) => zone.toLowerCase().endsWith(`/${wanted}`));
  return city ?? nearestWord(wanted, zones);
}
