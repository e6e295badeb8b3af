import { cacheRoot } from "../../../scripts/engine/paths";
import { allowedSources, firstAnswerMs } from "../../../scripts/engine/settings";

describe("where the cache lies", () => {
  it.each([
    [{ DATADIP_CACHE: "/a", XDG_CACHE_HOME: "/b", HOME: "/c" }, "/a"],
    [{ XDG_CACHE_HOME: "/b", HOME: "/c" }, "/b/datadip"],
    [{ DATADIP_CACHE: "", HOME: "/c" }, "/c/.cache/datadip"],
    [{ XDG_CACHE_HOME: "relative", HOME: "/c" }, "/c/.cache/datadip"],
    [{ DATADIP_CACHE: "relative", HOME: "/c" }, `${process.cwd()}/relative`],
  ])("%j is %s", (env, expected) => {
    expect(cacheRoot(env)).toBe(expected);
  });
});

describe("settings from the environment", () => {
  it("takes the timeout in seconds", () => {
    expect(firstAnswerMs({ DATADIP_ENGINE_TIMEOUT: "2.5" })).toBe(2_500);
    expect(firstAnswerMs({})).toBe(30_000);
  });

  it.each(["0", "-1", "soon", "Infinity"])("refuses the timeout %s in one sentence", (text) => {
    expect(() => firstAnswerMs({ DATADIP_ENGINE_TIMEOUT: text })).toThrow(
      /DATADIP_ENGINE_TIMEOUT is ".*": give a number of seconds/,
    );
  });

  it("takes all sources unless some are named", () => {
    expect([...allowedSources({})]).toEqual(["path", "release", "go-modules"]);
    expect([...allowedSources({ DATADIP_ENGINE_SOURCES: "go-modules, path" })]).toEqual(["path", "go-modules"]);
  });

  it("refuses an unknown source in one sentence", () => {
    expect(() => allowedSources({ DATADIP_ENGINE_SOURCES: "docker" })).toThrow(
      /"docker": give a list of path, release, go-modules/,
    );
  });
});
