import { isMap } from "../check/raw.ts";
import type { ProjectConfiguration } from "../resolve/types.ts";
import { writtenValues } from "./leaves.ts";
import type { ConfigurationValue, WrittenConfiguration } from "./types.ts";

/** Returns what the file says of its customer, and what follows from it. */
export function profileValues(
  { map, place }: WrittenConfiguration,
  { profile }: ProjectConfiguration,
): readonly ConfigurationValue[] {
  const given = map["profile"];
  if (profile === null || !isMap(given)) return [];
  const own = writtenValues(given, ["profile"], place);
  const kind = {
    key: "profile.customer",
    value: profile.customer,
    sources: [{ part: null, from: kindWords(profile.customer), row: "C6" }],
  };
  const onboarded = {
    key: "profile.onboarded",
    value: profile.onboarded,
    sources: [{ part: null, from: "45 days after since: handbook C6", row: "C6" }],
  };
  return [
    ...own,
    ...(given["customer"] === undefined ? [kind] : []),
    ...(given["onboarded"] === undefined && profile.customer === "new" ? [onboarded] : []),
  ];
}

function kindWords(customer: "new" | "existing"): string {
  const where = customer === "new" ? "within 45 days before" : "more than 45 days before";
  return `since lies ${where} the first call: handbook C6`;
}
