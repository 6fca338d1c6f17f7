import ssh2 from 'ssh2';
import type { Behaviour, BehaviourKind } from './behaviour.ts';
import type { SimulatorSettings } from './settings.ts';
import type { SftpFault } from './sftp-files.ts';
import { startSftpServer } from './sftp-server.ts';
import type { Target, TargetCall } from './target.ts';

const login = { user: 'zustellwerk', password: 'password-of-the-simulator' };
const failure = ssh2.utils.sftp.STATUS_CODE.FAILURE;

/** What a delivery does in the folder, by the names that it uses on the server; the group is its key. */
export interface FolderTraces {
  /** It is written, and nobody reads it yet. */
  readonly written: RegExp;
  /** It appears. */
  readonly shown: RegExp;
}

/** What disturbs the session of whoever puts something there. The rest is done by the office behind the folder. */
const ofSession: ReadonlySet<BehaviourKind> = new Set<BehaviourKind>(['unavailable', 'crash', 'cut', 'slow']);

/**
 * Puts the folder of an office behind an SFTP server with a host key of its own. What befalls the session is the step
 * `put`: the disk is full (`unavailable`), the server fails as the file appears (`crash`), the connection is cut while the
 * file is written (`before`), as it appears (`during`), or when it has (`after`), and the server takes its time (`slow`).
 *
 * @param startOffice starts who works in the folder.
 */
export async function behindSftp(
  startOffice: (settings: SimulatorSettings) => Promise<Target>,
  folder: string,
  traces: FolderTraces,
  { port, onCall, name }: SimulatorSettings,
): Promise<Target> {
  const calls: TargetCall[] = [];
  const note = async (call: TargetCall) => {
    calls.push(call);
    await onCall?.(call);
  };
  const office = await startOffice({ folder, onCall: note, ...(name !== undefined && { name }) });
  let faults = new Map<SftpFault, Behaviour>();
  const server = await startSftpServer({
    root: folder,
    ...login,
    ...(port !== undefined && { port }),
    watch: (operation, place, fault) => {
      const shown = operation === 'rename' ? traces.shown.exec(place) : null;
      const [, key] = (fault ? traces.written.exec(place) : null) ?? shown ?? [];
      const behaviour = (fault && faults.get(fault)?.kind) ?? 'take';
      if (key !== undefined) void note({ step: 'put', behaviour, key });
    },
  });
  return {
    ...office,
    name: `${office.name} over SFTP`,
    options: { folder: '/', host: '127.0.0.1', port: server.port, hostKey: server.hostKey, ...login },
    behave: (behaviours) => {
      const inSession = behaviours.filter(({ step, kind }) =>
        step === undefined ? ofSession.has(kind) : step === 'put',
      );
      const each = inSession.flatMap((one) => Array.from({ length: one.times ?? 1 }, () => one));
      faults = new Map(each.map((one) => [asFault(one, traces), one]));
      server.setFaults([...faults.keys()]);
      return office.behave(behaviours.filter((one) => !inSession.includes(one)));
    },
    calls: () => [...calls],
    close: async () => {
      await server.close();
      await office.close();
    },
  };
}

function asFault(behaviour: Behaviour, { written, shown }: FolderTraces): SftpFault {
  switch (behaviour.kind) {
    case 'unavailable':
      return { at: 'open', name: written, fault: failure };
    case 'cut':
      if (behaviour.when === 'before') return { at: 'write', name: written, fault: 'cut-before' };
      return { at: 'rename', name: shown, fault: behaviour.when === 'during' ? 'cut-before' : 'cut-after' };
    case 'slow':
      return { at: 'rename', name: shown, fault: { slow: behaviour.ms } };
    default:
      return { at: 'rename', name: shown, fault: failure };
  }
}
