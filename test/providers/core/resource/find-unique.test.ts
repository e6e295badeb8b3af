import { findUnique } from "../../../../providers/core/resource/find-unique";

const found = (...names: readonly string[]): readonly { id: string; name: string }[] =>
  names.map((name, i) => ({ id: `id${i + 1}`, name }));

describe("the one of a name", () => {
  it("is the one that is called exactly so", () => {
    expect(findUnique("queue", "Support", found("support", "Support"), "").id).toBe("id2");
  });

  it("is else the one that differs in case alone", () => {
    expect(findUnique("queue", "SUPPORT", found("Sales", "Support"), "").id).toBe("id2");
  });

  it.each<[string, readonly string[], string]>([
    [
      "none, with the nearest",
      ["Support", "Sales"],
      "There is no queue called Suport; did you mean Support? There are: Support, Sales. Make it.",
    ],
    ["none near", ["Alpha", "Omega"], "There is no queue called Suport. There are: Alpha, Omega. Make it."],
    ["none at all", [], "There is no queue called Suport. There is none at all. Make it."],
    [
      "several",
      ["Suport", "Suport"],
      "There are 2 queues called Suport: id1, id2. Give the id of the one you mean instead.",
    ],
    [
      "several that differ in case",
      ["SUPORT", "suport"],
      "There are 2 queues called Suport: id1, id2. Give the id of the one you mean instead.",
    ],
  ])("is told with the candidates where there is not one: %s", (_, names, sentence) => {
    expect(() => findUnique("queue", "Suport", found(...names), "Make it.")).toThrow(new Error(sentence));
  });

  it("lists all of twenty candidates", () => {
    const many = Array.from({ length: 20 }, (_, i) => `Number ${i + 1}`);
    expect(() => findUnique("queue", "Suport", found(...many), "Make it.")).toThrow(
      /Number 19, Number 20\. Make it\.$/,
    );
  });

  it("lists twenty candidates and counts the others", () => {
    const many = Array.from({ length: 23 }, (_, i) => `Number ${i + 1}`);
    expect(() => findUnique("queue", "Suport", found(...many), "Make it.")).toThrow(
      /Number 19, Number 20, and 3 more\. Make it\.$/,
    );
  });
});
