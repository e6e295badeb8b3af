import { createRequire } from "node:module";
import { join } from "node:path";
import type * as semver from "semver";
import { packageRoot } from "./paths";

const inPackage = createRequire(join(packageRoot(), "_"));
const inPulumi = createRequire(inPackage.resolve("@pulumi/pulumi/package.json"));

/** The semver of Pulumi's SDK, which every project has. `require` has no types; these are its own. */
export const { lt, major, valid, SemVer } = inPulumi("semver") as typeof semver;
