/** What follows the name of the command in a hint. */
const COMMANDS = [
  ...[
    "run",
    "plan",
    "preview",
    "explain",
    "handbook",
    "check",
    "init",
    "items",
    "undo",
    "serve",
    "hooks",
    "jobs",
    "schema",
  ],
  ...["sandbox", "demo", "\\[options\\]", "--help"],
].join("|");
const HINT = new RegExp(`(?:npx (?:-\\S+ )*\\S+|(?<![\\w./-])(?:collab-)?cadence)(?= (?:${COMMANDS}))`, "g");

/** The names by which a text calls the command, each once; empty where it calls none. */
export function namesIn(text: string): readonly string[] {
  return [...new Set(text.match(HINT) ?? [])];
}
