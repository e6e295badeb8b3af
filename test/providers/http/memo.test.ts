import { Memo } from "../../../providers/http/memo";

/** Answers `${key}1`, `${key}2`, ... by how often each was asked for. */
function asking() {
  const memo = new Memo();
  const asked: string[] = [];
  const ask = (key: string): Promise<string> =>
    memo.ask(key, () => {
      asked.push(key);
      return Promise.resolve(`${key}${asked.filter((one) => one === key).length}`);
    });
  return { memo, asked, ask };
}

describe("remembered answers", () => {
  it("are asked for once for each key, however many wait", async () => {
    const { ask, asked } = asking();
    expect(await Promise.all([ask("a"), ask("b"), ask("a")])).toEqual(["a1", "b1", "a1"]);
    expect(await ask("a")).toBe("a1");
    expect(asked).toEqual(["a", "b"]);
  });

  it("are asked for anew after a failure, which everybody who waited is told", async () => {
    const { memo, ask } = asking();
    const away = (): Promise<string> => Promise.reject(new Error("away"));
    const told = await Promise.allSettled([memo.ask("a", away), memo.ask("a", away)]);
    expect(told.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await ask("a")).toBe("a1");
  });

  it("that were forgotten and asked for anew survive the failure of the first request", async () => {
    const { memo, ask, asked } = asking();
    let fail: (error: Error) => void = () => undefined;
    const first = memo.ask("a", () => new Promise<string>((_, reject) => (fail = reject)));
    memo.forget("a");
    await ask("a");
    fail(new Error("away"));
    await expect(first).rejects.toThrow("away");
    expect(await ask("a")).toBe("a1");
    expect(asked).toEqual(["a"]);
  });

  it("are forgotten by the beginning of their key", async () => {
    const { memo, ask } = asking();
    for (const key of ["team/", "team/1", "my/team/"]) await ask(key);
    memo.forget("team/");
    expect(await Promise.all(["team/", "team/1", "my/team/"].map(ask))).toEqual(["team/2", "team/12", "my/team/1"]);
  });
});
