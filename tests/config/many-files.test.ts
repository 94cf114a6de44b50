import { expect, it } from "vitest";
import { createConfigurationParser, parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";

const file = (customer: string, more = "") =>
  `customer: ${customer}\ntimezone: UTC\nmeetings:\n  call: { repeat: every week on monday at 10:00, from: 2026-01-05${more} }\n`;

it("one parser reads many files, each as if it were the first, also after one that is wrong", () => {
  const parse = createConfigurationParser();
  const texts = [file("Acme"), file("Beta", ", lead_time: 3 days"), file("Acme")];
  for (const text of texts) {
    expect(parse(text, "a.yml")).toEqual(parseProjectConfiguration(text, "a.yml"));
    expect(() => parse("customer: 1\n", "b.yml")).toThrow("b.yml");
  }
});
