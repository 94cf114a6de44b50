import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../../src/http/refusal.ts";
import { readSecrets } from "../../src/http/secrets.ts";
import { deliveryId, verifyDelivery } from "../../src/http/verify.ts";
import { assertOften } from "../support/assert-often.ts";
import { SIGNING_TOKEN, signed, TOKEN } from "./receiver-stage.ts";

const OTHER = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const NOW = new Date("2026-11-24T10:00:00Z");
const BODY = '{"object_kind":"issue","title":"Ümläut"}';
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

afterEach(() => void vi.useRealTimers());

type Headers = Readonly<Record<string, string>>;

function outcome(
  headers: Headers,
  secrets = { signingTokens: [SIGNING_TOKEN] as string[], tokens: [] as string[] },
  body = BODY,
  now = NOW.getTime(),
): string {
  try {
    verifyDelivery(readSecrets(secrets), headers, Buffer.from(body), now);
    return "accepted";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.why;
  }
}

const good = signed(BODY, { at: NOW, id: "3f1c" });
const signature = good["webhook-signature"] ?? "";

/** Headers of Standard Webhooks, some right, most wrong in one way or several. `now` in seconds. */
function headersOf(tokens: readonly string[], now: number): fc.Arbitrary<Headers> {
  const wait = fc.constantFrom(0, 0, 0, 0, -300, 300, -301, 301);
  const writeTime = fc.constantFrom<((time: number) => string)[]>(
    String,
    String,
    String,
    String,
    (time) => `00${time}`,
    (time) => `${time}.5`,
    (time) => `+${time}`,
    (time) => `-${time}`,
    (time) => `${time}000`,
    (time) => `${time}x`,
    () => "",
  );
  const id = "msg_1";
  const entry = fc.constantFrom<((signature: string) => string)[]>(
    (right) => right,
    (right) => right,
    (right) => right.slice(3),
    (right) => right.replace("v1,", "v1a,"),
    (right) => right.replace("v1,", "v2,"),
    (right) => right.replace("v1,", "V1,"),
    (right) => right.replace(/=+$/, ""),
    (right) => right.replaceAll("+", "-").replaceAll("/", "_"),
    (right) => right.toLowerCase(),
    (right) => `${right},more`,
    (right) => `${right}=`,
    () => "",
    () => "v1",
    () => "v1,",
    () => ",",
    () => "x9-new,abc",
    () => `v1,${"A".repeat(43)}=`,
  );
  const entries = fc.array(fc.tuple(entry, fc.constantFrom(...tokens)), { maxLength: 4 });
  const between = fc.constantFrom(" ", " ", " ", "  ", ", ", "\t", ",");
  return fc.tuple(wait, writeTime, entries, between).map(([seconds, write, list, separator]) => {
    const at = new Date((now + seconds) * 1000);
    const texts = list.map(([make, token]) => make(new Webhook(token).sign(id, at, BODY)));
    return {
      "webhook-id": id,
      "webhook-timestamp": write(now + seconds),
      "webhook-signature": texts.join(separator),
    };
  });
}

describe("a signature", () => {
  it.each<readonly [string, Headers, string]>([
    ["of the published package", good, "accepted"],
    ["among others", { ...good, "webhook-signature": `v1,AAAA ${signature} v1,BBBB` }, "accepted"],
    ["beside one of a version to come", { ...good, "webhook-signature": `v1a,zzzz ${signature}` }, "accepted"],
    ["under another version", { ...good, "webhook-signature": signature.replace("v1", "v2") }, "bad-signature"],
    ["by another key", signed(BODY, { at: NOW, token: OTHER }), "bad-signature"],
    ["of another body", signed(`${BODY} `, { at: NOW }), "bad-signature"],
    ["cut by a character", { ...good, "webhook-signature": signature.slice(0, -1) }, "bad-signature"],
    ["cut to nothing", { ...good, "webhook-signature": "v1," }, "malformed-signature"],
    ["a version alone", { ...good, "webhook-signature": "v1" }, "malformed-signature"],
    ["beside an unknown version (J21)", { ...good, "webhook-signature": `x9-new,abc ${signature}` }, "accepted"],
    ["beside an empty entry (J22)", { ...good, "webhook-signature": `v1, ${signature}` }, "accepted"],
    ["between blanks and commas", { ...good, "webhook-signature": ` , v1 ,, ${signature}  ` }, "accepted"],
    ["with something after it", { ...good, "webhook-signature": `${signature},more` }, "accepted"],
    ["of unknown versions alone", { ...good, "webhook-signature": "x9-new,abc v2,def" }, "bad-signature"],
    ["empty", { ...good, "webhook-signature": "" }, "malformed-signature"],
    ["without a version", { ...good, "webhook-signature": signature.slice(3) }, "malformed-signature"],
    ["sent twice, one of them right", { ...good, "webhook-signature": `v1,AAAA, ${signature}` }, "accepted"],
    ["under another id", { ...good, "webhook-id": "3f1d" }, "bad-signature"],
    ["under an id with a full stop", { ...good, "webhook-id": "3f1c.1" }, "malformed-signature"],
    ["without an id", { ...good, "webhook-id": "" }, "malformed-signature"],
    ["at another second", { ...good, "webhook-timestamp": String(NOW.getTime() / 1000 + 1) }, "bad-signature"],
    ["without a time", { ...good, "webhook-timestamp": "" }, "malformed-signature"],
    ["at a time that is none", { ...good, "webhook-timestamp": "17e8" }, "malformed-signature"],
    ["at a time of minus something", { ...good, "webhook-timestamp": "-5" }, "malformed-signature"],
    ["4:59 old", signed(BODY, { at: minutes(-5 + 1 / 60) }), "accepted"],
    ["5:01 old", signed(BODY, { at: minutes(-5 - 1 / 60) }), "stale-timestamp"],
    ["4:59 ahead", signed(BODY, { at: minutes(5 - 1 / 60) }), "accepted"],
    ["5:01 ahead", signed(BODY, { at: minutes(5 + 1 / 60) }), "stale-timestamp"],
    ["missing", {}, "no-credentials"],
  ])("%s", (_name, headers, expected) => {
    expect(outcome(headers)).toBe(expected);
  });

  it("by either key while one is being replaced", () => {
    const both = { signingTokens: [OTHER, SIGNING_TOKEN], tokens: [] };
    expect(outcome(good, both)).toBe("accepted");
    expect(outcome(signed(BODY, { at: NOW, token: OTHER }), both)).toBe("accepted");
  });

  it("agrees with the published package on whatever stands in the three headers", () => {
    const known = [SIGNING_TOKEN, OTHER];
    const stranger = `whsec_${Buffer.alloc(32, 11).toString("base64")}`;
    // The package asks the clock itself.
    vi.useFakeTimers({ toFake: ["Date"], now: NOW });
    const now = NOW.getTime() / 1000;
    assertOften(
      { "a time of digits": 0.3, accepted: 0.025 },
      (asserted) =>
        fc.property(headersOf([...known, stranger], now), fc.subarray(known, { minLength: 1 }), (headers, tokens) => {
          const ours = outcome(headers, { signingTokens: tokens, tokens: [] }, BODY, now * 1000) === "accepted";
          const theirs = tokens.some((token) => {
            try {
              new Webhook(token).verify(BODY, headers);
              return true;
            } catch {
              return false;
            }
          });
          if (theirs) asserted("accepted");
          // The package reads "1700000000.5", "+1700000000" and "1700000000x" as times: nobody sends those.
          const isPlain = /^\d+$/.test(headers["webhook-timestamp"] ?? "");
          if (isPlain) asserted("a time of digits");
          if (isPlain) expect(ours).toBe(theirs);
          else expect([ours, theirs]).not.toEqual([true, false]);
        }),
      { numRuns: 2_000 },
    );
  });

  it("agrees with the published package on every body, and no byte of it may change", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 200 }), fc.nat(), (text, where) => {
        const headers = { ...good, "webhook-signature": new Webhook(SIGNING_TOKEN).sign("3f1c", NOW, text) };
        expect(outcome(headers, undefined, text)).toBe("accepted");
        const bytes = Buffer.from(text);
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(() =>
          verifyDelivery(readSecrets({ signingTokens: [SIGNING_TOKEN], tokens: [] }), headers, bytes, NOW.getTime()),
        ).toThrow("bad-signature");
      }),
      { numRuns: 200 },
    );
  });
});

describe("a token", () => {
  const tokens = { signingTokens: [], tokens: ["old-token", TOKEN] };
  it.each<readonly [string, Headers, string]>([
    ["right", { "x-gitlab-token": TOKEN }, "accepted"],
    ["the one before it", { "x-gitlab-token": "old-token" }, "accepted"],
    ["beside a signature nobody has the key of", { ...good, "x-gitlab-token": TOKEN }, "accepted"],
    ["wrong", { "x-gitlab-token": "guess" }, "bad-token"],
    ["a part of it", { "x-gitlab-token": TOKEN.slice(1) }, "bad-token"],
    ["sent twice", { "x-gitlab-token": `${TOKEN}, ${TOKEN}` }, "bad-token"],
    ["empty", { "x-gitlab-token": "" }, "bad-token"],
    ["missing", good, "no-credentials"],
  ])("%s", (_name, headers, expected) => {
    expect(outcome(headers, tokens)).toBe(expected);
  });

  const both = { signingTokens: [SIGNING_TOKEN], tokens: [TOKEN] };
  it.each<readonly [string, Headers, string]>([
    ["a right signature needs no token", good, "accepted"],
    ["a wrong token does not harm a right signature", { ...good, "x-gitlab-token": "guess" }, "accepted"],
    [
      "a wrong signature is not rescued",
      { ...good, "webhook-signature": "v1,AAAA", "x-gitlab-token": TOKEN },
      "bad-signature",
    ],
    ["nor an old one", { ...signed(BODY, { at: minutes(-6) }), "x-gitlab-token": TOKEN }, "stale-timestamp"],
    ["nor a missing one: it may have been taken away", { "x-gitlab-token": TOKEN }, "no-credentials"],
  ])("beside a signing token: %s", (_name, headers, expected) => {
    expect(outcome(headers, both)).toBe(expected);
  });
});

describe("the id of a delivery", () => {
  it.each([
    [{ "webhook-id": "a", "idempotency-key": "b" }, "a"],
    [{ "idempotency-key": "b" }, "b"],
    [{ "webhook-id": "x y" }, null],
    [{ "webhook-id": "x".repeat(256) }, null],
    [{}, null],
  ])("%j: %s", (headers, expected) => {
    expect(deliveryId(headers)).toBe(expected);
  });
});

describe("secrets that are wrong", () => {
  it.each([
    ["none", [], [], "webhook secrets: there is no secret to know GitLab's deliveries by"],
    [
      "short",
      [`whsec_${Buffer.alloc(31, 1).toString("base64")}`],
      [],
      "webhook signing token 1: what follows whsec_ is not the base64 of 32 bytes",
    ],
    [
      "no base64",
      [SIGNING_TOKEN, `whsec_${"!".repeat(44)}`],
      [],
      "webhook signing token 2: what follows whsec_ is not the base64 of 32 bytes",
    ],
    [
      "a blank after it",
      [`${SIGNING_TOKEN} `],
      [],
      "webhook signing token 1: what follows whsec_ is not the base64 of 32 bytes",
    ],
    ["a token among signing tokens", [TOKEN], [], "webhook signing token 1: it does not begin with whsec_"],
    [
      "a signing token among tokens",
      [],
      [SIGNING_TOKEN],
      "webhook token 1: it is a signing token and belongs among those",
    ],
    ["empty", [], [""], "webhook token 1: it is empty"],
    ["a line feed", [], [`${TOKEN}\n`], "webhook token 1: it holds what no header can carry unchanged"],
    [
      "several",
      ["hunter2"],
      ["hünter2"],
      "webhook signing token 1: it does not begin with whsec_; webhook token 1: it holds what no header can carry unchanged",
    ],
  ])("%s", (_name, signingTokens, tokens, message) => {
    const secrets = { signingTokens, tokens };
    expect(() => readSecrets(secrets)).toThrow(expect.objectContaining({ code: "CADENCE_CONFIG", message }));
    try {
      readSecrets(secrets);
    } catch (error) {
      const shown = JSON.stringify(error) + String((error as Error).stack);
      for (const secret of [...signingTokens, ...tokens]) if (secret !== "") expect(shown).not.toContain(secret);
    }
  });

  it("those that are right show nothing when they are printed", () => {
    for (const secrets of [
      { signingTokens: [SIGNING_TOKEN], tokens: [TOKEN] },
      { signingTokens: [], tokens: [TOKEN] },
    ]) {
      expect(JSON.stringify(readSecrets(secrets))).not.toMatch(/whsec_|secret-token/);
    }
  });
});
