import { describeQueue } from "./behaviour.ts";
import { placesInProcess } from "./places.ts";
import { describeStore } from "./shared-store.ts";

describeQueue("a database in this process", placesInProcess);
describeStore("a database in this process", placesInProcess);
