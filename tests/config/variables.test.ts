import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { isConfigError } from "../../src/domain/errors.ts";
import { GOOD_HEAD, GOOD_MEETINGS, saidOfTop } from "./said.ts";

function variablesOf(lines: string) {
  return parseProjectConfiguration(`${GOOD_HEAD}${lines}\n${GOOD_MEETINGS}`, "cadence.yml").variables;
}

describe("a project's own variables", () => {
  it("are texts, numbers as they are written, conditions and lists", () => {
    const lines = `variables:
  tier: "  Premium "
  seats: 250
  version: 17.10
  since: 2024-01-02
  has_sso: true
  nothing: ""
  dashboards: [https://status.example/acme, 7]
  contacts:
    - { name: Jane, role: CSM }
    - { name: Bob }
  x_date: of ours no more
`;
    expect(variablesOf(lines)).toEqual({
      tier: "Premium",
      seats: "250",
      version: "17.10",
      since: "2024-01-02",
      has_sso: true,
      nothing: "",
      dashboards: ["https://status.example/acme", "7"],
      contacts: [{ name: "Jane", role: "CSM" }, { name: "Bob" }],
      x_date: "of ours no more",
    });
    expect(variablesOf("")).toEqual({});
  });

  it("are known in titles, of meetings and of defaults", () => {
    const titles = 'defaults: { title: "{{customer}} {{tier}} {{#has_sso}}SSO{{/has_sso}}" }';
    expect(saidOfTop(`variables: { tier: Premium, has_sso: true }\n${titles}`)).toBe("fine");
    expect(saidOfTop(`variables: { teir: Premium, has_sso: true }\n${titles}`)).toContain("{{customer}} {{teir}}");
    expect(saidOfTop(`variables: { tier: [a, b], has_sso: true }\n${titles}`)).toContain("tier is a list");
    expect(saidOfTop('variables: { l: [a] }\ndefaults: { title: "A {{#l}}{{.}}{{/l}}" }')).toBe("fine");
    expect(saidOfTop('defaults: { title: "A {{recap}}" }')).toContain("there is no variable recap");
  });
});

function service(entries: string): string {
  return `defaults:
  timezone: Europe/Berlin
  variables: { tier: Premium, status: https://status.example, chat: "" }
  defaults: { title: "{{customer}} {{tier}}" }
  meetings: { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }
customers:
${entries}`;
}

describe("a service's", () => {
  it("are those of defaults, name by name in place of which a customer's stand", () => {
    const { customers } = parseServiceConfiguration(
      service("  g/a: { customer: A, variables: { tier: Ultimate, seats: 9 } }\n  g/b: { customer: B }\n"),
      "cadence.yml",
    );
    expect(customers.get("g/a")?.variables).toEqual({
      tier: "Ultimate",
      status: "https://status.example",
      chat: "",
      seats: "9",
    });
    expect(customers.get("g/b")?.variables).toMatchObject({ tier: "Premium" });
  });

  it.each([
    ["  g/a: { customer: A, variables: { date: x } }\n", "cadence.yml:7:36  customers.g/a.variables.date"],
    [
      "  g/a: { customer: A, variables: { ok: x } }\n  g/b: { customer: B, variables: { tier: [{ a: [1] }] } }\n",
      "cadence.yml:8:48  customers.g/b.variables.tier[0].a",
    ],
  ])("are named where they stand: %s", (entries, place) => {
    try {
      parseServiceConfiguration(service(entries), "cadence.yml");
      expect.unreachable();
    } catch (error) {
      if (!isConfigError(error)) throw error;
      expect(formatProblems(error)).toContain(place);
    }
  });

  it("a fault of defaults is told of defaults, once", () => {
    try {
      parseServiceConfiguration(
        service("  g/a: { customer: A, variables: { ok: x } }\n  g/b: { customer: B }\n").replace("chat:", "date:"),
        "cadence.yml",
      );
      expect.unreachable();
    } catch (error) {
      if (!isConfigError(error)) throw error;
      expect(error.problems.map(({ line, key }) => `${line} ${key}`)).toEqual(["3 defaults.variables.date"]);
    }
  });
});
