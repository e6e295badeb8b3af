import type { Child, FC } from "hono/jsx";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Context } from "hono";
import type { Target } from "./stack";
import { TEXTS } from "./texts";

export type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

export const PANES = ["environment", "phone", "agent", "colleague", "runs", "records"] as const;
export type Pane = (typeof PANES)[number];

export const hrefOf = (pane: Pane): string => (pane === "environment" ? "/" : `/${pane}`);

/** The page's security policy allows neither eval nor injected styles. */
const HTMX = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  responseHandling: [{ code: "...", swap: true }],
});

const Whole: FC<{ readonly title: string; readonly children?: Child; readonly scripts: boolean }> = (props) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="htmx-config" content={HTMX} />
      <title>{props.title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/console/style.css" />
      {props.scripts && <script src="/console/htmx.js" defer></script>}
      {props.scripts && <script src="/console/console.js" defer></script>}
    </head>
    <body>{props.children}</body>
  </html>
);

const document = (page: Child): Page => html`<!doctype html>${page}`;

export const refusalPage = (sentence: string): Page =>
  document(
    <Whole title={TEXTS.title} scripts={false}>
      <main>
        <h1>{TEXTS.title}</h1>
        <p>{sentence}</p>
      </main>
    </Whole>,
  );

const Nav: FC<{ readonly pane: Pane }> = ({ pane }) => (
  <nav aria-label={TEXTS.navigation}>
    {PANES.map((name) => (
      <a href={hrefOf(name)} aria-current={name === pane ? "page" : undefined}>
        {TEXTS.panes[name]}
      </a>
    ))}
  </nav>
);

const placeOf = (target: Target): string =>
  target.stack === undefined ? TEXTS.noStackHead : `${TEXTS.stack} ${target.stack.name}`;

/** A pane as a whole page; for a request of htmx only its content. */
export function show(c: Context, target: Target, pane: Pane, content: Child, status: 200 | 400 | 404 | 500 = 200) {
  if (c.req.header("hx-request") === "true" && c.req.header("hx-boosted") !== "true")
    return c.html(<>{content}</>, status);
  return c.html(
    document(
      <Whole title={`${TEXTS.panes[pane]} - ${TEXTS.title}`} scripts={true}>
        <a class="skip" href="#main">
          {TEXTS.skip}
        </a>
        <header>
          <p class="where">
            <strong>{TEXTS.title}</strong> <span class={`badge ${target.kind}`}>{TEXTS.targets[target.kind]}</span>{" "}
            <span class="soft">{placeOf(target)}</span>
          </p>
          <Nav pane={pane} />
        </header>
        <main id="main" tabindex={-1}>
          <h1>{TEXTS.panes[pane]}</h1>
          {content}
        </main>
        <p id="status" role="status" aria-live="polite" class="soft"></p>
      </Whole>,
    ),
    status,
  );
}

/** An error message with the next step for the user. */
export const Problem: FC<{ readonly text: string }> = ({ text }) => (
  <p class="problem" role="alert">
    {text}
  </p>
);

/** A picture drawn by this project, with its texts already escaped. */
export const picture = (svg: string): HtmlEscapedString | Promise<HtmlEscapedString> => raw(svg);

/** A table with column headings. With `isNamed`, the first cell of a row is its heading. */
export const Table: FC<{
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Child[])[];
  readonly isNamed?: boolean;
}> = ({ columns, rows, isNamed }) => (
  <table>
    <thead>
      <tr>
        {columns.map((column) => (
          <th scope="col">{column}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr>{row.map((cell, at) => (isNamed === true && at === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}</tr>
      ))}
    </tbody>
  </table>
);

export const Pairs: FC<{ readonly rows: readonly (readonly [name: string, value: Child])[] }> = ({ rows }) => (
  <table>
    <tbody>
      {rows.map(([name, value]) => (
        <tr>
          <th scope="row">{name}</th>
          <td>{value}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

export const paneAt = (path: string): Pane => PANES.find((pane) => path.startsWith(`/${pane}`)) ?? "environment";

/** Fields of a form; "" for a missing field. */
export async function formOf(c: Context): Promise<(name: string) => string> {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === "string" ? value.trim() : "";
  };
}
