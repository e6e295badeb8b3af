import {
  brief,
  fitting,
  maskSecrets,
  rememberSecrets,
  stayed,
  throwBriefly,
  withoutStacks,
} from "../../../../providers/core/engine/outcomes";
import { forgetSecrets, redact } from "../../../../providers/http/redact";
import { toy } from "../toy";

afterEach(forgetSecrets);
const isSecret = (key: string): boolean => key === "key";

describe("the state after a failed write", () => {
  const kilobytes = (count: number): string => "x".repeat(count * 1024);

  it("is whole where it fits into a header", () => {
    const small = { name: "a", file: "x".repeat(24 * 1024 - '{"name":"a","file":""}'.length) };
    expect(fitting(small)).toBe(small);
    expect(fitting({ ...small, file: `${small.file}x` })).toEqual({ name: "a" });
  });

  it("is else without its largest inputs, and never without our notes", () => {
    const notes = { __managed: ["a"], __note: kilobytes(10) };
    const state = { a: kilobytes(9), b: kilobytes(12), c: kilobytes(11), d: "d", ...notes };
    expect(Object.keys(fitting(state))).toEqual(["a", "d", "__managed", "__note"]);
    const all = { __note: kilobytes(30) };
    expect(fitting({ ...all, a: "a" })).toEqual(all);
  });
});

describe("a message", () => {
  it("is cut where it does not fit into a header, and says by how much", () => {
    expect(brief("x".repeat(6_000))).toBe("x".repeat(6_000));
    expect(brief("x".repeat(6_007))).toBe(`${"x".repeat(6_000)}... (and 7 characters more)`);
  });

  it("is thrown on short, without secrets, and without the stack that the host would print", async () => {
    const secret = (): Error => new Error(`Authorization: Bearer abcdefgh12345678 ${"x".repeat(7_000)}`);
    expect(() => throwBriefly(secret())).toThrow(
      /^Authorization: Bearer \[secret\] x+\.\.\. \(and \d+ characters more\)$/,
    );
    const thrown: unknown = await withoutStacks(Promise.reject(secret())).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      message: expect.stringMatching(/^Authorization: Bearer \[secret\] /) as string,
      stack: "(DATADIP_STACK_TRACES=1 shows where)",
    });
    await expect(withoutStacks(Promise.resolve("done"))).resolves.toBe("done");
  });

  it("keeps its stack where somebody debugs", async () => {
    process.env.DATADIP_STACK_TRACES = "1";
    try {
      await expect(withoutStacks(Promise.reject(new Error("why")))).rejects.toHaveProperty(
        "stack",
        expect.stringContaining("at "),
      );
    } finally {
      delete process.env.DATADIP_STACK_TRACES;
    }
  });

  it("names what the service left as it was, shortened, secrets without a value", () => {
    const live = { id: "1", values: { size: 4, key: "k", text: "t".repeat(250) } };
    expect(stayed(live, ["size", "key"], isSecret)).toBe("size stayed 4, key stayed another");
    expect(stayed(live, ["text"], isSecret)).toBe(`text stayed "${"t".repeat(199)}...`);
    expect(stayed({ ...live, values: { text: "t".repeat(198) } }, ["text"], isSecret)).toBe(
      `text stayed "${"t".repeat(198)}"`,
    );
  });
});

describe("a problem of an input", () => {
  const masked = (property: string, reason: string, given: Readonly<Record<string, unknown>> = {}) =>
    maskSecrets({ property, reason }, given, isSecret);

  it("is of its property where that is no secret", () => {
    expect(masked("size", "must be whole", { size: 1.5 })).toEqual({ property: "size", reason: "must be whole" });
  });

  it.each([
    ["key", "must be whole", "key must be whole"],
    ["key.part", "must be whole", "key.part must be whole"],
    ["key[0]", "must be whole", "key[0] must be whole"],
    ["key", "key must be whole", "key must be whole"],
  ])("is of the whole resource where %s is secret: %s", (property, reason, told) => {
    expect(masked(property, reason)).toEqual({ property: "", reason: told });
  });

  it("is of the whole resource where a known secret is in another input", () => {
    rememberSecrets(
      { ...toy, secretInputs: ["file"], secretOutputs: ["made"] },
      { file: { deep: "canary-1" }, made: "canary-2" },
    );
    expect(redact("canary-1 canary-2")).toBe("[secret] [secret]");
    expect(masked("name", "must not be canary-1", { name: "canary-1" })).toEqual({
      property: "",
      reason: "name must not be [secret]",
    });
  });

  it("does not repeat eight characters of a secret that the program gave", () => {
    const given = { key: { deep: "abcdefghij" }, other: "12345678", __secrets: [["key", "deep"], ["other"]] };
    const untold =
      "key is refused. The reason repeats a part of the secret value and is not shown: check the value where it is made";
    expect(masked("key", "bad at cdefghij", given).reason).toBe(untold);
    expect(masked("key", "bcdefghi", given).reason).toBe(untold);
    expect(masked("key", "bad at cdefghi.", given).reason).toBe("key bad at cdefghi.");
    expect(masked("key", "bad at 12345678", given).reason).toBe("key bad at 12345678");
    expect(masked("key", "short", given).reason).toBe("key short");
  });

  it("is known from secrets of the program at any path", () => {
    rememberSecrets(toy, { box: { pin: "canary-3", open: "canary-4" }, __secrets: [["box", "pin"]] });
    expect(redact("canary-3 canary-4")).toBe("[secret] canary-4");
  });
});
