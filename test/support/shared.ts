import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Official descriptions and real exports of other people, which may lie beside the project and are no part of it. */
const FOLDER = resolve(__dirname, "..", "..", "..", "shared");

/** The path of something in that folder, whether it is there or not. */
export const sharedPath = (path: string): string => join(FOLDER, path);

export const hasShared = (path: string): boolean => existsSync(sharedPath(path));

/**
 * `describe` for tests that need `path` of that folder. Where it is absent they count as one skipped test and `body` is not run,
 * since the body of `describe.skip` is.
 *
 * @param body is given the whole path
 */
export function describeShared(path: string, name: string, body: (path: string) => void): void {
  if (hasShared(path)) describe(name, () => body(sharedPath(path)));
  else describe.skip(name, () => it(`needs ../shared/${path}`, () => undefined));
}
