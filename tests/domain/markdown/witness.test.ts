import { expect, it } from "vitest";
import { documentKinds, makeDocument } from "../../support/gitlab/gitlab-documents.ts";
import { hostileDocuments } from "../../support/hostile/hostile-markdown.ts";
import { agrees, gitlabBoxes, ourBoxes, shrink, strayTicks } from "../../support/witness/box-witness.ts";

/** `npm run witness` tries many more. */
const PER_KIND = 40;

it.each(documentKinds)("sees the boxes that GitLab shows, and ticks them: %s", (kind) => {
  let boxes = 0;
  for (let seed = 0; seed < PER_KIND; seed++) {
    const source = makeDocument(seed, kind);
    boxes += gitlabBoxes(source)?.length ?? 0;
    if (!agrees(source)) {
      const small = shrink(source, (part) => !agrees(part));
      expect({ seed, source: small, boxes: ourBoxes(small) }).toEqual({
        seed,
        source: small,
        boxes: gitlabBoxes(small),
      });
    }
    expect({ seed, source, stray: strayTicks(source) }).toEqual({ seed, source, stray: [] });
  }
  expect(boxes).toBeGreaterThan(PER_KIND / 2);
});

const small = hostileDocuments.filter(({ source }) => source.length < 20_000);

it.each(small.map(({ name, source }) => [name, source] as const))("hostile: %s", (_name, source) => {
  expect(ourBoxes(source)).toEqual(gitlabBoxes(source) ?? ourBoxes(source));
});

it("sees lists nested 400 deep as GitLab does", () => {
  const source = Array.from({ length: 400 }, (_, level) => `${"  ".repeat(level)}- [ ] level ${level}\n`).join("");
  expect(ourBoxes(source)).toEqual(gitlabBoxes(source));
  expect(ourBoxes(source)).toHaveLength(400);
});
