import { allRows } from "../../../providers/http/paginate";

const ids = (...names: readonly string[]): readonly { id: string }[] => names.map((id) => ({ id }));

describe("all rows", () => {
  const pages = (...each: readonly (readonly string[])[]) => {
    const asked: number[] = [];
    const fetch = (page: number) => {
      asked.push(page);
      return Promise.resolve({ rows: ids(...(each[page] ?? [])), page, totalPages: each.length });
    };
    return { asked, fetch };
  };

  it("are those of every page, in order, each asked once", async () => {
    const { asked, fetch } = pages(["a", "b"], ["c", "d"], ["e"]);
    expect((await allRows(fetch)).map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"]);
    expect(asked).toEqual([0, 1, 2]);
  });

  it("of an empty list take one request", async () => {
    const { asked, fetch } = pages([]);
    await expect(allRows(fetch)).resolves.toEqual([]);
    expect(asked).toEqual([0]);
  });

  it("end where a page is empty, whatever the total says: the list may shrink meanwhile", async () => {
    const { asked, fetch } = pages(["a"], [], ["c"]);
    expect((await allRows(fetch)).map(({ id }) => id)).toEqual(["a"]);
    expect(asked).toEqual([0, 1]);
  });

  it("are read to the end where the number of pages is known, also where two pages are alike", async () => {
    const { fetch } = pages(["a"], ["a"], ["b"]);
    expect((await allRows(fetch)).map(({ id }) => id)).toEqual(["a", "a", "b"]);
  });

  it("follow a total that grows while they are read", async () => {
    const fetch = (page: number) =>
      Promise.resolve({ rows: ids(`r${page}`), page, totalPages: page === 0 ? 1 + 1 : 3 });
    expect((await allRows(fetch)).map(({ id }) => id)).toEqual(["r0", "r1", "r2"]);
  });

  it.each([
    ["a short page is the last", [["a", "b"], ["c"]], ["a", "b", "c"], 2],
    ["a full page may be followed by none", [["a", "b"], []], ["a", "b"], 2],
    [
      "a service that pays no heed to the page answers the same again",
      [
        ["a", "b"],
        ["a", "b"],
      ],
      ["a", "b"],
      2,
    ],
    ["a page longer than asked for is all there is", [["a", "b", "c"]], ["a", "b", "c"], 1],
  ])("of bare arrays: %s", async (_, each, expected, requests) => {
    let asked = 0;
    const fetch = (page: number) => {
      asked += 1;
      return Promise.resolve({ rows: ids(...(each[page] ?? ["beyond"])), page: 0, totalPages: undefined });
    };
    expect((await allRows(fetch, 2)).map(({ id }) => id)).toEqual(expected);
    expect(asked).toBe(requests);
  });

  it("fail as a whole when one page does", async () => {
    const fetch = (page: number) =>
      page === 1 ? Promise.reject(new Error("cut")) : Promise.resolve({ rows: ids("a"), page, totalPages: 3 });
    await expect(allRows(fetch)).rejects.toThrow("cut");
  });
});
