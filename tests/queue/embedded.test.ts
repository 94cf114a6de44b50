import { createMemoryStore } from "../support/memory-store.ts";
import { describeQueue } from "./behaviour.ts";
import { describeOverwritten } from "./overwritten.ts";
import { placesInProcess } from "./places.ts";
import { describeStore } from "./shared-store.ts";

describeQueue("the memory of this process", placesInProcess);
describeOverwritten("a file", placesInProcess);

const store = createMemoryStore();
describeStore("a queue in this process", async () => ({ open: async () => store, close: async () => {} }));
