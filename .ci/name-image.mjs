import { readFileSync, writeFileSync } from "node:fs";

// Writes the address of an image as the default of the component's input `image`: node .ci/name-image.mjs ADDRESS [TEMPLATE].
// By the text, not by a YAML library: comments and layout stay, and a job needs nothing but Node.js.
const [address = "", file = "templates/cadence/template.yml"] = process.argv.slice(2);

function fail(problem) {
  console.error(`name-image: ${problem}`);
  process.exit(1);
}

if (!/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)+:\d+\.\d+\.\d+$/.test(address)) {
  fail(`"${address}" is no address of an image with its version, such as registry.example.com/group/project:1.2.3`);
}
const lines = readFileSync(file, "utf8").split("\n");
const end = lines.indexOf("---");
const input = lines.indexOf("    image:");
if (input < 0 || input > end) fail(`${file} has no input "image" under spec: inputs:`);
let next = input + 1;
while (/^ {6}/.test(lines[next] ?? "")) next += 1;
const known = lines.findIndex((line, at) => at > input && at < next && line.startsWith("      default:"));
const line = `      default: ${address}`;
if (known < 0) lines.splice(input + 1, 0, line);
else lines[known] = line;
writeFileSync(file, lines.join("\n"));
console.log(`${file}: the image is ${address}`);
