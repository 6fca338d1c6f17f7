/** Connections to the database that each server opens at most. */
export const poolSize = 10;
