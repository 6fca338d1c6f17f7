import { type Rig, startHttpTarget } from '../../src/kit.ts';

/** The case system of `test/case-system` as the kit needs it: it recognises nothing by itself, but can be asked. */
const rig: Rig = {
  steps: ['open case', 'file message'],
  asks: 'look up',
  start: startCaseSystem,
};

export default rig;

const token = 'token-for-tests';

function startCaseSystem() {
  const filed: { readonly key: string; readonly uuid: string; readonly message: Buffer }[] = [];
  let cases = 0;
  return startHttpTarget({
    name: 'simulated case system',
    options: (url) => ({ url, token }),
    held: () => filed,
    forget: () => filed.pop(),
    principal: 'file message',
    steps: [
      {
        name: 'open case',
        method: 'POST',
        path: '/cases',
        answer: () => {
          cases += 1;
          return { status: 201, body: JSON.stringify({ number: `C-${cases}` }) };
        },
      },
      {
        name: 'file message',
        method: 'PUT',
        path: '/cases/:number/message',
        describe: ({ body }) => ({ uuid: uuidIn(body), message: body }),
        answer: ({ headers, body }, { kind }) => {
          if (kind === 'refuse') return { status: 422 };
          filed.push({ key: headers.get('idempotency-key') ?? '', uuid: uuidIn(body), message: body });
          return { status: 200, body: '{}' };
        },
      },
      {
        name: 'look up',
        method: 'GET',
        path: '/deliveries/:key',
        answer: ({ params }) => {
          const isFiled = filed.some(({ key }) => key === params.key);
          return { status: 200, body: JSON.stringify({ filed: isFiled }) };
        },
      },
      {
        name: 'health',
        method: 'GET',
        path: '/health',
        answer: ({ headers }) => ({ status: headers.get('authorization') === `Bearer ${token}` ? 200 : 401 }),
      },
    ],
  });
}

function uuidIn(message: Buffer): string {
  return /nachrichtenUUID>([^<]+)</.exec(message.toString())?.[1] ?? '';
}
