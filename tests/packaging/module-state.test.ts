import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";
import { makersIn, stateOf, typesIn } from "./module-state.ts";

/** What stays with a module all the same, and why. */
const EXCEPTIONS = new Set([
  // The library's own register of what schemas mean: an entry is made with its schema, and nothing is read from it in a run.
  "src/config/schema/leaf.ts z",
]);

it("no module keeps state of its own: whoever starts a thing makes it and passes it in", () => {
  const files = sourcesOf(["src", "workers"]);
  expect(files.length).toBeGreaterThan(500);
  const parsed = files.map(([file, code]) => ({ code, program: parseSync(file, code).program }));
  const makers = new Set(parsed.flatMap(({ program }) => makersIn(program)));
  expect([...makers]).toEqual(expect.arrayContaining(["createRecentMap", "createMirror", "oneAfterAnother"]));
  const types = new Map(parsed.flatMap(({ code, program }) => typesIn(code, program)));
  const found = files.flatMap(([file, code]) => stateOf(code, { makers, types }).map((name) => `${file} ${name}`));
  expect(found.filter((one) => !EXCEPTIONS.has(one))).toEqual([]);
  expect([...EXCEPTIONS].filter((one) => !found.includes(one))).toEqual([]);
});

const COUNTER = "function counter() { let count = 0; return () => ++count; }";

it.each([
  ["let count = 0;", ["count"]],
  ["var count = 0;", ["count"]],
  ["export let count: number;", ["count"]],
  ["let { count } = start;", ["count"]],
  ["const known = new Map<string, number>();", ["known"]],
  ["export const told: WeakSet<object> = new WeakSet();", ["told"]],
  ["export default new Map<string, number>();", ["default"]],
  ["const CACHES = { agendas: new Map<string, number>() };", ["CACHES"]],
  ["const CACHES = [new Set<string>()] as const;", ["CACHES"]],
  ["interface News { fields: Map<string, string> } const NONE: News = { fields: new Map() };", ["NONE"]],
  ["const list: string[] = [];", ["list"]],
  ["const list: Array<string> = [];", ["list"]],
  ["const list: string[] = []; export function add(one: string) { list.push(one); }", ["list"]],
  ["const list = [] as string[]; export const add = (one: string) => list.push(one);", ["list"]],
  ["const list: readonly string[] = []; export const add = (one: string) => (list as string[]).push(one);", ["list"]],
  ["class Cache { static known = new Map<string, number>(); }", ["known"]],
  ["class Cache { static readonly known = new Map<string, number>(); }", ["known"]],
  ["class Cache { static readonly list: string[] = []; }", ["list"]],
  ["export class Cache { static count = 0; }", ["count"]],
  ["class Counter { #count = 0; next() { return ++this.#count; } } const ids = new Counter();", ["ids"]],
  ["const cache = createRecentMap<number>(5);", ["cache"]],
  ["export const next = (() => { let count = 0; return () => ++count; })();", ["next"]],
  [`${COUNTER} export const next = counter();`, ["next"]],
  [`${COUNTER} export const ids = { next: counter() };`, ["ids"]],
  ["const seer = () => { const seen = [1]; return { see: () => seen.push(1) }; }; const { see } = seer();", ["see"]],
  ["function ids() { let n = 0; const made = { next: () => ++n }; return made; } const { next } = ids();", ["next"]],
  ["function* numbers() { let count = 0; for (;;) yield count++; } const ids = numbers();", ["ids"]],
  ["const state = { open: 0 }; export const open = () => { state.open += 1; };", ["state"]],
  ["const state = {}; export const keep = (text: string) => Object.assign(state, { text });", ["state"]],
  ["const state: Record<string, number> = {}; export const drop = (key: string) => delete state[key];", ["state"]],
  ["export function slow() { return (slow.known ??= work()); }", ["slow"]],
  ["export const slow = (key: string) => (slow.known[key] ??= work(key)); slow.known = {};", ["slow"]],
  ["import { RULES } from './rules.ts'; export const set = () => { RULES.most = 5; };", ["RULES"]],
  ["export const keep = (text: string) => { globalThis.kept = text; };", ["globalThis"]],
  ["const WORDS: ReadonlySet<string> = new Set(['a']);", []],
  ["interface News { fields: ReadonlyMap<string, string> } const NONE: News = { fields: new Map() };", []],
  ["const RULES = { most: 5 }; export const sorted = (list: number[]) => list.sort();", []],
  ["export function run() { let count = 0; const known = new Set(); known.add(count++); }", []],
  ["const twice = (list: number[]) => { const out = [0]; list.forEach((one) => out.push(one)); return out; };", []],
  ["const hasWord = (() => { const words = ['a']; return (text: string) => words.includes(text); })();", []],
  ["class Size { static readonly most = 5; static of() { return new Size(); } }", []],
  [`${COUNTER} export function run() { const next = counter(); return next(); }`, []],
])("finds what a module keeps: %s", (code, names) => {
  expect(stateOf(code)).toEqual(names);
});
