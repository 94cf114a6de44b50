/** The shipped templates that configurations name unless they or a type of meeting say otherwise: a setup copies these. */
export const COPIED_TEMPLATES = ["Meeting Agenda", "Follow-up"] as const;

/** Templates that ship with the package, as `issue_templates/NAME.md`, and in other languages in a folder there. */
export const SHIPPED_TEMPLATES = [
  ...COPIED_TEMPLATES,
  "First Call",
  "Leadership Check-In",
  "Business Review",
  "Enablement Session",
  "Engagement",
  "Retrospective",
] as const;

type ShippedTemplate = (typeof SHIPPED_TEMPLATES)[number];

/**
 * Hashes (`contentHash`) of the shipped templates as earlier versions had them. Projects have copies of them; a template that
 * changes leaves its hash here.
 */
const EARLIER_TEMPLATES: Readonly<Record<ShippedTemplate, readonly string[]>> = {
  "Meeting Agenda": ["wxb4i2", "1nmf48", "dz95ak", "9e2e54", "1qj6ghz", "17jt0ar", "jskvz0", "t9ypse"],
  "Follow-up": ["c20wn0", "m9yofg", "5zi5pa", "14b8jl9"],
  "First Call": [],
  "Leadership Check-In": [],
  "Business Review": [],
  "Enablement Session": [],
  Engagement: [],
  Retrospective: [],
};

/** Returns the shipped template of which a text of this hash is an earlier version, or null. */
export function earlierTemplate(hash: string): ShippedTemplate | null {
  return SHIPPED_TEMPLATES.find((name) => EARLIER_TEMPLATES[name].includes(hash)) ?? null;
}

/** Returns where a project keeps an issue template of this name. */
export function templatePath(name: string): string {
  return `.gitlab/issue_templates/${name}.md`;
}
