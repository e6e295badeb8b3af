/** The version of @pulumi/random that the stand-in replaces. The one in this project's lockfile asks the engine for exactly this plugin. */
export const RANDOM_VERSION = "4.21.2";
