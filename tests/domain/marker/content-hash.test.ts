import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash, fnv1a } from "../../../src/domain/marker/content-hash.ts";

const TEXT = "Summary of the call.\n\n- [ ] send the diagram\n- [ ] call Bob";

describe("contentHash", () => {
  const alike: readonly (readonly [what: string, text: string])[] = [
    ["a marker line", `<!-- cadence:v1 follow-up x/2026-12-01 body=abc -->\n${TEXT}`],
    ["another marker line", `\n <!-- cadence:v1 follow-up x/2026-12-01 assigned=jane --> \r\n${TEXT}`],
    ["ticked boxes", TEXT.replace("[ ]", "[x]").replace("[ ]", "[~]")],
    ["Windows line ends", TEXT.replaceAll("\n", "\r\n")],
    ["blanks at the end", `${TEXT}\n\n  \n`],
  ];
  for (const [what, text] of alike) it(`${what} do not count`, () => expect(contentHash(text)).toBe(contentHash(TEXT)));

  const edited: readonly (readonly [what: string, text: string])[] = [
    ["another word", TEXT.replace("diagram", "drawing")],
    ["a further item", `${TEXT}\n- [ ] more`],
    ["a line less", TEXT.replace("\n- [ ] call Bob", "")],
    ["a paragraph more", TEXT.replace("call.", "call.\n\nThanks!")],
    ["a marker line in the middle", TEXT.replace("\n\n", "\n<!-- cadence:v1 -->\n")],
  ];
  for (const [what, text] of edited) it(`${what} shows`, () => expect(contentHash(text)).not.toBe(contentHash(TEXT)));

  it("fits a marker", () => {
    fc.assert(fc.property(fc.string(), (text) => /^[0-9a-z]{1,7}$/.test(contentHash(text))));
  });

  it("stays the same for ever", () => {
    expect(contentHash(TEXT)).toMatchInlineSnapshot(`"1pzaj30"`);
  });

  it("is the published FNV-1a", () => {
    // Test vectors of the FNV draft (draft-eastlake-fnv).
    expect(fnv1a("")).toBe(0x811c9dc5);
    expect(fnv1a("a")).toBe(0xe40c292c);
    expect(fnv1a("foobar")).toBe(0xbf9cf968);
  });
});
