import fc from "fast-check";
import { expect, it } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import { parseRecordedDelivery } from "../../src/http/recorded-delivery.ts";

const FIELDS = fc.record(
  { headers: fc.jsonValue(), body: fc.jsonValue(), request_headers: fc.jsonValue(), request_data: fc.jsonValue() },
  { requiredKeys: [] },
);

it("whatever a file holds is read, or refused with the file and what is allowed", () => {
  const refused = (text: string): ConfigError["problems"] => {
    try {
      const { headers, body } = parseRecordedDelivery(text, "delivery.json");
      expect([typeof body, Object.keys(headers).every((name) => name === name.toLowerCase())]).toEqual([
        "string",
        true,
      ]);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    FIELDS.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const { file, allowed } of refused(text))
        expect([file, allowed.length > 0]).toEqual(["delivery.json", true]);
    }),
  );
});

it("what proved an event that GitLab shows is left out, what belongs to it stays", () => {
  const shown = {
    request_headers: { "X-Gitlab-Token": "[REDACTED]", "Webhook-Signature": "v1,x", "Idempotency-Key": "7" },
    request_data: { object_kind: "push" },
  };
  expect(parseRecordedDelivery(JSON.stringify(shown), "delivery.json")).toEqual({
    headers: { "idempotency-key": "7" },
    body: '{"object_kind":"push"}',
    hasProof: false,
  });
});
