import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

/** The sandbox is told apart from the product and imports nothing of it. */
const files = sourcesOf(["src", "workers"]).filter(([file]) => !file.startsWith("src/sandbox/"));

/** Classes that extend `Error` or one another. */
function errorClasses(): ReadonlySet<string> {
  const classes = files.flatMap(([, code]) => [...code.matchAll(/\bclass (\w+) extends (\w+)/g)]);
  const own = new Set<string>();
  for (let before = -1; before < own.size; ) {
    before = own.size;
    for (const [, name = "", parent = ""] of classes) if (parent === "Error" || own.has(parent)) own.add(name);
  }
  return own;
}

it("asks no error of ours for its class: the service is a bundle of its own, whose classes are others", () => {
  const own = errorClasses();
  expect([...own]).toEqual(expect.arrayContaining(["ConfigError", "UnknownOutcomeError", "QueueUnavailableError"]));
  const found = files.flatMap(([file, code]) => {
    const places: string[] = [];
    new Visitor({
      BinaryExpression({ operator, right, start }) {
        if (operator !== "instanceof" || right.type !== "Identifier" || !own.has(right.name)) return;
        places.push(`${file}:${code.slice(0, start).split("\n").length} ${right.name}`);
      },
    }).visit(parseSync(file, code).program);
    return places;
  });
  expect(found).toEqual([]);
});
