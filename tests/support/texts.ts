import { textsIn } from "../../src/domain/texts/texts.ts";

/** The texts of the usual language, and of the other one. */
export const EN = textsIn("en");
export const DE = textsIn("de");
