/** Programs on the real engine, run by whichever Node language host the bootstrap found. */

import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { Stack } from "./stack";

const BUILD_MS = 20 * 60_000;
const STEP_MS = 120_000;

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.create({ nodeargs: "--require ./mark.js --title='the program'" });
  stack.write("mark.js", "globalThis.marked = process.title;");
}, BUILD_MS);
afterAll(() => {
  stack.remove();
});

/** How often a text is in the summary. Above it, where there is no terminal, the engine shows first lines as they happen. */
function times(text: string, part: string): number {
  const [, summary = ""] = text.split("Diagnostics:");
  return summary.split(part).length - 1;
}

describe("a program", () => {
  it(
    "gets its Node arguments, its config, its stack, and whether this is a preview",
    async () => {
      stack.write(
        "index.js",
        `const pulumi = require("@pulumi/pulumi");
         const config = new pulumi.Config();
         console.log("marked:", globalThis.marked);
         console.log("where:", pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun());
         console.log("secret:", pulumi.runtime.isConfigSecret("tried:token"), "plain:", pulumi.runtime.isConfigSecret("tried:region"));
         exports.token = config.requireSecret("token");
         exports.region = config.require("region");`,
      );
      await stack.pulumi("config", "set-all", "--secret", "token=canary-token", "--plaintext", "region=us1");
      const preview = await stack.pulumi("preview");
      expect(preview.text).toContain("where: organization tried dev true");
      const { code, text } = await stack.up();
      expect(code).toBe(0);
      expect(text).toContain("marked: the program");
      expect(text).toContain("where: organization tried dev false");
      expect(text).toContain("secret: true plain: false");
      expect(text).toMatch(/token *: \[secret\]/);
      expect(text).not.toContain("canary-token");
      expect(await stack.outputs()).toEqual({ token: "canary-token", region: "us1" });
      expect(await stack.state()).not.toContain("canary-token");
    },
    STEP_MS,
  );

  it(
    "that throws is one readable error, and the command fails",
    async () => {
      stack.write("index.js", 'console.log("so far so good");\nthrow new Error("there is no such queue");');
      const { code, text } = await stack.up();
      expect(code).not.toBe(0);
      expect(times(text, "Error: there is no such queue")).toBe(1);
      expect(text).toContain("index.js:2");
      expect(text).not.toMatch(/non-zero exit code/);
      expect(text).toContain("so far so good");
    },
    STEP_MS,
  );

  it(
    "that exits by itself fails the command, and says with what",
    async () => {
      stack.write("index.js", "process.exit(3);");
      const { code, text } = await stack.up();
      expect(code).not.toBe(0);
      expect(times(text, "exited with non-zero exit code: 3")).toBe(1);
    },
    STEP_MS,
  );

  it(
    "that does not load is a failure that names what is missing",
    async () => {
      stack.write("index.js", 'require("./queues");');
      const { code, text } = await stack.up();
      expect(code).not.toBe(0);
      expect(text).toContain("Cannot find module './queues'");
    },
    STEP_MS,
  );
});

describe("a program that is running", () => {
  let server: Server;
  let joined: Promise<Socket>;
  beforeEach(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    joined = once(server, "connection").then(([socket]) => socket as Socket);
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    // It lives for as long as this connection, and dies with it only when it is killed.
    stack.write("index.js", `require("node:net").connect(${String(address.port)}, "127.0.0.1");`);
  });
  afterEach(() => {
    server.close();
  });

  it.each(["SIGINT", "SIGKILL"] as const)(
    "ends when pulumi gets %s",
    async (signal) => {
      const up = stack.start("up", "--yes", "--skip-preview");
      const over = once(up, "close");
      const socket = await joined;
      const ended = once(socket.resume(), "close");
      up.kill(signal);
      await Promise.all([ended, over]);
      expect(up.exitCode).not.toBe(0);
      // What a killed command leaves locked, the next one must be able to take.
      expect((await stack.pulumi("cancel", "--yes")).code).toBe(0);
    },
    STEP_MS,
  );
});
