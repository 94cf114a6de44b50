import { type BindingPattern, parseSync } from "oxc-parser";
import { expect, it } from "vitest";
import { type Source, sourcesOf } from "../support/sources.ts";

interface Declared {
  /** Names that a file gives a meaning to for others; what it hands on under the name that it has is not its own. */
  readonly exported: ReadonlySet<string>;
  /** Types that only the file itself knows. */
  readonly localTypes: ReadonlySet<string>;
}

function namesIn(pattern: BindingPattern): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "ArrayPattern":
      return pattern.elements.flatMap((one) =>
        one === null ? [] : namesIn(one.type === "RestElement" ? one.argument : one),
      );
    case "ObjectPattern":
      return pattern.properties.flatMap((one) => namesIn(one.type === "RestElement" ? one.argument : one.value));
  }
}

function declaredIn([file, code]: Source): Declared {
  const exported = new Set<string>();
  const types = new Set<string>();
  const imported = new Set<string>();
  const renamed: (readonly [local: string, name: string])[] = [];
  for (const statement of parseSync(file, code).program.body) {
    const isExport = statement.type === "ExportNamedDeclaration";
    const own = isExport ? statement.declaration : statement;
    if (own?.type === "VariableDeclaration" && isExport)
      for (const { id } of own.declarations) for (const name of namesIn(id)) exported.add(name);
    else if (own !== null && "id" in own && own.id?.type === "Identifier") {
      if (isExport) exported.add(own.id.name);
      else if (/^(?:TSInterface|TSTypeAlias|TSEnum|Class)Declaration$/.test(own.type)) types.add(own.id.name);
    }
    if (statement.type === "ImportDeclaration") for (const { local } of statement.specifiers) imported.add(local.name);
    if (statement.type === "ExportAllDeclaration" && statement.exported !== null)
      exported.add(code.slice(statement.exported.start, statement.exported.end));
    if (!isExport) continue;
    for (const one of statement.specifiers) {
      const [local, name] = [one.local, one.exported].map(({ start, end }) => code.slice(start, end)) as [
        string,
        string,
      ];
      if (statement.source !== null) imported.add(local);
      renamed.push([local, name]);
    }
  }
  for (const [local, name] of renamed) {
    if (local !== name || !imported.has(local)) exported.add(name);
    types.delete(local);
  }
  return { exported, localTypes: types };
}

/**
 * Names with two meanings, each with its files: exported by two, or the type of one file and exported by another. A type of
 * a file's own may share its name with another's own: nobody meets both.
 */
function doublesIn(sources: readonly Source[]): readonly (readonly string[])[] {
  const declared = sources.map((source) => [source[0], declaredIn(source)] as const);
  const files = new Map<string, Set<string>>();
  const add = (name: string, file: string): unknown => files.set(name, (files.get(name) ?? new Set()).add(file));
  for (const [file, { exported }] of declared) for (const name of exported) add(name, file);
  const names = new Set(files.keys());
  for (const [file, { localTypes }] of declared) for (const name of localTypes) if (names.has(name)) add(name, file);
  return [...files].filter(([, where]) => where.size > 1).map(([name, where]) => [name, ...where]);
}

it("gives one meaning to each exported name: no two files declare the same, and no type of another's own is called so", () => {
  const sources = sourcesOf(["src", "workers"]);
  const count = sources.reduce((sum, source) => sum + declaredIn(source).exported.size, 0);
  expect(count).toBeGreaterThan(1_000);
  expect(doublesIn(sources)).toEqual([]);
});

const DOUBLE = [["Place", "a.ts", "b.ts"]];

it.each([
  ["export interface Place {}", "export type Place = string;", DOUBLE],
  ["export interface Place {}", "interface Place {} export { Place };", DOUBLE],
  ["export interface Place {}", "interface Spot {} export type { Spot as Place };", DOUBLE],
  ["export interface Place {}", "export type { Spot as Place } from './spot.ts';", DOUBLE],
  ["export interface Place {}", "export * as Place from './place.ts';", DOUBLE],
  ["export const Place = 1;", "export const first = 1, Place = 2;", DOUBLE],
  ["export const Place = 1;", "export const { Place } = read();", DOUBLE],
  ["export const Place = 1;", "export const { spot: [, Place = 2] } = read();", DOUBLE],
  ["export function Place() {}", "export async function* Place() {}", DOUBLE],
  ["export abstract class Place {}", "export enum Place {}", DOUBLE],
  ["export interface Place {}", "interface Place {}", DOUBLE],
  ["export interface Place {}", "type Place = string;", DOUBLE],
  ["export interface Place {}", "class Place {}", DOUBLE],
  ["export const Place = schema; export type Place = Output<typeof Place>;", "export const other = 1;", []],
  ["export interface Place {}", "export type { Place } from './a.ts';", []],
  ["export interface Place {}", "import type { Place } from './a.ts'; export type { Place };", []],
  ["interface Place {}", "interface Place {}", []],
  ["export function place() {}", "function place() {}", []],
])("finds what two files mean by one name: %s and %s", (one, other, found) => {
  expect(
    doublesIn([
      ["a.ts", one],
      ["b.ts", other],
    ]),
  ).toEqual(found);
});
