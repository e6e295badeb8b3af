/** Exit code for wrong usage and unusable input. 1 means findings, 3 means drift. */
export const UNUSABLE = 2;
