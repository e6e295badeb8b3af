import { Command, CommanderError } from "commander";
import { refuse, type Verb } from "../../cli/shared/verb";

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs one verb of the command inside this process, as `datadip <words>` would, and gives what it printed. */
export async function runVerb(verb: Verb, ...words: readonly string[]): Promise<Run> {
  const program = new Command("datadip").exitOverride();
  verb(program);
  const written = { stdout: "", stderr: "" };
  const own = { stdout: process.stdout.write.bind(process.stdout), stderr: process.stderr.write.bind(process.stderr) };
  const before = process.exitCode;
  process.exitCode = undefined;
  const capture = (name: "stdout" | "stderr") => (chunk: string | Uint8Array) => {
    written[name] += chunk.toString();
    return true;
  };
  process.stdout.write = capture("stdout");
  process.stderr.write = capture("stderr");
  try {
    await program.parseAsync([...words], { from: "user" }).catch((error: unknown) => {
      if (error instanceof CommanderError) throw error;
      refuse(error);
    });
    return { ...written, exitCode: Number(process.exitCode ?? 0) };
  } finally {
    process.stdout.write = own.stdout;
    process.stderr.write = own.stderr;
    process.exitCode = before;
  }
}
