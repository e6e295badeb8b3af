import { realpathSync } from "node:fs";
import Module, { createRequire } from "node:module";

/**
 * Loaded before the Pulumi SDK by `node --require datadip/preload`, in the program's process and in the provider's. Both load the whole
 * SDK, and most of that time is libraries that few programs need. Here these are loaded when the SDK first uses them. Where an SDK loads
 * none of them, nothing changes.
 */
const OF_SDK = [
  // To serialise a closure, which no program of datadip does.
  "typescript",
  "@npmcli/arborist",
  "normalize-package-data",
  "fdir",
  // To run Pulumi from a program.
  "@pulumi/pulumi/automation",
  // For `pulumi --tracing`.
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
  // For a package.yaml and for explicit versions of plugins.
  "js-yaml",
  "semver",
];

/** The SDK's entry points, which Pulumi's language host starts. */
const ENTRY = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/](run|dynamic-provider)([\\/]|$)/;

const [, entry = ""] = process.argv;
if (ENTRY.test(entry)) {
  const load = createRequire(realpathSync(entry));
  for (const name of OF_SDK) defer(load, name);
  withoutMaps(load);
}
// Two thirds of zod's files are messages in other languages. Two of its own files load them.
defer(createRequire(__filename), "zod/v4/locales", 2);

/** Answers the first `times` calls of `require` with a placeholder; any later one, such as the program's own, loads the library. */
function defer(load: NodeJS.Require, name: string, times = 1): void {
  const path = pathOf(load, name);
  if (path === undefined || load.cache[path] !== undefined) return;
  const placeholder = new Module(path);
  placeholder.filename = path;
  placeholder.loaded = true;
  let left = times;
  Object.defineProperty(placeholder, "exports", {
    get() {
      left -= 1;
      if (left === 0) Reflect.deleteProperty(load.cache, path);
      return loadedOnUse(() => load(path) as Library);
    },
  });
  load.cache[path] = placeholder;
}

/** Files whose source maps are not read. */
const MAPLESS = /[\\/]node_modules[\\/](@pulumi|@grpc)[\\/]/;
const NO_MAP = { version: 3, sources: [], names: [], mappings: "" };

/**
 * The SDK takes a stack trace for each resource, for its place in the program, and the library that it uses for this reads the source map
 * of every file in it. Those of the SDK itself say nothing of the program, and reading them takes longer than running most programs.
 */
function withoutMaps(load: NodeJS.Require): void {
  if (pathOf(load, "source-map-support") === undefined) return;
  // `require` returns no types; these are the parts of the library that are used.
  const support = load("source-map-support") as { install(options: { retrieveSourceMap: SourceMapOf }): void };
  support.install({ retrieveSourceMap: (source) => (MAPLESS.test(source) ? { url: source, map: NO_MAP } : null) });
}

type SourceMapOf = (source: string) => { readonly url: string; readonly map: object } | null;

function pathOf(load: NodeJS.Require, name: string): string | undefined {
  try {
    return load.resolve(name);
  } catch {
    return undefined; // an SDK without this library has nothing to defer
  }
}

type Library = Readonly<Record<string | symbol, unknown>>;

/** Says it is an ES module, so that a compiled `import` takes it as it is and not a copy, which would load it. */
function loadedOnUse(load: () => Library): Library {
  let loaded: Library | undefined;
  const library = (): Library => (loaded ??= load());
  return new Proxy<Library>(
    {},
    {
      get(_, name) {
        if (name === "__esModule") return true;
        return name === "default" && !("default" in library()) ? library() : library()[name];
      },
      has: (_, name) => name in library(),
    },
  );
}
