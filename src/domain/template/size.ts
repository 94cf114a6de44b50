import type { TemplateTag } from "./tags.ts";
import type { TemplateValue, TemplateVariables } from "./values.ts";

/** Four times GitLab's limit of a description: what is longer could not be written anyway. */
const MAX_LENGTH = 4 * 1_048_576;

/** Each section repeats the ones in it, so a few dozen short tags could ask for more text than any memory holds. */
interface Repetition {
  readonly times: number;
  /** Longest texts of its entries by name, `.` for an entry that is a text. */
  readonly fields: ReadonlyMap<string, number>;
}

/**
 * The tag at which a template grows beyond all measure when it is filled in, or null. Counted from above, without filling
 * it in: the time is that of reading the template.
 */
export function findExcess(
  template: string,
  tags: readonly TemplateTag[],
  variables: TemplateVariables,
): TemplateTag | null {
  const open: Repetition[] = [];
  let length = tags[0]?.start ?? template.length;
  for (const [index, tag] of tags.entries()) {
    if (tag.kind === "section" || tag.kind === "inverted") open.push(repetitionOf(tag, variables));
    if (tag.kind === "close") open.pop();
    const times = open.reduce((product, one) => product * one.times, 1);
    const textAfter = (tags[index + 1]?.start ?? template.length) - tag.start;
    const value = tag.kind === "value" ? longestOf(tag.name, variables, open) : 0;
    length += times * (textAfter + value);
    if (length > MAX_LENGTH) return tag;
  }
  return null;
}

function valueOf(name: string, variables: TemplateVariables): TemplateValue {
  return Object.hasOwn(variables, name) ? (variables[name] ?? "") : "";
}

function repetitionOf({ kind, name }: TemplateTag, variables: TemplateVariables): Repetition {
  const fields = new Map<string, number>();
  const value = valueOf(name, variables);
  if (kind === "inverted" || typeof value === "boolean") return { times: 1, fields };
  if (typeof value === "string") return { times: 1, fields: fields.set(".", value.length) };
  const note = (field: string, text: string): void =>
    void fields.set(field, Math.max(fields.get(field) ?? 0, text.length));
  for (const entry of value) {
    if (typeof entry === "string") note(".", entry);
    else for (const [field, text] of Object.entries(entry)) note(field, text);
  }
  return { times: Math.max(1, value.length), fields };
}

/** The longest text that a name can stand for where these sections are open. */
function longestOf(name: string, variables: TemplateVariables, open: readonly Repetition[]): number {
  const value = valueOf(name, variables);
  const own = typeof value === "string" ? value.length : 0;
  return open.reduce((longest, { fields }) => Math.max(longest, fields.get(name) ?? 0), own);
}
