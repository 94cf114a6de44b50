import { isKnownCountry, knownCountries, nearestCountry } from "../../domain/schedule/holidays.ts";
import type { Read } from "./leaf.ts";
import { refusal } from "./texts.ts";

const COUNTRIES = ["DE", "DE-BY", "US", "US-CA"];

/** A country, or a part of one, of which the public holidays are known: `DE`, `DE-BY` (ISO 3166). */
export function readCountry(text: string): Read<string> {
  const code = text.trim().toUpperCase();
  if (isKnownCountry(code)) return { ok: true, value: code };
  if (/^[A-Z]{2}-/.test(code) && isKnownCountry(code.slice(0, 2))) return refuseRegion(code.slice(0, 2));
  const nearest = nearestCountry(code);
  if (!/^[A-Z]{2}$/.test(code)) return refusal("not a country code of ISO 3166", COUNTRIES, nearest);
  // Of two letters one is too many to guess: only UK for GB and the like is worth a hint.
  const guessed = nearest !== null && [...nearest].some((letter, index) => letter === code[index]);
  return refusal("no public holidays are known for this code", COUNTRIES, guessed ? null : nearest);
}

function refuseRegion(country: string): Read<never> {
  const regions = knownCountries().filter((known) => known.startsWith(`${country}-`) && known.split("-").length === 2);
  return refusal(`no such part of ${country} with holidays of its own`, [country, ...regions]);
}
