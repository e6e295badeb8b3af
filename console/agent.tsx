import type { Hono } from "hono";
import { show } from "./page";
import { streaming } from "./phone";
import type { SandboxTarget } from "./target";
import { TEXTS } from "./texts";

/** The desktop of the agent who takes the call: the screen pops on answer, and the changes of the case afterwards. */
export function mountAgent(app: Hono, target: SandboxTarget): void {
  app.get("/agent", (c) =>
    show(
      c,
      target,
      "agent",
      <div class="cards" {...streaming}>
        <section class="card">
          <h2>{TEXTS.agent.desktop}</h2>
          <div id="agent-card" aria-live="polite"></div>
        </section>
        <section class="card">
          <h2>{TEXTS.agent.after}</h2>
          <div id="agent-after" aria-live="polite"></div>
        </section>
      </div>,
    ),
  );
}
