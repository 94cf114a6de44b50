import { describe, expect } from "vitest";
import type { DeliveryFilter, HookDelivery, HookGitLab, HookPlace } from "../../../src/gitlab/hooks-port.ts";
import { createHookGitLab } from "../../../src/gitlab/webhooks/hooks-client.ts";
import { failureOf } from "../../support/gitlab/gitlab-client.ts";
import { it, type StubAnswer } from "../../support/gitlab/http-stub.ts";

const PROJECT: HookPlace = { kind: "project", ref: "acme/web" };
const GROUP: HookPlace = { kind: "group", ref: "7" };
const HOOKS = "/api/v4/projects/acme%2Fweb/hooks";
const row = (id: number, more: object = {}) => ({ id, url: `https://example.com/${id}`, ...more });
const said = (status: number, message: string): StubAnswer => ({ status, json: { message } });

function client(url: string): HookGitLab & { readonly requests: { readonly reads: number; readonly writes: number } } {
  return createHookGitLab({ url, token: "glpat-secret-of-the-bot", sleep: async () => undefined, random: () => 0 });
}

describe("webhooks of a place", () => {
  it("of a project, by number, each once, with what GitLab says of them", async ({ stub }) => {
    stub.expect("GET", `${HOOKS}?per_page=100`, {
      json: [
        row(9, { alert_status: "disabled", disabled_until: "2026-11-24T09:00:00.000Z", custom_webhook_template: "{}" }),
        row(4, {
          issues_events: true,
          note_events: true,
          push_events: false,
          repository_update_events: true,
          enable_ssl_verification: false,
          token_present: true,
          signing_token_present: false,
          alert_status: "temporarily_disabled",
        }),
        row(9, { alert_status: "some day", custom_webhook_template: "" }),
      ],
    });
    expect(await client(stub.url).listHooks(PROJECT)).toEqual([
      {
        id: 4,
        url: "https://example.com/4",
        events: ["issues_events", "note_events"],
        sslVerification: false,
        hasToken: true,
        hasSigningToken: false,
        alert: "temporarily_disabled",
        disabledUntil: null,
        hasTemplate: false,
      },
      {
        id: 9,
        url: "https://example.com/9",
        events: [],
        sslVerification: true,
        hasToken: null,
        hasSigningToken: null,
        alert: "executable",
        disabledUntil: null,
        hasTemplate: false,
      },
    ]);
  });

  it("one that GitLab disabled for good, with a template", async ({ stub }) => {
    const disabled = row(9, {
      alert_status: "disabled",
      disabled_until: "2026-11-24T09:00:00.000Z",
      custom_webhook_template: "{}",
    });
    stub.expect("GET", "/api/v4/groups/7/hooks?per_page=100", { json: [disabled] });
    expect(await client(stub.url).listHooks(GROUP)).toMatchObject([
      { alert: "disabled", disabledUntil: "2026-11-24T09:00:00.000Z", hasTemplate: true },
    ]);
  });

  it("page by page", async ({ stub }) => {
    const next = `<${stub.url}${HOOKS}?per_page=100&page=2>; rel="next"`;
    stub.expect("GET", `${HOOKS}?per_page=100`, { json: [row(1)], headers: { link: next } });
    stub.expect("GET", `${HOOKS}?per_page=100&page=2`, { json: [row(2)] });
    const hooks = client(stub.url);
    expect((await hooks.listHooks(PROJECT))?.map(({ id }) => id)).toEqual([1, 2]);
    expect(hooks.requests).toEqual({ reads: 2, writes: 0 });
  });

  it("a clear no is no list", async ({ stub }) => {
    stub.expect("GET", `${HOOKS}?per_page=100`, said(403, "403 Forbidden"), said(404, "404 Not found"));
    expect(await client(stub.url).listHooks(PROJECT)).toBeNull();
    expect(await client(stub.url).listHooks(PROJECT)).toBeNull();
  });

  it("a page of something in between is none", async ({ stub }) => {
    stub.expect("GET", `${HOOKS}?per_page=100`, { status: 404, text: "<html>nothing here</html>" });
    expect(await failureOf(client(stub.url).listHooks(PROJECT))).toMatchObject({ name: "ConfigError" });
  });

  it("a read is tried again", async ({ stub }) => {
    stub.expect("GET", `${HOOKS}?per_page=100`, { status: 500 }, { json: [row(1)] });
    expect(await client(stub.url).listHooks(PROJECT)).toHaveLength(1);
  });
});

describe("setting webhooks", () => {
  const settings = { url: "https://example.com", on: ["issues_events"], off: ["push_events"] } as const;

  it("a new one is told what is wanted, and no more", async ({ stub }) => {
    stub.expect("POST", HOOKS, { status: 201, json: row(5) }, { status: 201, json: row(6) });
    const hooks = client(stub.url);
    expect(await hooks.createHook(PROJECT, settings)).toMatchObject({ id: 5 });
    await hooks.createHook(PROJECT, {
      url: "https://example.com",
      sslVerification: true,
      token: "a",
      signingToken: "b",
    });
    expect(stub.received.map(({ body }) => JSON.parse(body))).toEqual([
      { url: "https://example.com", issues_events: true, push_events: false },
      { url: "https://example.com", enable_ssl_verification: true, token: "a", signing_token: "b" },
    ]);
    expect(hooks.requests).toEqual({ reads: 0, writes: 2 });
  });

  it("one that may have been made is not made again", async ({ stub }) => {
    stub.expect("POST", HOOKS, { status: 502 });
    expect(await failureOf(client(stub.url).createHook(PROJECT, settings))).toMatchObject({
      name: "UnknownOutcomeError",
    });
  });

  it("a change is repeated", async ({ stub }) => {
    stub.expect("PUT", `${HOOKS}/5`, { status: 502 }, { json: row(5) });
    expect(await client(stub.url).updateHook(PROJECT, 5, settings)).toMatchObject({ id: 5 });
    expect(JSON.parse(stub.received[1]?.body ?? "")).toEqual({
      url: "https://example.com",
      issues_events: true,
      push_events: false,
    });
  });

  it("an address that GitLab may not send to", async ({ stub }) => {
    stub.expect("POST", HOOKS, said(422, "Invalid url given"));
    stub.expect("PUT", `${HOOKS}/5`, said(422, "Invalid url given"));
    const remedy = expect.stringContaining("Give an address that GitLab can reach.");
    expect(await failureOf(client(stub.url).createHook(PROJECT, settings))).toMatchObject({ status: 422, remedy });
    expect(await failureOf(client(stub.url).updateHook(PROJECT, 5, settings))).toMatchObject({ status: 422, remedy });
  });

  it("another refusal keeps its own remedy", async ({ stub }) => {
    stub.expect("POST", HOOKS, said(422, "Too many webhooks"));
    expect(await failureOf(client(stub.url).createHook(PROJECT, settings))).toMatchObject({
      remedy: expect.not.stringContaining("Give an address"),
    });
  });

  it("one that is gone is removed", async ({ stub }) => {
    stub.expect("DELETE", `${HOOKS}/5`, { status: 204 }, said(404, "404 Not found"));
    await client(stub.url).deleteHook(PROJECT, 5);
    await client(stub.url).deleteHook(PROJECT, 5);
    stub.expect("DELETE", `${HOOKS}/5`, said(400, "no"));
    expect(await failureOf(client(stub.url).deleteHook(PROJECT, 5))).toMatchObject({ status: 400 });
  });
});

describe("testing a webhook", () => {
  const url = `${HOOKS}/5/test/issues_events`;

  it("it went through", async ({ stub }) => {
    stub.expect("POST", url, { status: 201, json: { message: "201 Created" } });
    expect(await client(stub.url).testHook(PROJECT, 5, "issues_events")).toBeNull();
  });

  it("what the receiver said to it, without the token", async ({ stub }) => {
    stub.expect("POST", url, said(422, "no route, glpat-secret-of-the-bot"), { status: 422, json: {} });
    const told = await client(stub.url).testHook(PROJECT, 5, "issues_events");
    expect(told).toContain("no route");
    expect(told).not.toContain("secret-of-the-bot");
    expect(await client(stub.url).testHook(PROJECT, 5, "issues_events")).toBe("");
  });

  it("another refusal is one", async ({ stub }) => {
    stub.expect("POST", url, said(400, "no"));
    expect(await failureOf(client(stub.url).testHook(PROJECT, 5, "issues_events"))).toMatchObject({ status: 400 });
  });
});

describe("deliveries", () => {
  const events = (page: number, more = "") => `${HOOKS}/5/events?per_page=20&page=${page}${more}`;
  const list = async (url: string, maxPages = 1, status: DeliveryFilter["status"] = null) =>
    client(url).listDeliveries(PROJECT, 5, { status, maxPages });

  it.for<[string, object, Partial<HookDelivery>]>([
    [
      "answered",
      { response_status: "200", response_body: " a\n b ", created_at: "2026-11-24T09:00:00.000Z" },
      { status: 200, answer: "a b", at: "2026-11-24T09:00:00.000Z", key: null },
    ],
    ["answered with a number", { response_status: 404 }, { status: 404, answer: "", at: null }],
    ["without an answer", { response_status: "internal error" }, { status: null }],
    ["with a status that is none", { response_status: 99 }, { status: null }],
    ["with the lowest status there is", { response_status: 100 }, { status: 100 }],
    ["with no status at all", {}, { status: null }],
    ["with a long answer", { response_body: "x".repeat(300) }, { answer: "x".repeat(200) }],
    ["with a key", { request_headers: { "idempotency-key": "k-1" } }, { key: "k-1" }],
    ["with an empty key", { request_headers: { "Idempotency-Key": "" } }, { key: null }],
    [
      "whose own header says when",
      { request_headers: { "Webhook-Timestamp": "1795510800" } },
      { at: new Date(1_795_510_800_000).toISOString() },
    ],
    [
      "whose answer says when",
      { response_headers: { Date: "Tue, 24 Nov 2026 09:00:00 GMT" } },
      { at: "2026-11-24T09:00:00.000Z" },
    ],
  ])("one %s", async ([, answer, expected], { stub }) => {
    stub.expect("GET", events(1), { json: [{ id: 3, ...answer }] });
    expect((await list(stub.url))?.deliveries).toEqual([expect.objectContaining({ id: 3, ...expected })]);
  });

  it("newest pages first, as many as are asked for", async ({ stub }) => {
    const more = { link: '<https://example.com/next>; rel="next"' };
    stub.expect("GET", events(1), { json: [{ id: 3 }, { id: 2 }], headers: more });
    stub.expect("GET", events(2), { json: [{ id: 2 }, { id: 1 }], headers: more });
    const found = await list(stub.url, 2);
    expect(found?.deliveries.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(found?.complete).toBe(false);
  });

  it("no further than the last", async ({ stub }) => {
    stub.expect("GET", events(1, "&status=server_failure"), { json: [{ id: 3 }] });
    expect(await list(stub.url, 5, "server_failure")).toMatchObject({ complete: true, deliveries: [{ id: 3 }] });
  });

  it("a clear no is no list", async ({ stub }) => {
    stub.expect("GET", events(1), said(403, "403 Forbidden"));
    expect(await list(stub.url)).toBeNull();
  });

  it("one is sent again: the status that came, or none", async ({ stub }) => {
    const url = `${HOOKS}/5/events/3/resend`;
    stub.expect(
      "POST",
      url,
      { status: 201, json: { response_status: 200 } },
      { status: 201, json: {} },
      said(422, "no answer"),
    );
    const hooks = client(stub.url);
    const again = () => hooks.resendDelivery(PROJECT, 5, 3);
    expect([await again(), await again(), await again()]).toEqual([200, null, null]);
    stub.expect("POST", url, said(400, "no"));
    expect(await failureOf(again())).toMatchObject({ status: 400 });
  });
});

it("the version of the instance", async ({ stub }) => {
  stub.expect("GET", "/api/v4/version", { json: { version: "19.2.1-ee" } });
  expect(await client(stub.url).getVersion()).toBe("19.2.1-ee");
});
