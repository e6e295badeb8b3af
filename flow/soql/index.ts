export { holesIn, holeAt, isMark, markHoles, type Marked, type Placement } from "./placeholders";
export { parseSoql, type SoqlCondition, type SoqlQuery, type SoqlResult } from "./query";
export { unknownNames, type SalesforceSchema, type UnknownName } from "./schema";
export { readAddress, soqlOfRequest, type Address, type SoqlInRequest } from "./url";
