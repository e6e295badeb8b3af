import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flowVerb } from "../../cli/commands/flow";
import { bindFlow, stringifyFlow, welcomeFlow } from "../../flow";
import { runVerb } from "./run-verb";

const folder = mkdtempSync(join(tmpdir(), "datadip-flow-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const WELCOME = file("welcome.json", stringifyFlow(welcomeFlow()));
const OTHER = file("other.json", stringifyFlow(bindFlow(welcomeFlow(), { "Music.prompt": "waltz.wav" }).flow));
const run = (...words: readonly string[]) => runVerb(flowVerb, "flow", ...words);

describe("datadip flow facts", () => {
  it("prints the documented JSON", async () => {
    const { stdout, exitCode } = await run("facts", WELCOME, "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: "welcome",
      version: 0,
      flowType: "FLOW",
      variables: [{ name: "callerNumber", type: "STRING", value: "", isCAD: true, isAgentEditable: false, source: "" }],
      processes: {
        main: {
          activities: { QueueContact: "queue-contact" },
        },
        GLOBAL_EVENTS: { activities: { GlobalErrorHandling: "Event" } },
      },
      onEvents: { GlobalErrorHandling: "GlobalErrorHandling" },
      externals: { queues: [], connectors: [], audio: ["defaultmusic_on_hold.wav"], subflows: [] },
    });
  });

  it("lists links as from, condition, to", async () => {
    const { stdout } = await run("facts", WELCOME, "--json");
    const facts = JSON.parse(stdout) as { processes: { main: { edges: unknown[] } } };
    expect(facts.processes.main.edges).toContainEqual(["QueueContact", "failure", "Apology"]);
    expect(facts.processes.main.edges).toHaveLength(7);
  });

  it("prints words without it, control characters of the file taken out", async () => {
    const hostile = file(
      "hostile.json",
      stringifyFlow(welcomeFlow())
        .replaceAll("Music while waiting", "x")
        .replaceAll('"welcome"', '"wel\\u001b[31mcome"'),
    );
    const { stdout } = await run("facts", hostile);
    expect(stdout).toContain("QueueContact (queue-contact)");
    expect(stdout).not.toContain("\u001b");
  });
});

describe("datadip flow diff", () => {
  it("exits 0 where the flows mean the same", async () => {
    expect(await run("diff", WELCOME, WELCOME, "--json")).toMatchObject({
      exitCode: 0,
      stdout: '{\n  "changes": []\n}\n',
    });
  });
  it("exits 1 and lists every field of a change where they do not", async () => {
    const { stdout, exitCode } = await run("diff", WELCOME, OTHER, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      changes: [
        {
          kind: "changed",
          class: "caller-facing",
          process: "main",
          name: "Music",
          field: "prompt",
          before: "defaultmusic_on_hold.wav",
          after: "waltz.wav",
        },
      ],
    });
  });
  it("draws the change", async () => {
    const picture = join(folder, "diff.svg");
    await run("diff", WELCOME, OTHER, "-o", picture);
    expect(readFileSync(picture, "utf8")).toContain("~ prompt:");
  });
});

describe("datadip flow write", () => {
  it("writes the file with values bound", async () => {
    const out = join(folder, "bound.json");
    expect(
      await run("write", WELCOME, "-o", out, "--bind", "QueueContact.destination=abc", "Music.prompt=waltz.wav"),
    ).toMatchObject({ exitCode: 0, stderr: `Wrote ${out}.\n` });
    expect(JSON.parse((await run("facts", out, "--json")).stdout)).toMatchObject({
      externals: { queues: ["abc"], audio: ["waltz.wav"] },
    });
  });
  it("writes FlowV2", async () => {
    const { stdout } = await run("write", WELCOME, "-o", "-", "--format", "v2");
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: "2.0",
      name: "welcome",
      eventFlows: { GLOBAL_EVENTS: { onEvents: { GlobalErrorHandling: "GlobalErrorHandling" } } },
    });
  });
  it("writes nothing where a binding fits nothing, and says what would", async () => {
    const out = join(folder, "nothing.json");
    const { stderr, exitCode } = await run("write", WELCOME, "-o", out, "--bind", "Queue.destination=abc");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("QueueContact.destination");
    expect(existsSync(out)).toBe(false);
  });
  it("wants bindings as pairs", async () => {
    expect(await run("write", WELCOME, "-o", "-", "--bind", "QueueContact")).toMatchObject({
      exitCode: 2,
      stderr: "--bind QueueContact is not of the form Activity.property=value.\n",
    });
  });
});

describe("datadip flow draw", () => {
  it.each([
    ["svg", "<svg"],
    ["mmd", "flowchart LR"],
    ["png", "PNG"],
  ])("writes .%s", async (extension, beginning) => {
    const picture = join(folder, `flow.${extension}`);
    expect(await run("draw", WELCOME, "-o", picture)).toMatchObject({ exitCode: 0, stderr: `Wrote ${picture}.\n` });
    expect(readFileSync(picture).subarray(0, 20).toString("latin1")).toContain(beginning);
  });
  it("marks what lint finds at the activity it concerns", async () => {
    const broken = file(
      "broken.json",
      stringifyFlow(welcomeFlow()).replaceAll("{{ NewPhoneContact.ANI }}", "{{[ NewPhoneContact.ANI }}"),
    );
    const picture = join(folder, "broken.svg");
    expect(await run("draw", broken, "-o", picture)).toMatchObject({ exitCode: 0 });
    const box =
      /<g [^>]*>(?:(?!<\/g>)[^])*>SetCallerNumber<(?:(?!<\/g>)[^])*<\/g>/.exec(readFileSync(picture, "utf8"))?.[0] ??
      "";
    expect(box).toMatch(/>!! /);
  });

  it("refuses other endings", async () => {
    expect(await run("draw", WELCOME, "-o", join(folder, "flow.gif"))).toMatchObject({ exitCode: 2 });
  });
});

describe("unusable input", () => {
  it.each([
    ["a file that is not there", () => join(folder, "gone.json"), "cannot be read: there is no such file or folder"],
    ["a folder", () => folder, "cannot be read: it is a folder"],
    ["text", () => file("text.json", "hello"), "not JSON"],
    ["something else", () => file("package.json", '{"dependencies":{}}'), "package.json"],
  ])("%s: exit 2 and one sentence", async (_what, path, words) => {
    const { stderr, exitCode, stdout } = await run("facts", path(), "--json");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("secrets in a flow", () => {
  const KEYS = ["CANARYkey0001", "CANARYkey0002"] as const;
  /** A flow that holds a secret in each place where lint finds one, and in a secure variable. */
  const withSecrets = (key: string): string => {
    const own = JSON.parse(stringifyFlow(welcomeFlow())) as {
      variables: object[];
      process: { activities: Record<string, object> };
    };
    own.variables.push({ name: "door", type: "STRING", value: `${key}door`, isSecure: true, isCAD: false, source: "" });
    const properties = {
      name: "Ask",
      activityName: "http-request-v2",
      activityId: "http-request-v2",
      httpRequestMethod: "POST",
      httpRequestUrl: `https://svc:${key}address@api.example.org/v1`,
      httpRequestHeaders: { Authorization: `Bearer ${key}header` },
      httpRequestBody: `{"client_secret":"${key}body"}`,
    };
    own.process.activities.Ask = { id: "Ask", name: "Ask", group: "action", properties };
    return file(`${key}.json`, JSON.stringify(own));
  };
  const [before, after] = KEYS.map(withSecrets) as [string, string];
  const picture = join(folder, "secrets.svg");

  it.each([
    ["facts", ["facts", before]],
    ["facts as JSON", ["facts", before, "--json"]],
    ["diff", ["diff", before, after]],
    ["diff as JSON", ["diff", before, after, "--json", "-o", picture]],
    ["diff to a flow without", ["diff", before, WELCOME, "--json"]],
    ["draw", ["draw", before, "-o", picture]],
  ])("are masked in %s, and what changed is still told", async (_what, words) => {
    const { stdout, stderr } = await run(...words);
    const drawn = words.includes(picture) ? readFileSync(picture, "utf8") : "";
    for (const text of [stdout, stderr, drawn]) expect(text).not.toContain("CANARY");
    if (words[0] === "diff" && words[2] === after)
      expect(stdout).toMatch(/httpRequestHeaders\.Authorization.*Bearer \[secret\]/s);
  });

  it("are shown where somebody asks for them", async () => {
    expect((await run("facts", before, "--json", "--show-secrets")).stdout).toContain("CANARYkey0001door");
    expect((await run("diff", before, after, "--show-secrets")).stdout).toContain("CANARYkey0002header");
  });
});
