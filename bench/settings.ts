/** Connections to the database that each server opens at most. */
export const poolSize = 10;

/** Each posts again as soon as it has its answer. */
export const callers = 20;
