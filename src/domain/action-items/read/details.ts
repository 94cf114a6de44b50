import type { DateReading } from "../../due-date/types.ts";
import { splitItemText } from "./item-text.ts";
import { locateDetails } from "./locate-details.ts";
import type { ItemDetails } from "./types.ts";

/** What the text of an item says of its owner and due date, read against the day of its call. */
export function readDetails(written: string, reading: DateReading): ItemDetails {
  const text = written.trim();
  const located = locateDetails(text, reading);
  const { shown, owner, due } = located;
  return {
    owner: owner?.name ?? null,
    due: due?.date ?? null,
    unclearDue: due !== null && due.date === null ? shown.text.slice(due.day.start, due.day.end) : null,
    bare: owner === null && due === null ? text : splitItemText(text, located, reading),
  };
}
