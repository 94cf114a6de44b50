/** The languages that issues are written in, the usual one first. */
export const TEXT_LANGUAGES = ["en", "de"] as const;

export type TextLanguage = (typeof TEXT_LANGUAGES)[number];
