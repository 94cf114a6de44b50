import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GOLDEN_STORIES, live } from "./stories.ts";
import { told } from "./told.ts";

/** Writes the golden files into a folder: `npx tsx tests/golden-agendas/write.ts FOLDER`, in a checkout of the commit that they are of. */
const [folder = "golden"] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
for (const story of GOLDEN_STORIES) {
  const stage = await live(story);
  await writeFile(join(folder, `${story.name}.md`), told(stage));
  await stage.sandbox.close();
  process.stdout.write(`${story.name}\n`);
}
