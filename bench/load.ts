import { Pool } from 'undici';

interface Load {
  readonly url: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly body: () => string;
  /** Status that every answer must have. */
  readonly expected: number;
  readonly callers: number;
  readonly seconds: number;
  /** Waited for before each request. */
  readonly gate?: () => Promise<void>;
}

export interface Measured {
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/**
 * Callers that each post again as soon as they have their answer, on connections that are kept.
 *
 * @throws Error for the first answer that is not the expected one.
 */
export async function load({ url, headers, body, expected, callers, seconds, gate }: Load): Promise<Measured> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: callers });
  const latencies: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const call = async () => {
    while (performance.now() < end) {
      await gate?.();
      const sent = performance.now();
      const answer = await pool.request({ path: pathname, method: 'POST', headers: headers(), body: body() });
      const text = await answer.body.text();
      if (answer.statusCode !== expected) throw new Error(`${url} answered ${answer.statusCode}: ${text}`);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: callers }, call)).finally(() => pool.destroy());
  return { latencies, seconds: (performance.now() - begun) / 1_000 };
}
