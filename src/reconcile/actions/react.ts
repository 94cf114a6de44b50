import * as z from "zod/mini";
import { NoteId } from "../../domain/ids.ts";
import { onIssue } from "./define.ts";
import { about, list } from "./schema.ts";

export const reactKind = onIssue(
  () => ({
    noteId: NoteId,
    name: z.string(),
    /** The answer waits until their copies are changed. */
    items: about("Ids of the items that were asked about", list(z.string())),
  }),
  {
    part: "agenda",
    sign: "~",
    plan: ({ iid, name }) => `#${iid}  answer a comment with :${name}:`,
    done: ({ iid, name }) => `#${iid} comment answered with :${name}:`,
  },
);
