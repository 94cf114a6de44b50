import { expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { ConfigError } from "../../src/domain/errors.ts";
import { knownConfigurations } from "../../src/fleet/known-configurations.ts";

const fileOf = (customer: string) =>
  `customer: ${customer}\ntimezone: UTC\nmeetings:\n  cadence-call:\n    repeat: every week on monday at 10:00\n    from: 2026-11-02\n`;

it("a text is checked once, the one not asked for longest is forgotten first, and what is wrong is told each time", () => {
  const read: string[] = [];
  const parse = knownConfigurations((text, file) => {
    read.push(text);
    return parseProjectConfiguration(text, file);
  }, 2);
  const customers = (...names: readonly string[]) => names.map((name) => parse(fileOf(name), "cadence.yml").customer);
  expect(customers("Acme", "Bolt", "Acme", "Core", "Acme")).toEqual(["Acme", "Bolt", "Acme", "Core", "Acme"]);
  expect(read).toEqual(["Acme", "Bolt", "Core"].map(fileOf));
  customers("Bolt");
  expect(read).toHaveLength(4);
  for (const _ of [1, 2]) expect(() => parse("customer: 7\n", "cadence.yml")).toThrow(ConfigError);
  expect(read).toHaveLength(6);
  const long = `${fileOf("Long")}${"# ".repeat(10_000)}\n`;
  for (const _ of [1, 2]) expect(parse(long, "cadence.yml").customer).toBe("Long");
  expect(read).toHaveLength(8);
});
