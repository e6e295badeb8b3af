import { execFileSync } from "node:child_process";
import { packageRoot } from "../scripts/engine/paths";

const RUNS = 5;
const KINDS = ["Queue", "Team", "Site", "EntryPoint", "DialNumber", "Skill", "MultimediaProfile", "getAudioFile"];

/** What is loaded first, which is not ours, and what is measured after it. */
const STARTS: readonly (readonly [name: string, before: string, script: string])[] = [
  ["the SDK", "", `require("@pulumi/pulumi")`],
  ['require("datadip")', "", `require("datadip")`],
  [
    "seven kinds and a look-up, beside the SDK",
    `require("@pulumi/pulumi")`,
    `const { webex } = require("datadip"); ${KINDS.map((kind) => `webex.${kind};`).join(" ")}`,
  ],
  [
    "the provider's first kind, beside the SDK",
    `require("@pulumi/pulumi/runtime")`,
    `require("datadip/runtime").of("webex.Queue")`,
  ],
  ["datadip --version", "", `process.argv[2] = "--version"; process.argv[1] = "datadip"; require("./bin/datadip.cjs")`],
];

/** Modules and processor seconds of each start, in a process of its own: the middle one of five. */
export function benchLoading(): string {
  const lines = STARTS.map(([name, before, script]) => {
    const runs = Array.from({ length: RUNS }, () => start(before, script)).sort((a, b) => a.seconds - b.seconds);
    const { seconds, modules } = runs[Math.floor(RUNS / 2)] ?? { seconds: 0, modules: 0 };
    return `Loading, ${name}: ${modules} modules, ${seconds.toFixed(2)} s of processor time.\n`;
  });
  return lines.join("");
}

function start(before: string, script: string): { readonly seconds: number; readonly modules: number } {
  const program = `${before};
    const loaded = Object.keys(require.cache).length;
    const used = process.cpuUsage();
    process.on("exit", () => {
      const { user, system } = process.cpuUsage(used);
      console.log("\\n" + (user + system) / 1e6 + " " + (Object.keys(require.cache).length - loaded));
    });
    ${script};`;
  const said = execFileSync(process.execPath, ["-e", program], { cwd: packageRoot(), encoding: "utf8" });
  const [seconds = 0, modules = 0] = (said.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { seconds, modules };
}
