import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

/** Values of `datadip:program`; each is a file next to this one. Without the key, a flow file selects `line`. */
const PROGRAMS = ["data-dip", "line", "test-and-live"] as const;

/** Loading a program declares its resources, so only the selected program is loaded. */
const load = createRequire(__filename);

const config = new pulumi.Config("datadip");
const program = config.get("program") ?? (config.get("flowFile") === undefined ? "data-dip" : "line");

if (!PROGRAMS.some((known) => known === program)) {
  throw new pulumi.RunError(
    `datadip:program is ${program}, but can be ${PROGRAMS.join(", ")}: pulumi config set datadip:program data-dip`,
  );
}

export = load(`./${program}`) as Readonly<Record<string, unknown>>;
