import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(import.meta.dirname, "../..");

/** One instruction of a Dockerfile, continued lines joined. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The stages of a Dockerfile, each from its FROM on. */
export function readStages(file: string): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [];
  const lines = readFileSync(join(REPOSITORY, file), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
  for (const line of lines.filter((one) => one.trim() !== "")) {
    const [, name = "", text = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === "") throw new Error(`not an instruction: ${line}`);
    if (name === "FROM") stages.push([]);
    stages.at(-1)?.push({ name, text });
  }
  return stages;
}

/** The last instruction of a kind in a stage, in its exec form. */
export function execForm(stage: readonly Instruction[], name: string): readonly string[] {
  const text = stage.findLast((one) => one.name === name)?.text ?? "";
  return JSON.parse(text.slice(text.indexOf("[")));
}

/** A folder that holds what the last stage of the image holds, under the same paths; nobody may write in it. */
export function unpackImage(stage: readonly Instruction[]): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), "cadence-image-"));
  for (const { name, text } of stage) {
    if (name !== "COPY") continue;
    const [source = "", target = ""] = text.replaceAll(/--\S+ /g, "").split(" ");
    const from = join(REPOSITORY, source.replace(/^\/build\//, ""));
    if (source.startsWith("/build/")) cpSync(from, join(root, target), { recursive: true, filter: isShipped });
  }
  forAll(root, (path, isFolder) => chmodSync(path, isFolder ? 0o555 : 0o444));
  return {
    root,
    remove() {
      forAll(root, (path, isFolder) => chmodSync(path, isFolder ? 0o755 : 0o644));
      rmSync(root, { recursive: true });
    },
  };
}

/** What the build stage removes from dist again. */
function isShipped(path: string): boolean {
  return !/[/\\]dist[/\\](?:types|api)(?:[/\\]|$)|\.map$/.test(path);
}

/** All files and folders with their sizes, for comparing before and after. */
export function listing(root: string): readonly string[] {
  const all: string[] = [];
  forAll(root, (path, isFolder) => all.push(`${path} ${isFolder ? "" : statSync(path).size}`));
  return all.sort();
}

function forAll(folder: string, act: (path: string, isFolder: boolean) => void): void {
  act(folder, true);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) forAll(path, act);
    else act(path, false);
  }
}
