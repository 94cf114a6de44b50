/** A record a section is repeated over. */
export type TemplateRecord = Readonly<Record<string, string>>;

/** A value a template may use: text, a condition, or a list to repeat a section over. */
export type TemplateValue = string | boolean | readonly (TemplateRecord | string)[];

export type TemplateVariables = Readonly<Record<string, TemplateValue>>;
