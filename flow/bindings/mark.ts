/** Prefix in the label of an organisation-bound value that stays open until the flow is deployed. */
export const BIND_MARK = "bind: ";
