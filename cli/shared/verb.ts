import type { Command } from "commander";

/** A verb of the `datadip` command: adds itself to the program. Thin: reads arguments, calls the rest, prints, sets `process.exitCode`. */
export type Verb = (program: Command) => void;
