import * as z from "zod/mini";
import { plural } from "../../domain/text/plural.ts";
import { onIssue } from "./define.ts";
import { about } from "./schema.ts";

const words = (count: number): string => plural(count, "box", "boxes");

export const addBoxesKind = onIssue(
  () => ({ count: about("Action items noted without a box that get one", z.int()) }),
  {
    part: "agenda",
    sign: "~",
    plan: ({ iid, count }) => `#${iid}  add ${words(count)} to action items noted without one`,
    done: ({ iid, count }) => `#${iid} got ${words(count)}`,
  },
);
