import type { Command } from "commander";

/** A verb of the `datadip` command; it adds itself to the program. It reads arguments, calls the rest, prints, sets `process.exitCode`. */
export type Verb = (program: Command) => void;
