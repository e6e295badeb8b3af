import { readFileSync, writeFileSync } from "node:fs";
import { transformSync } from "@swc/core";

/** Compiles an index of exports from other modules; each module is loaded when one of its exports is first used. */
export function makeLazy(source: string, compiled: string): void {
  const text = readFileSync(source, "utf8");
  const modules = [...text.matchAll(/ from "(\.[^"]+)";/g)].flatMap(([, path]) => path ?? []);
  if (/export \*/.test(text))
    throw new Error(`${source} exports a whole module, whose names are not known before it is loaded: list them.`);
  const { code } = transformSync(text, {
    filename: source,
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs", lazy: modules },
  });
  writeFileSync(compiled, code);
}
