import { describe, expect, it } from "vitest";
import { parseKeptConfiguration, parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { isConfigError } from "../../src/domain/errors.ts";
import { NO_GUARD } from "../../src/domain/guard/types.ts";
import { GOOD_HEAD, GOOD_MEETINGS } from "./said.ts";

const PROJECT = `${GOOD_HEAD}${GOOD_MEETINGS}`;

function serviceGuard(text: string) {
  return parseServiceConfiguration(`groups: [acme]\n${text}`, "cadence.yml").guard;
}

function problems(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof Error && isConfigError(error)) return error.problems;
    throw error;
  }
  return [];
}

describe("guard of the service's file", () => {
  it("is on with the shipped list unless said otherwise", () => {
    for (const text of ["", "guard: on", "guard: true", "guard: {}"]) {
      expect(serviceGuard(text).words).toContain("churn*");
      expect(serviceGuard(text).addresses).toContain("internal.gitlab.com");
    }
    for (const text of ["guard: off", "guard: false"]) expect(serviceGuard(text)).toEqual(NO_GUARD);
  });

  it("takes further words by language, addresses, and leaves shipped ones out", () => {
    const { words, addresses } = serviceGuard(
      'guard: { words: { en: ["land and expand*"], de: "*umsatz*" }, addresses: "https://*.CRM.example.com/", without: Renewal* }',
    );
    expect(words).toEqual(expect.arrayContaining(["land and expand*", "*umsatz*", "churn*"]));
    expect(words).not.toContain("renewal*");
    expect(addresses).toContain("*.crm.example.com");
  });

  it.each([
    ["guard: maybe", "guard", "guard"],
    ["guard: { words: [churn] }", "guard.words", "guard"],
    ["guard: { words: { xx: [churn] } }", "guard.words.xx", "there is no such key here"],
    ['guard: { words: { en: ["*"] } }', "guard.words.en[0]", "no letter or figure in it"],
    ['guard: { words: { en: ["a*"] } }', "guard.words.en[0]", "this would be found everywhere"],
    ['guard: { words: { en: ["ch*rn"] } }', "guard.words.en[0]", "beginning or the end of a word"],
    ["guard: { addresses: [localhost] }", "guard.addresses[0]", "not a host"],
    ["guard: { without: [renewal] }", "guard.without[0]", "not a word of the shipped list"],
  ])("refuses %s", (text, key, says) => {
    const [first, ...others] = problems(() => serviceGuard(text));
    expect(others).toEqual([]);
    expect(first?.key).toBe(key);
    if (says !== "guard") expect(first?.problem).toContain(says);
  });
});

describe("guard of a project", () => {
  it("is refused in its own file, which the customer reads", () => {
    const [first, ...others] = problems(() =>
      parseProjectConfiguration(`${PROJECT}guard: off\n`, ".gitlab/cadence.yml"),
    );
    expect(others).toEqual([]);
    expect(first).toMatchObject({ key: "guard", problem: expect.stringContaining("a customer reads the file") });
  });

  it("is refused among the customers and defaults of a service", () => {
    const text =
      "customers: { acme/x: { guard: off, customer: A, timezone: UTC, meetings: { c: { repeat: every tuesday at 10:00, from: 2026-01-13 } } } }";
    expect(problems(() => serviceGuard(text))).toMatchObject([{ key: "customers.acme/x.guard" }]);
  });

  it("may stand in a file that whoever runs the bot keeps", () => {
    expect(parseKeptConfiguration(PROJECT, "kept.yml")).toEqual(parseProjectConfiguration(PROJECT, "kept.yml"));
    expect(parseKeptConfiguration(`${PROJECT}guard: off\n`, "kept.yml").guard).toEqual(NO_GUARD);
    const wrong = problems(() =>
      parseKeptConfiguration(`${PROJECT}guard: { without: [renewals] }\nmeeting: 1\n`, "kept.yml"),
    );
    expect(wrong.map(({ key }) => key)).toEqual(["guard.without[0]", "meeting"]);
    expect(wrong[0]?.nearest).toBe("renewal*");
  });
});
