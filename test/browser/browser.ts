import { existsSync } from "node:fs";
import type { Browser, Page } from "puppeteer-core";

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

const INSTALLED = ["/usr/bin/google-chrome", "/usr/bin/chromium", "/usr/bin/chromium-browser"];
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"];

/** The Chromium of npm's package, or one that the machine has. Import it late: both are ES modules. */
export async function openBrowser(): Promise<Opened> {
  const { default: puppeteer } = await import("puppeteer-core");
  const { default: chromium } = await import("@sparticuz/chromium");
  const installed = INSTALLED.find((path) => existsSync(path));
  const executablePath = process.platform === "linux" ? await chromium.executablePath() : installed;
  if (executablePath === undefined)
    throw new Error("There is no browser: install Chrome, or run these tests on Linux, where npm brings a Chromium.");
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
