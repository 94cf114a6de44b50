import { closesFence, type Fence, parseFence } from "./lines.ts";
import { makeInlineInert } from "./make-inline-inert.ts";
import { parseTemplateAction, type TemplateAction } from "./template-action.ts";

/** A line that looks like a quick action and was left in the template as text. Lines count from 1. */
export interface RefusedAction {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

export interface TakenActions {
  readonly template: string;
  readonly actions: readonly TemplateAction[];
  readonly refused: readonly RefusedAction[];
}

const COMMAND = /^\/([A-Za-z_]+)(?:[ \t]+(.*))?$/s;
const IN_SECTION = { ok: false, why: "an action can't depend on a section" } as const;
const SECTION_TAG = /\{\{\s*([#^/])/g;

/** What the lines read so far leave open. */
interface Open {
  fence: Fence | null;
  comment: boolean;
  sections: number;
}

function follow(open: Open, line: string): void {
  if (open.fence !== null) {
    if (closesFence(line, open.fence)) open.fence = null;
  } else if (open.comment) open.comment = !line.includes("-->");
  else {
    open.fence = parseFence(line);
    const begins = open.fence === null ? line.lastIndexOf("<!--") : -1;
    open.comment = begins >= 0 && !line.includes("-->", begins);
  }
  for (const [, sigil] of line.matchAll(SECTION_TAG)) open.sections += sigil === "/" ? -1 : 1;
}

/**
 * Takes the quick actions out of a template before it is filled in, so that nothing of what people write can become one
 * (law 4). Those of the allow-list become data, the bot's to carry out through parameters; a template comes from the
 * default branch, so it may ask. All others stay as inert text and are told with the reason: what `/cc @all` and
 * `/relate other/project#5` ask for is not to come about because it was refused.
 * Lines in code fences and comments are no actions (GitLab doc: quick actions; lib/gitlab/quick_actions/extractor.rb).
 */
export function takeTemplateActions(template: string): TakenActions {
  const actions: TemplateAction[] = [];
  const refused: RefusedAction[] = [];
  const kept: string[] = [];
  const open: Open = { fence: null, comment: false, sections: 0 };
  template
    .replaceAll("\r", "")
    .split("\n")
    .forEach((line, index) => {
      const command = open.fence === null && !open.comment ? COMMAND.exec(line) : null;
      follow(open, line);
      if (command === null) return kept.push(line);
      const [, name = "", argument = ""] = command;
      const parsed = open.sections > 0 ? IN_SECTION : parseTemplateAction(name, argument);
      if (parsed.ok) return actions.push(parsed.action);
      refused.push({ line: index + 1, text: line, why: parsed.why });
      return kept.push(makeInlineInert(line, { mentions: "quiet" }));
    });
  return { template: kept.join("\n"), actions, refused };
}
