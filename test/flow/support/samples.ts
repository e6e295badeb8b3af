import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeShared, hasShared, sharedPath } from "../../support/shared";

const FOLDER = "samples/flows";

/** Real exports of other people, where they are at hand: file name and text. */
export const SAMPLES: readonly (readonly [file: string, text: string])[] = hasShared(FOLDER)
  ? readdirSync(sharedPath(FOLDER))
      .filter((file) => file.endsWith(".json"))
      .map((file) => [file, readFileSync(join(sharedPath(FOLDER), file), "utf8")] as const)
  : [];

/** `describe.each` over the samples, skipped and counted where there are none. */
export const eachSample = (name: string, run: (file: string, text: string) => void): void =>
  describeShared(FOLDER, name, () => describe.each(SAMPLES)("%s", run));

/** Tests of one sample, skipped and counted where it is absent. */
export const describeSample = (file: string, name: string, run: (text: string) => void): void =>
  describeShared(`${FOLDER}/${file}`, name, (path) => run(readFileSync(path, "utf8")));
