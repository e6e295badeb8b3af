import { SimulationError, TimeLimitError, withinSeconds } from "../../flow";

function forEver(): never {
  for (;;);
}

describe("work under a time limit", () => {
  it("gives its result, and its own error as it is", () => {
    const error = new SimulationError("as it is");
    expect(withinSeconds(5, () => ({ of: "any kind" }))).toEqual({ of: "any kind" });
    expect(() =>
      withinSeconds(5, () => {
        throw error;
      }),
    ).toThrow(error);
  });

  it("is stopped, whether what hangs is a loop or a match", () => {
    expect(() => withinSeconds(0.05, forEver)).toThrow(TimeLimitError);
    expect(() => withinSeconds(0.05, () => /^(a|aa)+$/.test(`${"a".repeat(60)}!`))).toThrow(
      /busy for more than 0\.05 s/,
    );
  });

  it("may hold work under a limit of its own, and goes on after that was stopped", () => {
    const stopped = withinSeconds(5, () => {
      try {
        return withinSeconds(0.05, forEver);
      } catch (error) {
        return error instanceof TimeLimitError;
      }
    });
    expect(stopped).toBe(true);
    expect(() => withinSeconds(0.1, () => withinSeconds(5, forEver))).toThrow(/more than 0\.1 s/);
    expect(withinSeconds(1, () => "again")).toBe("again");
  });
});
