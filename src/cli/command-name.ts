import { basename, resolve, sep } from "node:path";

/** What the disk says of how this package came here. */
export interface CommandFacts {
  /** The present folder. */
  readonly folder: string;
  /** The folder of this package, symbolic links followed. */
  readonly root: string;
  /** It is a clone: the sources, which no package has, lie beside `dist`. */
  readonly isClone: boolean;
  /** What npx got for this one call, as npx takes it again; null where it got nothing. */
  readonly npxPackage: string | null;
}

const NAMES: readonly string[] = ["cadence", "collab-cadence"];
/** On the registry another package is called `cadence`: npx may only be asked for this name outside a clone. */
export const PACKAGE = "collab-cadence";

/**
 * What a person types to call this command once more, for every hint that names it. `calledAs` is `process.argv[1]`.
 * Pure.
 */
export function commandName(
  calledAs: string,
  environment: Readonly<Record<string, string | undefined>>,
  { folder, root, isClone, npxPackage }: CommandFacts,
): string {
  if (isClone && `${folder}${sep}`.startsWith(`${root}${sep}`)) return "npx cadence";
  if (npxPackage !== null) return `npx ${shellWord(npxPackage)}`;
  if (isByNpx(environment)) return `npx ${PACKAGE}`;
  const name = basename(calledAs);
  if (NAMES.includes(name)) return name;
  // A clone that is called from elsewhere: there neither name would find it.
  return isClone ? `node ${shellWord(calledAs)}` : "cadence";
}

/** What npx runs inherits these as well, so they must tell of this command. */
function isByNpx({
  npm_command: command,
  npm_lifecycle_script: script = "",
}: Readonly<Record<string, string | undefined>>): boolean {
  return command === "exec" && /^["']?(?:collab-)?cadence\b/.test(script);
}

/** Returns a word as people may paste it into a shell. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./^~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * A dependency as npx takes it again: the name for a version of the registry, else where it lies. Absolute paths need the
 * `file:`, or npx runs the file itself. Pure.
 */
export function npxPackageOf(dependency: string, folder: string): string {
  if (dependency.startsWith("file:")) return `file:${resolve(folder, dependency.slice("file:".length))}`;
  if (/^[\^~<>=*\d]|^[a-z]+$/.test(dependency)) return PACKAGE;
  return dependency.replace(/(?<=\/\/)[^/@:]*:[^/@]*@/, "");
}
