import * as z from "zod/mini";
import { onIssue } from "./define.ts";
import { about } from "./schema.ts";

export const snoozeKind = onIssue(({ Day }) => ({ id: about("Id of the item", z.string()), until: Day }), {
  part: "agenda",
  sign: "~",
  plan: ({ iid, id, until }) => `#${iid}  note: no reminder of item ${id} before ${until}`,
  done: ({ iid, id, until }) => `#${iid} notes: no reminder of item ${id} before ${until}`,
});
