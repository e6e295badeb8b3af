import { EDGE_ROWS } from "./edges";
import { EDGE_HTTP_ROWS } from "./edges-http";
import { EDGE_RECORD_ROWS } from "./edges-records";
import { EDGE_SOQL_ROWS } from "./edges-soql";
import { EDGE_TYPE_ROWS } from "./edges-types";
import { EXPRESSION_ROWS } from "./expression";
import type { Row } from "./helpers";
import { HTTP_ROWS } from "./http";
import { PRACTICE_ROWS } from "./practice";
import { SOQL_ROWS } from "./soql";
import { STRUCTURE_ROWS } from "./structure";

const OWN: Readonly<Record<string, Row>> = {
  ...STRUCTURE_ROWS,
  ...EXPRESSION_ROWS,
  ...HTTP_ROWS,
  ...SOQL_ROWS,
  ...PRACTICE_ROWS,
};

const EDGES: Readonly<Record<string, Row>> = {
  ...EDGE_HTTP_ROWS,
  ...EDGE_SOQL_ROWS,
  ...EDGE_RECORD_ROWS,
  ...EDGE_TYPE_ROWS,
  ...EDGE_ROWS,
};

/** By rule, flows in which it speaks and flows in which it keeps silent. */
export const ROWS: Readonly<Record<string, Row>> = Object.fromEntries(
  Object.entries(OWN).map(([rule, row]) => {
    const { bad = [], good = [] } = EDGES[rule] ?? {};
    return [rule, { ...row, bad: [...row.bad, ...bad], good: [...(row.good ?? []), ...good] }];
  }),
);
