import { spawn } from "node:child_process";

/** The output of a command. @throws Error with the command's message where it fails. */
export function runQuietly(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, all] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (all += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) =>
      code === 0 ? done(stdout) : failed(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${all}`)),
    );
  });
}
