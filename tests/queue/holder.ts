/** A process that holds a directory until it is killed: `node --import tsx holder.ts <directory>`. */
import { holdDirectory } from "../../src/queue/backends/directory-lock.ts";

await holdDirectory(process.argv[2] ?? "", (error) => console.log(error.message));
console.log("holds it");
// A lock alone keeps no process alive.
setInterval(() => {}, 60_000);
