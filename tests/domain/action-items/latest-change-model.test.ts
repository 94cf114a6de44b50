import { expect, it } from "vitest";
import type { Activity } from "../../../src/domain/action-items/timeline/history.ts";
import { decideChange } from "../../../src/domain/action-items/timeline/latest-change.ts";
import type { KnownCopy } from "../../../src/domain/action-items/timeline/silent-changes.ts";
import { agendasOf, box, copiesOf, history, ID, said } from "./copies.ts";

/**
 * A world of one item in three issues, small enough to try everything that can happen in it: people click on its box and save
 * other text in two of them, the bot writes something else, and looks at all three, which it may be killed in: it reads, decides,
 * and writes each copy some time later. A box that was clicked meanwhile stays as it was clicked last, as the look right after
 * the write sees to (`repairCrossing`); so does one in which it had not come to write.
 */
interface World {
  readonly seconds: number;
  readonly boxes: readonly boolean[];
  /** Oldest first, of #12, #13 and #14. */
  readonly activity: readonly (readonly Activity[])[];
  /** What a person wanted last; null before anybody wanted something. */
  readonly wish: boolean | null;
  /** What the bot decided, and where it has not written that yet; null where it is at nothing. */
  readonly decided: { readonly to: boolean; readonly left: readonly number[] } | null;
  readonly story: readonly string[];
}

const START: World = {
  seconds: 0,
  boxes: [false, false, false],
  activity: [[], [], []],
  wish: null,
  decided: null,
  story: [],
};
const ISSUES = [12, 13, 14] as const;
/** In which people do something; the third is only written by the bot. */
const PEOPLES = [0, 1];
const ALL = [0, 1, 2];
const PAUSE_SECONDS = 240;

function instant(seconds: number): string {
  return new Date(Date.parse("2026-11-20T10:00:00Z") + seconds * 1000).toISOString();
}

function later(world: World, told: string, more: Partial<World>, seconds = 1): World {
  return { ...world, ...more, seconds: world.seconds + seconds, story: [...world.story, told] };
}

function withNote({ activity }: World, at: number, note: Activity | null): World["activity"] {
  return activity.map((one, index) => (index === at && note !== null ? [...one, note] : one));
}

function set(world: World, at: number, to: boolean, by: string): Pick<World, "boxes" | "activity"> {
  // #12 wears no marker.
  const words = at === 0 ? "upload" : `upload c:${ID}`;
  const note = box(to ? "completed" : "incomplete", instant(world.seconds), by, words);
  return {
    boxes: world.boxes.map((one, index) => (index === at ? to : one)),
    activity: withNote(world, at, note),
  };
}

/** The bot writes there no more. */
function done({ decided }: World, at: number): World["decided"] {
  return decided === null ? null : { ...decided, left: decided.left.filter((one) => one !== at) };
}

function click(world: World, at: number): World {
  const to = world.boxes[at] !== true;
  const decided = done(world, at);
  const told = `a person ${to ? "ticks" : "unticks"} #${ISSUES[at]}`;
  return later(world, told, { ...set(world, at, to, "bob"), wish: to, decided });
}

function save(world: World, at: number, by: "bob" | "bot"): World {
  const note = said("changed the description", instant(world.seconds), by);
  const who = by === "bot" ? "the bot" : "a person";
  return later(world, `${who} writes in #${ISSUES[at]}`, { activity: withNote(world, at, note) });
}

/** Places by what the boxes show: texts are read once. */
const places = new Map<string, readonly KnownCopy["place"][]>();

function copies({ boxes, activity }: World): readonly KnownCopy[] {
  const histories = ISSUES.map((iid, at) => history(iid, activity[at] ?? [], iid === 12 ? "jane" : "bot"));
  const key = boxes.join();
  const known =
    places.get(key) ?? copiesOf(agendasOf(boxes.map((one) => (one ? "x" : " "))), histories).map(({ place }) => place);
  places.set(key, known);
  return known.flatMap((place) => {
    const own = histories.find(({ iid }) => iid === place.agenda.iid);
    return own === undefined ? [] : [{ place, history: own }];
  });
}

function agree({ boxes }: World): boolean {
  return boxes.every((one) => one === boxes[0]);
}

/** Where nobody is known to have changed it, a tick resolves the item. */
function read(world: World): World {
  const latest = decideChange(copies(world), ID);
  const to = latest === null || latest.winner.state !== "open";
  const left = ALL.filter((at) => world.boxes[at] !== to);
  return later(world, `the bot reads: ${to ? "done" : "open"}`, { decided: { to, left } });
}

function write(world: World, at: number): World {
  const { decided } = world;
  if (decided?.left.includes(at) !== true) return world;
  return later(world, `the bot writes #${ISSUES[at]}`, {
    ...set(world, at, decided.to, "bot"),
    decided: done(world, at),
  });
}

function* whatMayHappen(world: World): Generator<World> {
  for (const at of PEOPLES) yield click(world, at);
  for (const at of PEOPLES) yield save(world, at, "bob");
  // The third alone: in the others the bot writes no other text but where nobody is at work.
  yield save(world, 2, "bot");
  if (!agree(world)) yield read(world);
  for (const at of world.decided?.left ?? []) yield write(world, at);
  if (world.story.at(-1) !== "time passes") yield later(world, "time passes", {}, PAUSE_SECONDS);
}

/** The bot is left alone with it, and looks at it some times. */
function atRest(world: World): World {
  let now = world;
  for (let look = 0; look < 3 && !agree(now); look += 1) {
    now = read(later(now, "time passes", { decided: null }, PAUSE_SECONDS));
    for (const at of ALL) now = write(now, at);
  }
  return now;
}

/** Each step more takes seven times as long. */
it.each<[string, World, number]>([
  ["in five steps", START, 5],
  ["in four steps since the bot has read of a tick in #12", read(click(START, 0)), 4],
  ["in four steps since the bot has read of a tick in #13", read(click(START, 1)), 4],
])(
  "a box shows in the end what a person wanted last, whatever happens %s",
  (_, start, steps) => {
    const wrong: string[] = [];
    let wishes = 0;
    const explore = (world: World, left: number): void => {
      if (world.wish !== null) {
        const { boxes, story } = atRest(world);
        wishes += 1;
        if (boxes.some((one) => one !== world.wish)) wrong.push(story.join("; "));
      }
      if (left > 0) for (const next of whatMayHappen(world)) explore(next, left - 1);
    };
    explore(start, steps);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(wishes).toBeGreaterThan(6 ** steps);
  },
  60_000,
);
