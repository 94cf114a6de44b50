import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse as parseYaml, stringify } from "yaml";
import { renderServiceDocument, renderServiceSchemaDocument } from "../../src/config/documents.ts";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { configurationWithoutFile, serviceOf } from "../../src/config/service/configuration-of.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { serviceConfigurationJsonSchema } from "../../src/config/service/service-file.ts";
import { ConfigError } from "../../src/domain/errors.ts";

const DEFAULTS = `defaults:
  timezone: Europe/Berlin
  meetings:
    cadence-call:
      repeat: every week on tuesday at 10:00
      from: 2026-01-13
`;

function read(text: string) {
  return parseServiceConfiguration(text, "cadence.yml");
}

function said(text: string): string {
  try {
    read(text);
    return "fine";
  } catch (error) {
    if (error instanceof ConfigError) return formatProblems(error);
    throw error;
  }
}

function document(path: string): string {
  return readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");
}

describe("a good file", () => {
  it("one group is enough, the rest has defaults", () => {
    expect(read("groups: account-management\n")).toEqual(serviceOf({ groups: ["account-management"] }));
  });

  it("every key is read", () => {
    const service = read(`gitlab_url: https://gitlab.example.com/
webhook_url: https://Cadence.example.com:443/webhooks/gitlab/
groups: [a, b/c]
topics: customer-collaboration
projects: [x/y, 12]
exclude: [a/internal, 99]
sweep: { every: 5 minutes, full: 12 hours }
requests: { per_minute: 600, reserve: 30% }
`);
    expect(service).toMatchObject({
      gitlabUrl: "https://gitlab.example.com",
      webhookUrl: "https://cadence.example.com/webhooks/gitlab",
      groups: ["a", "b/c"],
      topics: ["customer-collaboration"],
      projects: ["x/y", "12"],
      exclude: ["a/internal", "99"],
      sweep: { everyMinutes: 5, fullMinutes: 720 },
      requests: { perMinute: 600, reserve: 0.3 },
    });
  });

  it("a customer's keys take the place of those of defaults; ids and paths of any case find them", () => {
    const service = read(`${DEFAULTS}customers:
  Group/Acme: { customer: Acme, timezone: America/New_York }
  "77": { customer: Globex }
`);
    const acme = configurationWithoutFile(service, { id: 5, path: "group/ACME", name: "x" });
    expect(acme).toMatchObject({ customer: "Acme", timeZone: "America/New_York" });
    expect(acme?.meetings.map(({ id }) => id)).toEqual(["cadence-call"]);
    const globex = configurationWithoutFile(service, { id: 77, path: "a/b", name: "x" });
    expect(globex).toMatchObject({ customer: "Globex", timeZone: "Europe/Berlin" });
    expect(configurationWithoutFile(service, { id: 6, path: "group/other", name: "Other" })).toBeNull();
  });

  it("adopt: all serves every project, under its own name where defaults has none", () => {
    const project = { id: 6, path: "group/other", name: "Other" };
    const own = read(`groups: [group]\nadopt: all\n${DEFAULTS}`);
    expect(configurationWithoutFile(own, project)?.customer).toBe("Other");
    const named = read(`groups: [group]\nadopt: all\n${DEFAULTS}  customer: Everybody\n`);
    expect(configurationWithoutFile(named, project)?.customer).toBe("Everybody");
    const careful = read(`groups: [group]\n${DEFAULTS}`);
    expect(configurationWithoutFile(careful, project)).toBeNull();
  });
});

describe("what is wrong is said with its place, what was found and what is allowed", () => {
  it("a typo in a key", () => {
    expect(said("group: [a]\ntopics: [x]\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1  group
        found     "group"
        problem   there is no such key here
        nearest   groups
        allowed   gitlab_url | webhook_url | groups | topics | projects | exclude | bots | adopt | defaults | customers |
                  guard | sweep | requests"
    `);
  });

  it("nothing to serve", () => {
    expect(said("adopt: with-file\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1
        found     "adopt: with-file"
        problem   no project is served: there are no groups, topics, projects or customers
        allowed   groups: [account-management]"
    `);
  });

  it("values", () => {
    expect(
      said(`gitlab_url: gitlab.example.com
groups: [https://gitlab.com/groups/acme/, 12]
exclude: [internal/*]
adopt: everything
sweep: { every: 10 seconds, full: 5 minutes }
requests: { per_minute: 5, reserve: 0.2 }
`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:1:13  gitlab_url
        found     "gitlab.example.com"
        problem   not an http or https address
        nearest   https://gitlab.example.com
        allowed   https://gitlab.example.com | https://example.com/gitlab

      cadence.yml:2:10  groups[0]
        found     "https://gitlab.com/groups/acme/"
        problem   not the path of a group
        nearest   acme
        allowed   account-management | account-management/emea

      cadence.yml:2:43  groups[1]
        found     12
        problem   a number where a path of a group is expected

      cadence.yml:3:11  exclude[0]
        found     "internal/*"
        problem   not a path or an id
        nearest   internal
        allowed   account-management/internal | group/project | 1234

      cadence.yml:4:8  adopt
        found     "everything"
        problem   not one of the words that are allowed here
        allowed   with-file | all

      cadence.yml:5:17  sweep.every
        found     "10 seconds"
        problem   "seconds" is no unit of time
        allowed   15 minutes | 1 hour

      cadence.yml:5:35  sweep.full
        found     "5 minutes"
        problem   not within 1 hour to 4 weeks
        allowed   1 day | 12 hours | 1 hour to 4 weeks

      cadence.yml:6:25  requests.per_minute
        found     5
        problem   out of range
        allowed   a whole number from 10 to 100000

      cadence.yml:6:37  requests.reserve
        found     "0.2"
        problem   not a part in percent
        nearest   20%
        allowed   20% | 0% to 90%"
    `);
  });

  it("a customer that is not whole, and one whose keys contradict defaults", () => {
    expect(
      said(`${DEFAULTS}  account_team: ["@jane"]
customers:
  a/b: {}
  c/d: { customer: D, attendees: ["@jane"] }
  alone: { customer: E }
`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:9:3  customers.a/b.customer
        problem   customer is missing: the customer's name, as it stands in titles
        allowed   Acme

      cadence.yml:10:35  customers.c/d.attendees[0]
        found     "@jane"
        problem   the same person stands under account_team too
        allowed   each person once, on one side

      cadence.yml:11:3  customers.alone
        found     "alone"
        problem   not the path or id of a project
        allowed   group/templates | 1234"
    `);
  });

  it("what is missing everywhere is said of each", () => {
    expect(
      said(`defaults: { timezone: UTC }
customers:
  a/b: { customer: A }
  c/d: { customer: D }
groups: [x]
adopt: all
`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:1:1  defaults.meetings
        problem   meetings is missing: which calls there are
        allowed   meetings: { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } } |
                  calls with profile

      cadence.yml:3:3  customers.a/b.meetings
        problem   meetings is missing: which calls there are
        allowed   meetings: { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } } |
                  calls with profile

      cadence.yml:4:3  customers.c/d.meetings
        problem   meetings is missing: which calls there are
        allowed   meetings: { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } } |
                  calls with profile"
    `);
  });

  it.each([
    ["an empty file", "", "the file is empty"],
    ["a list", "- groups\n", "the file is a list"],
    ["no YAML", "groups: [\n", "not closed"],
    ["adopt: all without defaults", "groups: [a]\nadopt: all\n", "there are no defaults for them"],
    ["an address of webhooks without its path", "groups: [a]\nwebhook_url: https://host.example\n", "/webhooks/gitlab"],
    ["a token in the address", "groups: [a]\ngitlab_url: https://me:secret@host.example\n", "goes into GITLAB_TOKEN"],
    ["the address of the API", "groups: [a]\ngitlab_url: https://host.example/api/v4\n", "https://host.example"],
    ["a project twice", `${DEFAULTS}customers:\n  a/b: { customer: A }\n  A/B: { customer: B }\n`, "stands here twice"],
    ["a wrong key of a customer", `${DEFAULTS}customers:\n  a/b: { custmer: A }\n`, "nearest   customer"],
    ["business days", "groups: [a]\nsweep: { every: 1 business day }\n", "no days off"],
  ])("%s", (_, text, expected) => {
    expect(said(text)).toContain(expected);
  });
});

describe("generated documents", () => {
  it("docs/schema/service.schema.json and docs/fleet.md are fresh (else: npm run docs)", () => {
    expect(document("schema/service.schema.json")).toBe(renderServiceSchemaDocument());
    const text = document("fleet.md");
    expect(text).toBe(renderServiceDocument(text));
  });

  it("the files shown in docs/fleet.md are good ones", () => {
    const shown = [...document("fleet.md").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? "");
    expect(shown).toHaveLength(3);
    for (const yaml of shown) expect(said(yaml)).toBe("fine");
  });

  it("every example and default of the schema is one that schema and reader take", () => {
    const schema = serviceConfigurationJsonSchema();
    const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      for (const example of [...(value.examples ?? []), ...(value.default === undefined ? [] : [value.default])]) {
        const file = { groups: ["a"], ...parseYaml(DEFAULTS), [key]: example };
        if (key === "groups" && Array.isArray(example) && example.length === 0) file.topics = ["x"];
        expect([key, example, said(stringify(file))]).toEqual([key, example, "fine"]);
        expect(validate(file)).toBe(true);
      }
    }
  });
});
