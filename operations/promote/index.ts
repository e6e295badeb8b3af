export { carryOut } from "./carry-out";
export { type Move, type Planned, planPromotion, planRollback } from "./plan";
export { doneWords, factsOf, moveWords, nothingWords } from "./promotion-format";
