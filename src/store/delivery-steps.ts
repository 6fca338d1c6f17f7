import type pg from 'pg';

/** Where the results of steps are kept, sealed. */
export interface StepStore {
  /** By name. */
  load(deliveryId: string): Promise<Map<string, Buffer>>;
  /**
   * On disk when it resolves.
   *
   * @returns what is stored: the first result wins, should a process whose lease was lost still be at work.
   */
  store(deliveryId: string, name: string, result: Buffer, at: Date): Promise<Buffer>;
}

const storeStatement = `
insert into delivery_step (delivery_id, name, result, at) values ($1, $2, $3, $4) on conflict do nothing`;

export function createStepStore(pool: pg.Pool): StepStore {
  const load = async (deliveryId: string) => {
    const { rows } = await pool.query<{ name: string; result: Buffer }>({
      name: 'load-steps',
      text: 'select name, result from delivery_step where delivery_id = $1',
      values: [deliveryId],
    });
    return new Map(rows.map(({ name, result }) => [name, result]));
  };
  return {
    load,
    store: async (deliveryId, name, result, at) => {
      const values = [deliveryId, name, result, at];
      const { rowCount } = await pool.query({ name: 'store-step', text: storeStatement, values });
      if (rowCount === 1) return result;
      return (await load(deliveryId)).get(name) ?? result;
    },
  };
}
