import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

const recording = new AsyncLocalStorage<string[]>();

/** Notes the texts of all statements that a pool runs on behalf of {@link record}. */
export function watchStatements(pool: pg.Pool): void {
  const note = (query: unknown) => {
    const text = typeof query === 'string' ? query : (query as { text?: string }).text;
    recording.getStore()?.push(text ?? '');
  };
  const { query, connect } = pool;
  Object.assign(pool, {
    query: (...args: unknown[]) => {
      note(args[0]);
      return Reflect.apply(query, pool, args);
    },
    connect: async (done?: unknown) => {
      // So the pool itself asks on behalf of `query`, which is noted already.
      if (done) return Reflect.apply(connect, pool, [done]);
      const client = (await Reflect.apply(connect, pool, [])) as pg.PoolClient;
      const run = client.query;
      return new Proxy(client, {
        get: (target, name) => {
          if (name !== 'query') return Reflect.get(target, name, target);
          return (...args: unknown[]) => {
            note(args[0]);
            return Reflect.apply(run, target, args);
          };
        },
      });
    },
  });
}

/** The statements that some work ran, and its result. */
export async function record<T>(work: () => Promise<T>): Promise<{ statements: readonly string[]; result: T }> {
  const statements: string[] = [];
  const result = await recording.run(statements, work);
  return { statements, result };
}
