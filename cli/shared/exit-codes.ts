/** Exit code for usage and input that cannot be used. 1 is for findings, 3 for drift. */
export const UNUSABLE = 2;
