import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { z } from "zod";

/** A browser for tests, and where it is asked for: without one the tests must fail with a sentence on Linux. */
export interface Opened {
  readonly browser: Browser;
  /** A page that notes what it asks for and what goes wrong in it. */
  readonly page: (width?: number) => Promise<Watched>;
}
export interface Watched {
  readonly page: Page;
  /** Addresses that were asked for, but the page's own. */
  readonly asked: readonly string[];
  /** Errors of scripts, and refusals of the page's policy. */
  readonly troubles: readonly string[];
}

const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"];

const installed = INSTALLED.find((path) => existsSync(path));

/** `describe` for tests in a browser. Away from Linux, where neither npm nor the machine has one, they count as one skipped test. */
export function describeBrowser(name: string, body: () => void): void {
  if (process.platform === "linux" || installed !== undefined) describe(name, body);
  else describe.skip(name, () => it("needs a browser: install Chrome", () => undefined));
}

/**
 * Npm's package unpacks its Chromium into the temporary folder, and starts it there as soon as the file exists: of two suites that begin at once,
 * one starts half of a file ("spawn ETXTBSY"). Each unpacks into a folder of its own, and the first that is done leaves it to all.
 */
function unpacked(): string {
  const shared = join(tmpdir(), "datadip-chromium");
  if (!existsSync(shared)) {
    const own = mkdtempSync(`${shared}-`);
    const work = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
    execFileSync(process.execPath, ["-e", work], { cwd: __dirname, env: { ...process.env, TMPDIR: own } });
    try {
      renameSync(own, shared);
    } catch (error) {
      rmSync(own, { recursive: true });
      if (!existsSync(shared)) throw error;
    }
  }
  return join(shared, "chromium");
}

/** The Chromium of npm's package, or one that the machine has. Import it late: both are ES modules. */
export async function openBrowser(): Promise<Opened> {
  const { default: puppeteer } = await import("puppeteer-core");
  const { default: chromium } = await import("@sparticuz/chromium");
  const executablePath = process.platform === "linux" && process.arch === "x64" ? unpacked() : installed;
  if (executablePath === undefined)
    throw new Error(
      "There is no browser: npm ci brings a Chromium for Linux x64, and an installed Chrome serves as well.",
    );
  const browser = await puppeteer.launch({ executablePath, headless: "shell", args: [...chromium.args, ...QUIET] });
  const page: Opened["page"] = async (width = 1_400) => {
    const opened = await browser.newPage();
    await opened.setViewport({ width, height: 950 });
    const asked: string[] = [];
    const troubles: string[] = [];
    opened.on("request", (request) => {
      if (request.url() !== opened.url() && !request.isNavigationRequest()) asked.push(request.url());
    });
    opened.on("pageerror", (error) => troubles.push(error instanceof Error ? error.message : String(error)));
    opened.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warn") troubles.push(message.text());
    });
    return { page: opened, asked, troubles };
  };
  return { browser, page };
}

const found = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** What axe-core calls serious or critical on a page, each with its first place. It runs outside of the page's policy. */
export async function serious({ page }: Watched): Promise<readonly string[]> {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = found.parse(await page.evaluate("axe.run(document, { resultTypes: ['violations'] })"));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes: [first] }) => `${id}: ${first?.html.slice(0, 200) ?? ""} ${first?.failureSummary ?? ""}`);
}
