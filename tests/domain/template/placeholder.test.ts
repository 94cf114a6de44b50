import { describe, expect, it } from "vitest";
import { isPlaceholderText } from "../../../src/domain/template/placeholder.ts";

// Of public templates of meetings, GitHub and GitLab, in the forms in which they write them.
describe("a text that holds the place of another", () => {
  it.each([
    ...["[Action] (@owner, due [date])", "[Decision 1]", "[Action item 1] - [Owner] - [Due Date]", "[Action needed]"],
    ...["[Action 1 — Qui — Quand]", "{Action item} — Owner: {Name} — Due: {Date}", "<who> will <do what> by <when>"],
    ...["@Name: [Specific action] (by [[YYYY-MM-DD]])", "@name what to do, due YYYY-MM-DD", "Action Item 1 (Assignee)"],
    ...[
      "Action 1: ___________",
      "<actionable step 1>",
      "<Add as many as needed>",
      "@Name - Action item",
      "Task description",
    ],
    ...["Add action items here", "Who does what by when", "[Name] to [do something] by [date]", "**[Owner]** [Action]"],
    ...[
      "Task 1 - Assigned to: [Name] - Due: [Date]",
      "@username: description of the task",
      "@assignee – task – DD.MM.YYYY",
    ],
    ...[
      "Aufgabe 1",
      "[Aufgabe] (@name, bis [Datum])",
      "[Acción] – [Responsable] – [Fecha]",
      "[Tâche] (@nom, pour le [date])",
    ],
    ...[
      "アクション1",
      "[Actie] @naam",
      "Action 1 (负责人)",
      "TBD",
      "...",
      "None",
      "n/a",
      "-",
      "*[Action]*",
      "Keine",
      "to do",
    ],
    ...[
      "First action item",
      "Your name here",
      "New action item",
      "Add task",
      "Example: @jane sends the deck by Friday",
      "z.B. Datei schicken",
    ],
    ...[
      "**Owner**: [name] — **Action**: [what] — **Due**: [date]",
      "`@owner` Task (due `YYYY-MM-DD`)",
      "e.g. Bob sends it",
    ],
  ])("%s", (text) => {
    expect(isPlaceholderText(text)).toBe(true);
  });

  it.each([
    ...["Licences", "Count seats", "[Acme] send the file", "[P1] fix it", "Send the licence file (@bob, due [date])"],
    ...[
      "[Renewal quote]",
      "[guide](https://x.example)",
      "See [the guide][g]",
      "<https://x.example/owner>",
      "@bob [date]",
    ],
    ...["Add date", "Add an owner to each ticket", "Confirm the next call", "Call 1", "Step 2 of the migration"],
    ...["[ACTION REQUIRED] Important update", "Decide...", "Draft agenda", "Review agenda", "Name the new runner"],
    ...["Due date for Acme", "DONE", "Define owner", "Update topic 2 slides", "@bob", "#45", "ping <b>Bob</b>"],
    ...[
      "Agenda",
      "Add items to the backlog",
      "Example configs to Bob",
      "Add description",
      "Questions",
      "Open items",
      "Name",
    ],
  ])("a text of its own: %s", (text) => {
    expect(isPlaceholderText(text)).toBe(false);
  });
});
