import { type XtaOperation, xtaOperations } from '../../transports/xta/names.ts';
import type { Behaviour } from '../behaviour.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { Target, TargetCall } from '../target.ts';
import { startXtaServer } from '../xta.ts';
import type { XtaServerFault } from '../xta-faults.ts';

const step = 'sendMessage';

/**
 * An XTA server that keeps a mailbox for each reader, by our own model of XTA 2 (no official schema, no real server). Its
 * calls are its orders: what befell an order before it was read is not told.
 */
export async function startXta({ port, name, onCall }: SimulatorSettings = {}): Promise<Target> {
  let script: Behaviour['kind'][] = [];
  const seen: TargetCall[] = [];
  const server = await startXtaServer({
    ...(port !== undefined && { port }),
    ...(name !== undefined && { identity: name }),
    onOperation: (operation) => {
      if (operation !== step) return;
      const call: TargetCall = { step, behaviour: script.shift() ?? 'take' };
      seen.push(call);
      return onCall?.(call);
    },
    onOrder: ({ xtaMessageId }, { message }) => {
      const bytes = message.bytes;
      seen.push({ step: 'order', behaviour: 'take', key: xtaMessageId, uuid: uuidIn(bytes), message: bytes });
    },
  });
  return {
    name: 'simulated XTA 2 server',
    options: { url: server.url, senderId: 'Kit', scenarioText: 'Antrag' },
    behave: (behaviours) => {
      script = behaviours
        .filter((each) => operationOf(each) === step)
        .flatMap(({ kind, times = 1 }) => Array.from({ length: times }, () => kind));
      server.setFaults(behaviours.flatMap(asFault));
    },
    calls: () => [...seen],
    held: () =>
      server.orders
        .list()
        .map(({ content }) => ({ uuid: uuidIn(content.message.bytes), message: content.message.bytes })),
    close: server.close,
  };
}

function operationOf(behaviour: Behaviour): XtaOperation {
  return xtaOperations.find((operation) => operation === behaviour.step) ?? step;
}

function asFault(behaviour: Behaviour): XtaServerFault[] {
  const { times = 1 } = behaviour;
  const common = { on: operationOf(behaviour), times };
  switch (behaviour.kind) {
    case 'refuse':
      return [{ kind: 'exception', name: 'PermissionDenied', ...common }];
    case 'unavailable': {
      const { retryAfter } = behaviour;
      return [
        { kind: 'status', status: 503, ...(retryAfter !== undefined && { retryAfter: `${retryAfter}` }), ...common },
      ];
    }
    case 'crash':
      return [{ kind: 'status', status: 500, ...common }];
    case 'cut':
      return [{ kind: `cut-${behaviour.when}`, ...common }];
    case 'slow':
      return [{ kind: 'slow', ms: behaviour.ms, ...common }];
    case 'garbage':
    case 'no-receipt':
      return [{ kind: 'garbage', ...common }];
    case 'wrong-receipt':
      return [{ kind: 'wrong-relation', ...common }];
    case 'accept-then-lose':
      return [{ kind: 'lose', ...common }];
    default:
      return [];
  }
}

function uuidIn(message: Uint8Array): string {
  return /nachrichtenUUID>([^<]+)</.exec(Buffer.from(message).toString())?.[1] ?? '';
}
