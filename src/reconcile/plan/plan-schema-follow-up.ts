import { z } from "zod";

/** The part of the plan's document about a follow-up. */
export const FollowUp = z
  .strictObject({
    title: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    assignees: z.array(z.string()).describe("User names without @"),
    dueDate: z.iso.date().describe("A calendar day in the project's zone"),
    confidential: z.boolean(),
    ids: z.array(z.string()).describe("Ids of the items in it, children included"),
    gaps: z
      .array(
        z.strictObject({
          kind: z.enum(["no-owner", "no-date", "empty-recap", "no-box", "no-action-items"]),
          items: z.array(z.string()).describe("Texts of the items concerned"),
        }),
      )
      .describe("What its agenda lacks"),
    warnings: z.array(z.string()),
  })
  .describe("The follow-up as it will be written");

export const NoteKind = z
  .enum(["gaps", "participants", "taken-back", "updated", "reminder", "answer", "late-items", "reply"])
  .describe("What a comment of the bot is");
