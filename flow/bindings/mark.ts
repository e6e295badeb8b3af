/** What is in the label of an organisation-bound value that is left open on purpose and given when the flow is deployed. */
export const BIND_MARK = "bind: ";
