/** The arrows that may exist between folders, and no circles. `npm run check` holds them. */
const TYPES_ONLY = { dependencyTypesNot: ["type-only"] };

/** `from` may not import `to`: by path, from the project's folder. */
const never = (name, comment, from, to, more = {}) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: to, ...more },
});

/** `from` may not reach `to`, through other files neither. */
const unreachable = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: to, reachable: true },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Cut the circle: move what both need into a file of its own.",
      severity: "error",
      // A path may hold filters and a filter paths: those files call each other because the grammar does.
      from: { pathNot: "^flow/expression/jsonpath/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    unreachable(
      "core-knows-no-vendor",
      "core/ gets what a vendor does as an argument.",
      "^providers/core/",
      "^providers/(webex|salesforce|clouds)",
    ),
    unreachable(
      "http-knows-no-vendor",
      "http/ gets what a vendor does as an argument.",
      "^providers/http/",
      "^providers/(webex|salesforce|clouds|core)",
    ),
    unreachable(
      "vendors-apart",
      "Only providers/clouds.ts and the components know both vendors.",
      "^providers/webex/",
      "^providers/salesforce/",
    ),
    unreachable(
      "vendors-apart-too",
      "Only providers/clouds.ts and the components know both vendors.",
      "^providers/salesforce/",
      "^providers/webex/",
    ),
    unreachable(
      "flow-alone",
      "flow/ is call flows as data: it imports nothing of ours.",
      "^flow/",
      "^(providers|sandbox|operations|cli|scripts|console)/",
    ),
    unreachable(
      "sandbox-alone",
      "The sandbox is met over HTTP alone: it imports nothing of ours.",
      "^sandbox/",
      "^(providers|flow|operations|cli|scripts|console)/",
    ),
    never(
      "operations-below-cli",
      "Commands use operations, not the other way round.",
      "^(providers|flow|sandbox|operations|console)/",
      "^(cli|scripts|bench|test)/",
    ),
    never(
      "cli-and-scripts",
      "Of scripts/ the command may use the engine alone.",
      "^cli/",
      "^(scripts/(?!engine/)|bench|test)/",
    ),
    never(
      "axios-in-http",
      "axios is known to providers/http alone.",
      "^(?!providers/http/|bench/|test/|scripts/)",
      "node_modules/axios/",
    ),
    never(
      "pulumi-in-resource",
      "@pulumi/pulumi is known to core/resource, components/, stacks/ and scripts/engine alone.",
      "^(?!providers/core/resource/|providers/components/|stacks/|scripts/engine/|test/|bench/)",
      "node_modules/@pulumi/",
      TYPES_ONLY,
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Programs name the package, which is its own build where there is one.
    exclude: { path: "^dist" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
