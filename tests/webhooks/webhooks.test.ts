import { describe, expect, it } from "vitest";
import { type Hook, type HookDelivery, NEEDED_EVENTS } from "../../src/gitlab/hooks-port.ts";
import { planHooks } from "../../src/webhooks/plan.ts";
import { planResend } from "../../src/webhooks/resend.ts";
import { chooseProof } from "../../src/webhooks/secret.ts";
import type { HookPlan, ObservedHook, PlaceState, WantedHook } from "../../src/webhooks/types.ts";

const URL = "https://cadence.example.com/webhooks/gitlab";

function wanted(over: Partial<WantedHook> = {}): WantedHook {
  return { url: URL, formerUrl: null, proof: "signature", rotate: false, test: false, commandName: "cadence", ...over };
}

/** A webhook as it should be. */
function hook(over: Partial<ObservedHook> = {}): ObservedHook {
  const good: Hook = {
    id: 7,
    url: URL,
    events: NEEDED_EVENTS,
    sslVerification: true,
    hasToken: false,
    hasSigningToken: true,
    alert: "executable",
    disabledUntil: null,
    hasTemplate: false,
  };
  return { ...good, deliveries: [], ...over };
}

function delivery(id: number, status: number | null, key = `key-${id}`): HookDelivery {
  return { id, key, status, answer: "", at: `2026-11-24T09:00:${String(id).padStart(2, "0")}.000Z` };
}

function plan(
  hooks: readonly ObservedHook[],
  over: Partial<WantedHook> = {},
  above: Partial<PlaceState> = {},
): HookPlan {
  const place = { kind: "project", ref: "1" } as const;
  return planHooks({ place, path: "a/b", hooks, coveredBy: null, isAboveHidden: false, ...above }, wanted(over));
}

/** `kind #id: rules` of each step. */
function steps({ steps: all }: HookPlan): readonly string[] {
  return all.map((step) => {
    const id = step.kind === "create-hook" ? "" : ` #${step.hookId}`;
    return `${step.kind}${id}: ${step.reasons.map(({ rule }) => rule).join(" ")}`;
  });
}

function warnings({ findings }: HookPlan): readonly string[] {
  return findings.filter(({ level }) => level !== "fine").map(({ reason, level }) => `${level} ${reason.rule}`);
}

const [, ...BUT_ISSUES] = NEEDED_EVENTS;
const REFUSED = [delivery(3, 401), delivery(2, 401), delivery(1, 200)];
/** What GitLab before 19.0 tells. */
const OLD = { hasToken: null, hasSigningToken: null };

describe("planHooks", () => {
  it.each<[string, readonly ObservedHook[], Partial<WantedHook>, readonly string[]]>([
    ["none", [], {}, ["create-hook: hook-missing"]],
    ["none, with a test", [], { test: true }, ["create-hook: hook-missing", "test-hook #null: test-asked-for"]],
    ["none, and no address to give it", [], { url: null }, []],
    ["one that is fine", [hook()], {}, []],
    ["a slash at the end", [hook({ url: `${URL}/` })], {}, ["repair-hook #7: hook-address"]],
    [
      "the same address written otherwise",
      [hook({ url: URL.replace("cadence.example.com", "Cadence.example.com:443") })],
      {},
      [],
    ],
    ["one of another service", [hook({ url: "https://else.example/x" })], {}, ["create-hook: hook-missing"]],
    [
      "one with a masked part in its address",
      [hook({ url: URL.replace("cadence", "{it}") })],
      {},
      ["create-hook: hook-missing"],
    ],
    [
      "the former address",
      [hook({ url: "https://old.example/w" })],
      { formerUrl: "https://old.example/w" },
      ["repair-hook #7: hook-address"],
    ],
    ["a missing event", [hook({ events: BUT_ISSUES })], {}, ["repair-hook #7: events-missing"]],
    [
      "an event too many",
      [hook({ events: [...NEEDED_EVENTS, "push_events"] })],
      {},
      ["repair-hook #7: events-unneeded"],
    ],
    ["emoji events, which are good to have", [hook({ events: [...NEEDED_EVENTS, "emoji_events"] })], {}, []],
    ["no emoji events", [hook({ unsent: ["emoji_events"] })], {}, []],
    ["certificates not checked", [hook({ sslVerification: false })], {}, ["repair-hook #7: ssl-verification-off"]],
    ["no signing token", [hook({ hasSigningToken: false, hasToken: true })], {}, ["repair-hook #7: no-signing-token"]],
    [
      "a signing token that the service does not know",
      [hook({ deliveries: REFUSED })],
      {},
      ["repair-hook #7: secret-refused", "test-hook #7: secret-set"],
    ],
    ["a signing token that the service knew", [hook({ deliveries: [delivery(2, 200), delivery(1, 401)] })], {}, []],
    ["other failures say nothing of the secret", [hook({ deliveries: [delivery(1, 503)] })], {}, []],
    ["the secret anew", [hook()], { rotate: true }, ["repair-hook #7: rotate"]],
    ["no secret token", [hook({ hasToken: false })], { proof: "token" }, ["repair-hook #7: no-secret-token"]],
    ["a secret token", [hook({ hasToken: true })], { proof: "token" }, []],
    ["before 19.0, nothing delivered", [hook(OLD)], { proof: "token" }, ["repair-hook #7: secret-unknown"]],
    ["before 19.0, something received", [hook({ ...OLD, deliveries: [delivery(1, 200)] })], { proof: "token" }, []],
    ["secrets not looked at", [hook({ ...OLD, deliveries: REFUSED })], { proof: null }, []],
    ["disabled", [hook({ alert: "disabled" })], {}, ["test-hook #7: enable-again"]],
    [
      "disabled for its secret",
      [hook({ alert: "temporarily_disabled", deliveries: REFUSED })],
      {},
      ["repair-hook #7: secret-refused", "test-hook #7: enable-again"],
    ],
    ["two: the lowest id stays", [hook(), hook({ id: 9 })], {}, ["remove-hook #9: doubled"]],
    [
      "no address, two services",
      [hook(), hook({ id: 9, url: "https://b.example/webhooks/gitlab" })],
      { url: null },
      [],
    ],
  ])("%s", (_what, hooks, over, expected) => {
    expect(steps(plan(hooks, over))).toEqual(expected);
  });

  it("sets what is wrong, and the secret with it, nothing else", () => {
    const [step] = plan([hook({ events: [...BUT_ISSUES, "push_events", "job_events"] })]).steps;
    expect(step).toMatchObject({
      change: {
        url: URL,
        on: ["issues_events"],
        off: ["push_events", "job_events"],
        sslVerification: true,
        proof: "signature",
      },
    });
  });

  it("a group above that sends the same leaves none here", () => {
    const covered = { coveredBy: "a" };
    expect(steps(plan([], {}, covered))).toEqual([]);
    expect(steps(plan([hook()], {}, covered))).toEqual(["remove-hook #7: doubled-by-group"]);
    expect(warnings(plan([], {}, { isAboveHidden: true }))).toEqual(["note groups-above-hidden"]);
  });

  it("says what fails, since when, and what to do", () => {
    const { findings } = plan([
      hook({ alert: "disabled", deliveries: [delivery(3, null), delivery(2, 502), delivery(1, 200)] }),
    ]);
    expect(findings).toMatchObject([
      {
        level: "warning",
        reason: {
          rule: "hook-disabled",
          text: "GitLab has disabled it for good, events are dropped: 2 deliveries in a row failed since 2026-11-24T09:00:02Z, GitLab got no answer",
          data: { failures: 2, status: null, since: "2026-11-24T09:00:02.000Z" },
        },
        remedy: expect.stringContaining("firewall"),
      },
    ]);
    expect(warnings(plan([hook({ deliveries: [delivery(1, 404)] })]))).toEqual(["warning deliveries-fail"]);
    expect(warnings(plan([hook({ hasTemplate: true })]))).toEqual(["warning custom-template"]);
    expect(warnings(plan([hook(), hook({ id: 8, url: "https://b.example/webhooks/gitlab" })]))).toEqual([
      "note other-address",
    ]);
  });
});

it.each<[string, Parameters<typeof chooseProof>[0], string | null, string | null]>([
  ["19.2.1-ee", { signingToken: "s", token: "t" }, "signature", null],
  ["18.11.0", { signingToken: "s", token: "t" }, "token", "signing-token-ignored"],
  ["18.11.0", { signingToken: "s", token: null }, null, "signing-token-ignored"],
  ["19.2.1", { signingToken: null, token: "t" }, "token", null],
  ["unheard of", { signingToken: "s", token: null }, "signature", null],
  ["19.2.1", { signingToken: null, token: null }, null, null],
])("GitLab %s with %j: %s", (version, secrets, proof, rule) => {
  const chosen = chooseProof(secrets, version);
  expect([chosen.proof, chosen.finding?.reason.rule ?? null]).toEqual([proof, rule]);
});

describe("planResend", () => {
  const since = "2026-11-24T09:00:02.000Z";
  const ids = (failed: readonly HookDelivery[], received: readonly HookDelivery[]) =>
    planResend(failed, received, since).map(({ id }) => id);
  it.each<[string, readonly HookDelivery[], readonly HookDelivery[], readonly number[]]>([
    ["the oldest first", [delivery(4, 500), delivery(3, 401)], [], [3, 4]],
    ["none that is too old", [delivery(1, 500), delivery(2, 500)], [], [2]],
    ["one for each event, the latest attempt", [delivery(5, 500, "a"), delivery(3, 500, "a")], [], [5]],
    ["none that came in the meantime", [delivery(3, 500, "a"), delivery(4, null, "b")], [delivery(6, 200, "a")], [4]],
    ["those without a key or a time", [{ ...delivery(3, 500), key: null, at: null }], [], [3]],
  ])("%s", (_what, failed, received, expected) => {
    expect(ids(failed, received)).toEqual(expected);
  });
});
