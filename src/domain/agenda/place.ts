import { ownSection } from "../action-items/read/own-section.ts";
import { sectionDirectives } from "../markdown/directives.ts";
import { appendToSection } from "../markdown/edit.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { applySplices } from "../markdown/splice.ts";
import type { Texts } from "../texts/texts.ts";

/** Directive that marks the place of the carried items in a template that people also use by hand. */
const PLACE = /^[ \t]*<!--\s*cadence:action-items\s*-->[ \t]*$/m;

const DEFAULT_LEVEL = 3;
/** Below a line that acts as a heading a heading would take what follows with it: groups are such lines themselves. */
const BOLD_LINE = 0;

/** Stands for the carried items while a template is rendered to see what it brings by itself. */
export const STAND_IN = "\uE000action items\uE001";

/** True when a rendered template has the directive `<!-- cadence:action-items -->` on a line of its own. */
function hasPlace(markdown: string): boolean {
  return PLACE.test(markdown);
}

/**
 * Level of the headings of groups in the section that holds the carried items, one below the section's own; 0 where they
 * are to be bold lines.
 */
export function groupLevel(rendered: string): number {
  const document = parseMarkdown(rendered);
  const at = rendered.indexOf(STAND_IN);
  if (at < 0 && !hasPlace(rendered)) {
    const own = ownSection(document);
    return own === null ? DEFAULT_LEVEL : own.level === null ? BOLD_LINE : own.level + 1;
  }
  const section = document.sections.find((one) =>
    at >= 0
      ? one.range.start <= at && at < one.range.end
      : sectionDirectives(document, one).includes("cadence:action-items"),
  );
  return section?.heading == null ? DEFAULT_LEVEL : section.heading.level + 1;
}

/**
 * Puts the carried items where the directive stands, else below the template's own heading for action items, else into a
 * section of their own at the end.
 */
export function placeActionItems(markdown: string, actionItems: string, { sections }: Texts): string {
  if (PLACE.test(markdown)) return markdown.replace(PLACE, () => actionItems);
  if (actionItems === "") return markdown;
  const document = parseMarkdown(markdown);
  const own = ownSection(document);
  const splice = own === null ? null : appendToSection(document, own.section, actionItems);
  if (splice !== null) return applySplices(markdown, [splice]);
  return `${markdown.trimEnd()}\n\n## ${sections.actionItems}\n\n${actionItems}\n`;
}

/** Puts the carried items where the variable stands; a template that names it twice gets them once. */
export function takePlace(rendered: string, actionItems: string): string {
  const at = rendered.indexOf(STAND_IN);
  if (at < 0) return rendered;
  const after = rendered.slice(at + STAND_IN.length).replaceAll(STAND_IN, "");
  return rendered.slice(0, at) + actionItems + after;
}
