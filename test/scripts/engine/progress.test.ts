import { progressOn, type Progress } from "../../../scripts/engine/progress";

function written(isTTY: boolean, use: (progress: Progress) => void): string {
  let all = "";
  use(progressOn({ isTTY, write: (text) => (all += text) }));
  return all;
}

describe("progress", () => {
  it("is a few plain lines where there is no terminal", () => {
    const all = written(false, (progress) => {
      for (let done = 0; done <= 1000; done += 1) progress.at("Compiling", done / 1000);
      progress.end();
    });
    expect(all.split("\n")).toEqual([
      ...Array.from({ length: 11 }, (_, tenth) => `Compiling ${String(tenth * 10)} %`),
      "",
    ]);
  });

  it("is one line that changes on a terminal, and other lines start below it", () => {
    const all = written(true, (progress) => {
      progress.at("Compiling", 0);
      progress.at("Compiling", 0.004);
      progress.at("Compiling", 0.5);
      progress.say("Passed over.");
    });
    expect(all).toBe("\r\u001b[2KCompiling 0 %\r\u001b[2KCompiling 50 %\nPassed over.\n");
  });
});
