import { describe, expect, it } from 'vitest';
import type { Outcome } from '../sdk.ts';
import { openLab } from '../testing/lab.ts';
import { waitUntil } from '../testing/wait-until.ts';

const start = new Date('2026-01-01T00:00:00Z');
const hour = 3_600_000;
const inHours = (hours: number) => new Date(start.getTime() + hours * hour);
const handedOver: Outcome = { kind: 'handed-over', answer: 'taken' };

/** Answers only when the attempt is given up: a procedure that hangs. */
const hang = ({ signal }: { signal: AbortSignal }) =>
  new Promise<Outcome>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'unknown', answer: 'no answer in time' }));
  });

describe('fairness', () => {
  it('a destination with 1,000 due deliveries that hang does not delay the single one of another', async () => {
    const offices = { busy: { deliver: hang, plan: { parallel: 1_000 } }, quiet: { deliver: async () => handedOver } };
    await using lab = await openLab(offices, { start, capacity: 8 });
    await lab.accept('busy', 1_000);
    await waitUntil(async () => (await lab.states('busy')).sending === 8);
    await lab.accept('quiet');
    await waitUntil(async () => (await lab.states('quiet'))['handed-over'] === 1);
    expect(await lab.states('busy')).toEqual({ sending: 8, waiting: 992 });
  });

  it('a backlog that moves is worked off beside what comes in for others', async () => {
    const order: string[] = [];
    const office = (id: string) => ({
      deliver: async () => {
        order.push(id);
        return handedOver;
      },
    });
    await using lab = await openLab({ busy: office('busy'), quiet: office('quiet') }, { start, capacity: 4 });
    await lab.accept('busy', 1_000);
    await waitUntil(() => order.length > 10);
    await lab.accept('quiet');
    await waitUntil(() => order.includes('quiet'));
    expect(order.length).toBeLessThan(900);
    await waitUntil(async () => (await lab.states('busy'))['handed-over'] === 1_000);
  });
});

describe('a day without one of the procedures', () => {
  it('loses nothing, delays no other, and ends by itself', async () => {
    let down = true;
    const tried = new Map<string, number>();
    const offices = {
      down: {
        deliver: async ({ deliveryKey }: { deliveryKey: string }): Promise<Outcome> => {
          tried.set(deliveryKey, (tried.get(deliveryKey) ?? 0) + 1);
          return down ? { kind: 'later', answer: 'connection refused' } : handedOver;
        },
        plan: { parallel: 50, policy: { attempts: 40 }, breaker: { failures: 5, pause: 60_000 } },
      },
      up: { deliver: async () => handedOver },
    };
    await using lab = await openLab(offices, { start });
    const giveUpAt = inHours(72);
    const keys: string[] = [];
    for (let hours = 0; hours <= 24; hours += 1) {
      lab.setTime(inHours(hours));
      keys.push(...(await lab.accept('down', 4, { giveUpAt })));
      await lab.accept('up', 4, { giveUpAt });
      await waitUntil(async () => (await lab.states('up'))['handed-over'] === (hours + 1) * 4);
      const states = await lab.states('down');
      expect((states.waiting ?? 0) + (states.sending ?? 0)).toBe((hours + 1) * 4);
    }
    const { rows } = await lab.database.pool.query("select closed_until from destination where id = 'down'");
    expect(rows[0].closed_until).not.toBeNull();
    down = false;
    for (let hours = 25; (await lab.states('down'))['handed-over'] !== keys.length; hours += 1) {
      expect(hours).toBeLessThan(60);
      lab.setTime(inHours(hours));
      // The probe closes the breaker; what was due by then follows.
      await waitUntil(async () => !(await isAnythingDue(lab, inHours(hours))));
    }
    expect(new Set(tried.keys())).toEqual(new Set(keys));
    expect(await lab.states('down')).toEqual({ 'handed-over': keys.length });
  });

  async function isAnythingDue(lab: Awaited<ReturnType<typeof openLab>>, now: Date): Promise<boolean> {
    const statement = "select from delivery where state = 'sending' or state = 'waiting' and due_at <= $1";
    return ((await lab.database.pool.query(statement, [now])).rowCount ?? 0) > 0;
  }
});

describe('a policy that changes', () => {
  it('never touches what is finished', async () => {
    const refused: Outcome = { kind: 'rejected', findings: [{ id: 'f' }], answer: 'HTTP 400' };
    const outcomes: Record<string, Outcome> = { delivered: handedOver, rejected: refused };
    const offices = Object.fromEntries(
      Object.entries(outcomes).map(([id, outcome]) => [id, { deliver: async () => outcome }]),
    );
    const broken = { deliver: async (): Promise<Outcome> => ({ kind: 'later', answer: 'HTTP 503' }) };
    await using lab = await openLab(
      { ...offices, parked: { ...broken, plan: { policy: { attempts: 1 } } } },
      { start },
    );
    const { pool } = lab.database;
    for (const id of ['delivered', 'rejected', 'parked']) await lab.accept(id, 3);
    const finished = async () =>
      (await pool.query("select * from delivery where state not in ('waiting', 'sending') order by created_at, id"))
        .rows;
    await waitUntil(async () => (await finished()).length === 9);
    const before = await finished();

    // More attempts, no pauses, a procedure that takes everything.
    const patient = { deliver: async () => handedOver, plan: { policy: { attempts: 99, firstPause: 1 } } };
    lab.setTime(inHours(1_000));
    await lab.restart({ delivered: patient, rejected: patient, parked: patient });
    for (const id of ['delivered', 'rejected', 'parked']) await lab.accept(id);
    await waitUntil(async () => (await finished()).length === 12);
    expect((await finished()).slice(0, 9)).toEqual(before);
  });
});
