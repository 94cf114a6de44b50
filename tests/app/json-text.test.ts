import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonText } from "../../src/app/json-text.ts";
import { printable } from "../../src/domain/text/printable.ts";

it("is JSON of the same value, with nothing in it that a terminal acts on", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), fc.constantFrom(undefined, 2), (value, indentation) => {
      const text = jsonText(value, indentation);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(printable(text)).toBe(text);
    }),
  );
});

it.each([
  ["\u009b31m", '"\\u009b31m"'],
  ["\u007f\u0085", '"\\u007f\\u0085"'],
  ["\u202Ea", '"\\u202ea"'],
  ["é 🙂\n", '"é 🙂\\n"'],
])("%j", (text, json) => {
  expect(jsonText(text)).toBe(json);
});
