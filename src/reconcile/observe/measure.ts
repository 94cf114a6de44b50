import { PermanentError } from "../../domain/errors.ts";
import type { Issue } from "../../gitlab/port.ts";

/**
 * Boxes in all agendas and follow-ups of a project that a look weighs in seconds: ten years of weekly calls. One text of a
 * megabyte can hold four times as many, which kept a process busy for minutes and took gigabytes.
 */
const MAX_BOXES = 30_000;
/** Letters in all of them, as much as 50 of the longest descriptions. */
const MAX_LETTERS = 50_000_000;
const BOX = /\[[\sxX~]\]/g;

/**
 * Refuses a project whose issues hold more than a look can weigh beside those of other projects (law 8).
 * @throws PermanentError that names the issue with the most.
 */
export function checkMeasure(issues: Iterable<Issue>): void {
  const once = new Map([...issues].map((issue) => [issue.iid, issue]));
  let [boxes, letters] = [0, 0];
  let worst = { iid: 0, weight: -1, boxes: 0, letters: 0 };
  for (const { iid, description } of once.values()) {
    const own = { iid, boxes: countBoxes(description), letters: description.length, weight: 0 };
    own.weight = own.boxes / MAX_BOXES + own.letters / MAX_LETTERS;
    if (own.weight > worst.weight) worst = own;
    boxes += own.boxes;
    letters += own.letters;
  }
  if (boxes <= MAX_BOXES && letters <= MAX_LETTERS) return;
  const most = `#${worst.iid} alone has ${worst.boxes} boxes and ${worst.letters} letters`;
  throw new PermanentError(
    `agendas and follow-ups hold ${boxes} boxes and ${letters} letters, at most ${MAX_BOXES} and ${MAX_LETTERS} can be looked at; ${most}`,
    {
      code: "CADENCE_TOO_MUCH_TEXT",
      status: null,
      remedy: `shorten #${worst.iid}, or take the label of agendas off it`,
    },
  );
}

function countBoxes(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(BOX)) count += 1;
  return count;
}
