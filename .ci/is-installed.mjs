// Exits with 0 when node_modules holds what the lock file says. Plain JavaScript: it runs before anything is installed.
import { readFileSync } from "node:fs";

function packages(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")).packages;
  } catch {
    return null;
  }
}

const wanted = packages("../package-lock.json");
const installed = packages("../node_modules/.package-lock.json");

const strange = (path) => wanted[path]?.version !== installed[path].version;
const missing = (path) => path !== "" && !wanted[path].optional && !wanted[path].devOptional && !(path in installed);
const fits = wanted && installed && !Object.keys(installed).some(strange) && !Object.keys(wanted).some(missing);
process.exitCode = fits ? 0 : 1;
