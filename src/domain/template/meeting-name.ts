/**
 * Returns what people call a series, by its id: `cadence-call` is "Cadence call". No two ids share a name: one whose dashes
 * a name would hide stays as it is.
 */
export function meetingName(id: string): string {
  const words = id.split("-");
  const [first = ""] = words;
  if (words.includes("")) return id;
  if (words.length === 1 && first.length < 4) return first.toUpperCase();
  return `${first.charAt(0).toUpperCase()}${words.join(" ").slice(1)}`;
}
