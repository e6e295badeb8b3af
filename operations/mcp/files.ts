import { readFileSync, realpathSync, statSync } from "node:fs";
import { extname, resolve, sep } from "node:path";
import { parseAllDocuments } from "yaml";
import type { z } from "zod";
import { type Flow, readFlow } from "../../flow";

/** A file that an assistant may not read, or with wrong content. The message quotes nothing of the file. */
export class FileRefusal extends Error {
  override readonly name = "FileRefusal";
}

const ENDINGS: readonly string[] = [".json", ".jsonl", ".yaml", ".yml"];
const MAX_BYTES = 10 * 1024 * 1024;

/** Reads files below one folder only, with links resolved, as texts of strangers may mislead an assistant. */
export class Files {
  private readonly root: string;

  /** @throws FileRefusal where there is no such folder. */
  constructor(root: string) {
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new FileRefusal(`There is no folder ${root}: give the one whose files may be read.`);
    this.root = realpathSync(root);
  }

  flow(file: string): Flow {
    const [json] = this.parsed(file);
    try {
      return readFlow(json);
    } catch {
      throw new FileRefusal(
        `${file} is not a flow of Webex: give the JSON that Flow Designer exports, with "process" and "diagram" at the top.`,
      );
    }
  }

  data<T>(file: string, schema: z.ZodType<T>, what: string): T {
    const found = schema.safeParse(this.parsed(file)[0]);
    if (found.success) return found.data;
    throw new FileRefusal(`${file} is not ${what}; npx datadip says in a terminal what is wrong in it.`);
  }

  private parsed(file: string): readonly unknown[] {
    const text = readFileSync(this.allowed(file), "utf8");
    try {
      if (extname(file).toLowerCase() === ".json") return [JSON.parse(text)];
      // A document without errors has a value.
      const documents = parseAllDocuments(text);
      if (documents.every(({ errors }) => errors.length === 0)) return documents.map((one) => one.toJS() as unknown);
    } catch {
      // The parser's message contains a piece of the text.
    }
    throw new FileRefusal(`${file} cannot be parsed; npx datadip says in a terminal where.`);
  }

  private allowed(file: string): string {
    if (!ENDINGS.includes(extname(file).toLowerCase()))
      throw new FileRefusal(`Only files that end in ${ENDINGS.join(", ")} are read, and ${file} does not.`);
    let path: string;
    try {
      path = realpathSync(resolve(this.root, file));
    } catch {
      throw new FileRefusal(`There is no file ${file} below the folder that this server may read.`);
    }
    if (
      !path.startsWith(this.root.endsWith(sep) ? this.root : `${this.root}${sep}`) ||
      !ENDINGS.includes(extname(path))
    )
      throw new FileRefusal(`There is no file ${file} below the folder that this server may read.`);
    const found = statSync(path);
    if (!found.isFile() || found.size > MAX_BYTES) throw new FileRefusal(`${file} is no file of at most 10 MB.`);
    return path;
  }
}
