import type { XtaContent } from '../transports/xta/content.ts';
import type { ReportStatus } from '../transports/xta/report.ts';
import type { TransportOrder } from '../transports/xta/transport-order.ts';

/** An order that a simulated XTA server has taken. */
export interface TakenOrder {
  readonly order: TransportOrder;
  readonly content: XtaContent;
  readonly status: ReportStatus;
}

/** The orders of a simulated XTA server, in memory: each lies in its reader's mailbox until it is closed. */
export interface XtaOrders {
  /** False when there is an order of that id already. */
  take(order: TransportOrder, content: XtaContent): boolean;
  find(xtaMessageId: string): TakenOrder | undefined;
  /** What a reader has not closed, in the order in which it came. */
  waitingFor(reader: string): TakenOrder[];
  markFetched(xtaMessageId: string): void;
  /** The reader has it: the transport ends green. */
  close(xtaMessageId: string): void;
  setStatus(xtaMessageId: string, status: ReportStatus): void;
  forget(xtaMessageId: string): void;
  list(): TakenOrder[];
}

export function openOrders(firstStatus: () => ReportStatus, now: () => Date): XtaOrders {
  const orders = new Map<string, TakenOrder>();
  const change = (xtaMessageId: string, changed: (taken: TakenOrder) => Partial<TakenOrder>) => {
    const taken = orders.get(xtaMessageId.toLowerCase());
    if (taken) orders.set(xtaMessageId.toLowerCase(), { ...taken, ...changed(taken) });
  };
  const stamp = (order: TransportOrder, stage: keyof TransportOrder['times']): TransportOrder => ({
    ...order,
    times: { ...order.times, [stage]: order.times[stage] ?? now().toISOString() },
  });
  return {
    take: (order, content) => {
      const key = order.xtaMessageId.toLowerCase();
      if (orders.has(key)) return false;
      orders.set(key, { order: stamp(stamp(order, 'InitialSend'), 'Delivery'), content, status: firstStatus() });
      return true;
    },
    find: (xtaMessageId) => orders.get(xtaMessageId.toLowerCase()),
    waitingFor: (reader) =>
      [...orders.values()].filter(({ order }) => order.reader.identifier === reader && !order.times.Reception),
    markFetched: (xtaMessageId) => change(xtaMessageId, ({ order }) => ({ order: stamp(order, 'InitialFetch') })),
    close: (xtaMessageId) =>
      change(xtaMessageId, ({ order }) => ({ order: stamp(order, 'Reception'), status: 'green' })),
    setStatus: (xtaMessageId, status) => change(xtaMessageId, () => ({ status })),
    forget: (xtaMessageId) => void orders.delete(xtaMessageId.toLowerCase()),
    list: () => [...orders.values()],
  };
}
