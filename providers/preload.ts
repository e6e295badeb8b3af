import { realpathSync } from "node:fs";
import Module, { createRequire } from "node:module";

/**
 * Loaded before the Pulumi SDK by `node --require datadip/preload`, in the program's process and in the provider's. Both load the whole
 * SDK, and two thirds of that time is TypeScript and npm's arborist, which only serialising a closure needs. Programs of datadip
 * serialise none: here both are loaded when the SDK first uses them. Where an SDK loads neither, nothing changes.
 */
const DEFERRED = ["typescript", "@npmcli/arborist"];

/** The SDK's entry points, which Pulumi's language host starts. */
const ENTRY = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/](run|dynamic-provider)([\\/]|$)/;

const [, entry = ""] = process.argv;
if (ENTRY.test(entry)) for (const name of DEFERRED) defer(createRequire(realpathSync(entry)), name);

/** Answers the first `require` of a library with a placeholder; any later one, such as the program's own, loads the library. */
function defer(load: NodeJS.Require, name: string): void {
  const path = pathOf(load, name);
  if (path === undefined || load.cache[path] !== undefined) return;
  const placeholder = new Module(path);
  placeholder.filename = path;
  placeholder.loaded = true;
  Object.defineProperty(placeholder, "exports", {
    get() {
      Reflect.deleteProperty(load.cache, path);
      return loadedOnUse(() => load(path) as Library);
    },
  });
  load.cache[path] = placeholder;
}

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
