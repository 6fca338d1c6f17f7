import type { CaseName } from '../../src/kit.ts';

/** What can be wrong with an adapter, planted into the one of `docs/write-an-adapter.md`. */
export interface PlantedFault {
  readonly fault: string;
  /** The case that has to find it. */
  readonly foundBy: CaseName;
  readonly right: string;
  readonly wrong: string;
  /** What the author has to be told, where the name of the case does not say it. */
  readonly told?: RegExp;
}

export const plantedFaults: readonly PlantedFault[] = [
  {
    fault: 'retries a refusal',
    foundBy: 'refusal-final',
    right: "return { kind: 'rejected', findings, answer };",
    wrong: "return { kind: 'later', answer };",
  },
  {
    fault: 'gives a new key in every attempt',
    foundBy: 'same-key',
    right: "'idempotency-key': deliveryKey",
    wrong: "'idempotency-key': crypto.randomUUID()",
  },
  {
    fault: 'gives the message a UUID of its own',
    foundBy: 'delivers',
    right: 'new Blob([job.message.xml])',
    wrong: 'new Blob([Buffer.from(job.message.xml).toString().replace(job.message.uuid, crypto.randomUUID())])',
    told: /another UUID/,
  },
  {
    fault: 'logs a name',
    foundBy: 'nothing-personal',
    right: 'const form = new FormData();',
    wrong: 'const form = new FormData(); console.log(Buffer.from(job.message.xml).toString());',
    told: /prints, throws or answers .*█/,
  },
  {
    fault: 'throws on 500',
    foundBy: 'error-never-throws',
    right: "const answer = result.kind === 'failed'",
    wrong: "if (result.status === 500) throw new Error('HTTP 500'); const answer = result.kind === 'failed'",
  },
  {
    fault: 'forgets the abort signal',
    foundBy: 'abort-releases',
    right: '    signal,\n  });',
    wrong: '    signal: new AbortController().signal,\n  });',
  },
  {
    fault: 'repeats step one after a restart',
    foundBy: 'restart-between-steps',
    right: "await job.steps.once('reserve', () => reserve(job));",
    wrong: 'numbers.get(job.deliveryKey) ?? (await reserve(job)); numbers.set(job.deliveryKey, number);',
    told: /"reserve" was made again \(2 calls\): its result belongs into steps.once/,
  },
  {
    fault: 'claims a delivery without a receipt',
    foundBy: 'no-receipt',
    right: 'if (!isReceipt(job, readJson(result.body)))',
    wrong: 'if (result.body.includes(0x7b) && !isReceipt(job, readJson(result.body)))',
  },
  {
    fault: 'drops the last attachment',
    foundBy: 'attachments-arrive',
    right: 'of files) form.append',
    wrong: 'of files.slice(0, -1)) form.append',
  },
  {
    fault: 'ignores Retry-After',
    foundBy: 'outage-waits',
    right: 'if (outcome) return outcome;',
    wrong: "if (outcome?.kind === 'later') return { kind: 'later', answer }; if (outcome) return outcome;",
    told: /Retry-After.*notBefore/,
  },
  {
    fault: 'hands something over in check',
    foundBy: 'check-tells',
    right: '  async deliver(job) {',
    wrong: `  async check({ options, signal }) {
      const body = new FormData();
      body.append('nachricht', new Blob(['<nachrichtenUUID>0</nachrichtenUUID>']), 'n.xml');
      const answer = await fetch(options.url + '/vorgaenge/V-0/nachricht', { method: 'POST', body, signal }).catch(() => undefined);
      return answer ? [] : [{ problem: 'gone', remedy: 'start it' }];
    },
    async deliver(job) {`,
    told: /hands a message over/,
  },
  {
    fault: 'takes a rate limit for a refusal',
    foundBy: 'outage-waits',
    right: 'if (outcome) return outcome;',
    wrong: "if (result.status === 429) return { kind: 'rejected', findings: [], answer }; if (outcome) return outcome;",
    told: /HTTP 429: .* "rejected", not "later"/,
  },
  {
    fault: 'trusts a forged receipt',
    foundBy: 'forged-receipt',
    right: ' && pruefwert === proof;',
    wrong: ' && pruefwert !== undefined;',
  },
];

/** @throws Error when the page no longer has the place. */
export function plant({ fault, right, wrong }: PlantedFault): (adapter: string) => string {
  return (adapter) => {
    const changed = adapter.replace(right, wrong);
    if (changed === adapter) throw new Error(`The adapter has no place for: ${fault}`);
    return `${changed}\nconst numbers = new Map();\n`;
  };
}
