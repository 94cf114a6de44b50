import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/** Files to take instead of a library's own, by the end of their path. */
const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  // zod's `z` holds every locale; English is the one it uses unless told otherwise.
  [/[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/, `export { default as en } from "./en.js";`],
  // gitbeaker wants two limiters; the index loads one per kind of database.
  [
    /[\\/]rate-limiter-flexible[\\/]index\.js$/,
    `export { default as RateLimiterMemory } from "./lib/RateLimiterMemory.js";
     export { default as RateLimiterQueue } from "./lib/RateLimiterQueue.js";`,
  ],
  // qs remembers by it which objects it has seen. It works without Map and WeakMap too, by way of ten packages.
  [
    /[\\/]side-channel[\\/]index\.js$/,
    `module.exports = () => {
       const seen = new Map();
       return {
         assert(key) {
           if (!seen.has(key)) throw new TypeError("Side channel does not contain the key");
         },
         delete: (key) => seen.delete(key),
         get: (key) => seen.get(key),
         has: (key) => seen.has(key),
         set: (key, value) => void seen.set(key, value),
       };
     };`,
  ],
];

/** Leaves out what esbuild cannot see is unused: files that a library's index pulls in, and detours around old engines. */
export function slim(): Plugin {
  return {
    name: "slim",
    setup(build) {
      // As a module node:http is read to its last property, WebSocket, and that loads all of undici: a sixth of the time
      // of `cadence plan` on Node 24. Required, only what is used is read.
      build.onResolve({ filter: /^node:http$/ }, ({ path, kind }) =>
        kind === "import-statement" ? { path, namespace: "required" } : null,
      );
      build.onLoad({ filter: /./, namespace: "required" }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
      }));
      for (const [filter, contents] of REPLACEMENTS) {
        build.onLoad({ filter }, ({ path }) => ({ contents, resolveDir: dirname(path) }));
      }
    },
  };
}
