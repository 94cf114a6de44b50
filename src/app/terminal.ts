import pc from "picocolors";

/** Where a command writes, and how. Built once by the entry point. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** What happens meanwhile, warnings and errors. */
  readonly err: (text: string) => void;
  readonly paint: Paint;
  readonly quiet: boolean;
}

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Colours for a terminal, or none at all. */
export function createPaint(color: boolean): Paint {
  const { bold, dim, red, green, yellow, cyan } = pc.createColors(color);
  return { bold, dim, red, green, yellow, cyan };
}
