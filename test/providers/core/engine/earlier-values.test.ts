import { continued, earlierValues, hash, notedIn, setsAny } from "../../../../providers/core/engine/earlier-values";

describe("values before the first change", () => {
  it("are noted beside the hashes of the requested ones, never beside those themselves", () => {
    expect(earlierValues({ phone: "1", other: "x" }, { phone: "2", name: "n" })).toEqual({
      phone: { was: "1", asked: [hash("2")] },
      name: { was: "", asked: [hash("n")] },
    });
    expect(hash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("are those of the interrupted run where the value is one that it has set", () => {
    const left = { phone: { was: "1", asked: [hash("2")] } };
    expect(earlierValues({ phone: "2" }, { phone: "3" }, left)).toEqual({
      phone: { was: "1", asked: [hash("2"), hash("3")] },
    });
    const others = { phone: { was: "9", asked: [hash("3")] } };
    expect(continued(others, left)).toEqual(others);
    expect(continued(others, {})).toEqual(others);
  });

  it("are read from inputs, and are none where they are encrypted", () => {
    const before = { phone: { was: "1", asked: [hash("2")] } };
    expect(notedIn({ __before: before })).toEqual(before);
    expect(notedIn({ __before: "encrypted" })).toEqual({});
    expect(notedIn({})).toEqual({});
  });

  it("say whether a request changes anything", () => {
    const same = { was: "1", asked: [hash("0"), hash("1")] };
    expect(setsAny({ phone: same })).toBe(false);
    expect(setsAny({ phone: same, name: { was: "a", asked: [hash("b")] } })).toBe(true);
    expect(setsAny({})).toBe(false);
  });
});
