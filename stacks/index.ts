import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

/** What `datadip:program` may be, each with the file beside this one. Without it, a flow file means a line with that flow. */
const PROGRAMS = ["data-dip", "line", "test-and-live"] as const;

/** A program declares its resources when it is loaded, so only the one that is meant may be. */
const load = createRequire(__filename);

const config = new pulumi.Config("datadip");
const program = config.get("program") ?? (config.get("flowFile") === undefined ? "data-dip" : "line");

if (!PROGRAMS.some((known) => known === program)) {
  throw new pulumi.RunError(
    `datadip:program is ${program}, but can be ${PROGRAMS.join(", ")}: pulumi config set datadip:program data-dip`,
  );
}

export = load(`./${program}`) as Readonly<Record<string, unknown>>;
