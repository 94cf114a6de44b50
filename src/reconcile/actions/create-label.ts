import * as z from "zod/mini";
import { action } from "./define.ts";
import { record } from "./schema.ts";

export const createLabelKind = action(
  () => ({ label: record({ name: z.string(), color: z.string(), description: z.string() }) }),
  {
    part: "unresolved",
    sign: "+",
    plan: ({ label }) => `label  ${label.name}`,
    done: ({ label }) => `label ${label.name}`,
  },
);
