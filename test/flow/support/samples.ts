import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../../../shared/samples/flows");

/** Real exports of other people, where they are at hand: file name and text. */
export const SAMPLES: readonly (readonly [file: string, text: string])[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((file) => file.endsWith(".json"))
      .map((file) => [file, readFileSync(join(FOLDER, file), "utf8")] as const)
  : [];

/** `describe.each` over the samples, skipped and counted where there are none. */
export const eachSample = (name: string, run: (file: string, text: string) => void): void => {
  if (SAMPLES.length === 0) describe.skip(name, () => it("needs ../shared/samples/flows", () => undefined));
  else describe.each(SAMPLES)(`${name}: %s`, run);
};
