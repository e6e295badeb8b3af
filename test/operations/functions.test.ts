import { runFunction, withFunctions } from "../../operations/functions";

const run = (source: string, inputs: unknown = {}, seconds?: number) =>
  runFunction({ file: "score.js", source }, inputs, seconds);
const body = (code: string): string =>
  `export async function handle(request, response) {\n${code}\nreturn response;\n}`;

describe("a custom function", () => {
  it.each([
    ["an exported function", body("response.data = { sum: request.inputs.a + 1 };")],
    ["an exported constant", "export const handle = async (q, r) => { r.data = { sum: q.inputs.a + 1 }; return r; };"],
    ["the default export", "export default (q, r) => { r.data = { sum: q.inputs.a + 1 }; };"],
    ["a CommonJS module", "exports.handle = async (q, r) => { r.data = { sum: q.inputs.a + 1 }; return r; };"],
    ["a named list", "const handle = async (q) => ({ data: { sum: q.inputs.a + 1 } });\nexport { handle };"],
  ])("answers what its handle returns: %s", (_name, source) => {
    expect(run(source, { a: 2 })).toEqual({ text: '{"sum":3}' });
  });

  it.each([
    ["process", "response.data = { is: typeof process };"],
    ["require", "response.data = { is: typeof require };"],
    ["the network", "response.data = { is: typeof fetch };"],
    ["timers", "response.data = { is: typeof setTimeout };"],
    ["shared memory of the caller", "response.data = { is: typeof workerData };"],
  ])("has no %s", (_name, code) => {
    expect(run(body(code))).toEqual({ text: '{"is":"undefined"}' });
  });

  it.each([
    ["by a constructor", `globalThis.constructor.constructor("return process")()`],
    ["by eval", `eval("1")`],
    [
      "by the error of an import",
      `await import("node:fs").catch((e) => e.constructor.constructor("return process")())`,
    ],
    ["by a promise's constructor", `handle(request, {}).constructor.constructor("return process")()`],
  ])("cannot make code of texts %s", (_name, code) => {
    const found = run(
      body(`let depth = 0; if (request.inputs.once) { request.inputs.once = false; response.data = ${code}; }`),
      {
        once: true,
      },
    );
    expect(found).toEqual({ error: expect.stringMatching(/Code generation|not a function|undefined/) as unknown });
  });

  it("is stopped at its deadline, and where it fills the memory", () => {
    expect(run(body("for (;;) {}"), {}, 0.5)).toEqual({ error: "gave no answer within 0.5 s and 32 MB" });
    expect(run(body("const all = []; for (;;) all.push(new Array(1e5).fill(1));"), {}, 2)).toHaveProperty("error");
  });

  it("is told where it fails", () => {
    expect(run(body("return request.inputs.a.b.c;"))).toEqual({
      error: "Cannot read properties of undefined (reading 'b') (line 2)",
    });
    expect(run("const x = ;")).toEqual({ error: expect.stringMatching(/^Unexpected token ';'/) as unknown });
    expect(run("const x = 1;")).toEqual({
      error: expect.stringMatching(/^it exports no function called handle/) as unknown,
    });
  });

  it("takes the place of the answers under its name alone", () => {
    const ask = (url: string) =>
      withFunctions({ score: { file: "score.js", source: body("response.data = { n: 1 };") } }, () => "elsewhere")(
        { node: "F", method: "FUNCTION", url, connectorId: "", headers: {}, body: "{}", timeoutMs: 1 },
        [],
      );
    expect(ask("score")).toMatchObject({ status: 200, body: '{"n":1}' });
    expect(ask("other")).toBe("elsewhere");
  });
});
