import type { Context, Hono } from "hono";
import type { FC } from "hono/jsx";
import { openTenant } from "../operations/call/tenant";
import { Pairs, Problem, show, Table } from "./page";
import { type Answer, query, type Row, valueText } from "./salesforce";
import type { SandboxTarget } from "./stack";
import { TEXTS } from "./texts";

const T = TEXTS.records;

const LISTS = [
  ["Contact", "SELECT Id, Name, Phone, MobilePhone, Account.Name FROM Contact ORDER BY Name LIMIT 100"],
  ["Account", "SELECT Id, Name, Phone FROM Account ORDER BY Name LIMIT 100"],
  [
    "Case",
    "SELECT Id, CaseNumber, Subject, Status, Priority, Contact.Name FROM Case ORDER BY CaseNumber DESC LIMIT 100",
  ],
] as const;

const ID = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/;

const Rows: FC<{ readonly rows: readonly Row[]; readonly object?: string }> = ({ rows, object }) => {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  // A reference without a parent has a column with the reference's name and no values.
  const names = all.filter((name) => !all.some((other) => other.startsWith(`${name}.`)));
  const cell = (name: string, value = "") =>
    name === "Id" && object !== undefined && ID.test(value) ? (
      <a href={`/records/${object}/${value}`}>{value}</a>
    ) : (
      value
    );
  return (
    <div class="scroll" tabindex={0}>
      <Table columns={names} rows={rows.map((row) => names.map((name) => cell(name, row[name])))} />
    </div>
  );
};

const Found: FC<{ readonly answer: Answer; readonly object: string | undefined }> = ({ answer, object }) => {
  if ("errorCode" in answer)
    return (
      <div role="alert">
        <p class="problem">{answer.errorCode}</p>
        <pre tabindex={0}>{answer.message}</pre>
      </div>
    );
  return (
    <>
      <p>{T.found(answer.total)}</p>
      {answer.rows.length > 0 && <Rows rows={answer.rows} {...(object !== undefined && { object })} />}
    </>
  );
};

const objectIn = (soql: string): string | undefined => /\bfrom\s+(\w+)/i.exec(soql)?.[1];

const Box: FC<{ readonly soql: string }> = ({ soql }) => (
  <form class="card" method="get" action="/records/query" hx-get="/records/query" hx-target="#found">
    <label for="soql">{T.soql}</label>
    <textarea id="soql" name="q" rows={3} spellcheck={false}>
      {soql}
    </textarea>
    <p>
      <button type="submit">{T.ask}</button>
    </p>
  </form>
);

async function listsPage(c: Context, target: SandboxTarget) {
  const lists = await Promise.all(
    LISTS.map(async ([object, soql]) => [object, await query(target.url, soql)] as const),
  );
  return show(
    c,
    target,
    "records",
    <>
      <Box soql={T.example} />
      <div id="found" aria-live="polite"></div>
      {lists.map(([object, answer]) => (
        <section class="card">
          <h2>{T.objects[object]}</h2>
          <Found answer={answer} object={object} />
        </section>
      ))}
    </>,
  );
}

async function queryPage(c: Context, target: SandboxTarget) {
  const soql = c.req.query("q") ?? "";
  const found = <Found answer={await query(target.url, soql)} object={objectIn(soql)} />;
  if (c.req.header("hx-request") === "true") return c.html(found);
  return show(
    c,
    target,
    "records",
    <>
      <Box soql={soql} />
      <div id="found">{found}</div>
    </>,
  );
}

async function recordPage(c: Context, target: SandboxTarget, object: string, id: string) {
  const { admin } = await openTenant(target.url);
  const { status, body } = await admin(
    "GET",
    `state/salesforce/${encodeURIComponent(object)}/${encodeURIComponent(id)}`,
  );
  if (status !== 200) return show(c, target, "records", <Problem text={T.gone(object, id)} />, 404);
  const rows = Object.entries(body as Readonly<Record<string, unknown>>).map(
    ([name, value]) => [name, valueText(value)] as const,
  );
  return show(
    c,
    target,
    "records",
    <section class="card">
      <h2>{`${object} ${id}`}</h2>
      <Pairs rows={rows} />
    </section>,
  );
}

/** Salesforce of the sandbox: its records, and SOQL queries. */
export function mountRecords(app: Hono, target: SandboxTarget): void {
  app.get("/records", (c) => listsPage(c, target));
  app.get("/records/query", (c) => queryPage(c, target));
  app.get("/records/:object/:id", (c) => recordPage(c, target, c.req.param("object"), c.req.param("id")));
}
