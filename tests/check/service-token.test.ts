import { describe, expect, it } from "vitest";
import { checkServiceToken, type GroupRole } from "../../src/check/service-token.ts";
import type { Token } from "../../src/gitlab/port.ts";

const NOW = "2026-11-24T09:00:00Z";
const BOT = { id: 1, username: "cadence-bot", name: "Cadence" };
const REPORTER: readonly GroupRole[] = [{ group: "account-management", accessLevel: 20 }];
const good: Token = { name: "cadence", scopes: ["api"], expiresAt: "2027-11-01", active: true };

describe("the token of the service", () => {
  it("with the scope api and the role Reporter is right", () => {
    expect(checkServiceToken(good, BOT, REPORTER, NOW)).toEqual([
      { status: "ok", subject: "token", text: '"cadence" has the scope api and expires on 2027-11-01', remedy: "" },
    ]);
  });

  it.each<[string, Partial<Token>]>([
    ["reads only", { scopes: ["read_api", "read_repository"] }],
    ["has no scope", { scopes: [] }],
  ])("that %s is a problem", (_what, change) => {
    expect(checkServiceToken({ ...good, ...change }, BOT, REPORTER, NOW)[0]?.status).toBe("problem");
  });

  it.each<[string, Parameters<typeof checkServiceToken>[0], Parameters<typeof checkServiceToken>[1], number, RegExp]>([
    ["expires soon", { ...good, expiresAt: "2026-12-01" }, BOT, 20, /expires on 2026-12-01/],
    [
      "may act for others",
      { ...good, scopes: ["api", "sudo", "admin_mode"] },
      BOT,
      20,
      /scopes sudo, admin_mode: more/,
    ],
    ["may push", { ...good, scopes: ["api", "write_repository"] }, BOT, 20, /scopes write_repository: more/],
    ["is an administrator's", good, { ...BOT, isAdmin: true }, 20, /@cadence-bot is an administrator: more/],
    ["is a Maintainer's", good, BOT, 40, /is Maintainer of account-management: more/],
    ["is an Owner's", null, BOT, 50, /is Owner of account-management: more/],
  ])("that %s is warned of", (_what, token, user, accessLevel, words) => {
    const findings = checkServiceToken(token, user, [{ group: "account-management", accessLevel }], NOW);
    expect(findings.filter(({ status }) => status !== "ok")).toMatchObject([
      { status: "warning", text: expect.stringMatching(words), remedy: expect.stringMatching(/./) },
    ]);
  });
});
