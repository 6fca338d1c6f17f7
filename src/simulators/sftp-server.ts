import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type Session } from 'ssh2';
import { type SftpFault, type SftpWatcher, serveFiles } from './sftp-files.ts';

export interface SftpServerSettings {
  /** The folder that clients see as `/`; with `program` they see the whole disk. */
  readonly root: string;
  /** On 127.0.0.1; absent or 0: any free one. */
  readonly port?: number;
  readonly user: string;
  readonly password?: string;
  /** Public key of the user, OpenSSH. */
  readonly publicKey?: string;
  /** OpenSSH's `sftp-server`, in place of our own. */
  readonly program?: string;
  /** Told of every operation; only by our own server. */
  readonly watch?: SftpWatcher;
}

export interface SimulatedSftpServer {
  readonly port: number;
  /** As `ssh-keygen -lf` prints it. */
  readonly hostKey: string;
  /** Replaces what is left of the script of faults; only our own server has faults. */
  setFaults(faults: readonly SftpFault[]): void;
  /** Faults that have befallen nobody yet. */
  faultsLeft(): number;
  /** Connections that are open. */
  open(): number;
  close(): Promise<void>;
}

/** Starts an SFTP server on 127.0.0.1 with a new host key. It does wrong what its script says. */
export async function startSftpServer(settings: SftpServerSettings): Promise<SimulatedSftpServer> {
  const host = makeKey();
  const faults: SftpFault[] = [];
  const open = new Set<Connection>();
  const { watch = () => {} } = settings;
  const server = new ssh2.Server({ hostKeys: [host.pem] }, (client) => {
    open.add(client);
    client.on('error', () => {});
    socketOf(client).setNoDelay(true);
    client.on('close', () => open.delete(client));
    client.on('authentication', (context) => (admits(context, settings) ? context.accept() : context.reject()));
    client.on('session', (accept) => {
      const session = accept();
      if (settings.program !== undefined) return runProgram(session, settings.program);
      session.on('sftp', (acceptSftp) => serveFiles(acceptSftp(), settings.root, faults, () => cut(client), watch));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: host.fingerprint,
    setFaults: (given) => {
      faults.splice(0, faults.length, ...given);
    },
    faultsLeft: () => faults.length,
    open: () => open.size,
    close: async () => {
      for (const client of open) cut(client);
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function admits(context: AuthContext, { user, password, publicKey }: SftpServerSettings): boolean {
  if (context.username !== user) return false;
  if (context.method === 'password') return password !== undefined && context.password === password;
  if (context.method !== 'publickey' || publicKey === undefined) return false;
  const known = ssh2.utils.parseKey(publicKey);
  if (known instanceof Error || !known.getPublicSSH().equals(context.key.data)) return false;
  return context.blob === undefined || context.signature === undefined || verifies(known, context.blob, context);
}

function verifies(key: ParsedKey, blob: Buffer, { signature, hashAlgo }: { signature?: Buffer; hashAlgo?: string }) {
  return signature !== undefined && key.verify(blob, signature, hashAlgo) === true;
}

function runProgram(session: Session, program: string): void {
  session.on('subsystem', (accept, reject, { name }) => {
    if (name !== 'sftp') return reject();
    const channel = accept();
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.on('error', () => {});
    channel.pipe(child.stdin);
    child.stdout.pipe(channel);
    channel.on('close', () => child.kill());
  });
}

function cut(client: Connection): void {
  socketOf(client).destroy();
}

/** ssh2 has it, its types do not; ending a connection politely would be no fault. */
function socketOf(client: Connection): Socket {
  return (client as unknown as { readonly _sock: Socket })._sock;
}

/** Not by ssh2, whose own keys are now and then malformed. */
function makeKey(): { pem: string; fingerprint: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error) throw key;
  const digest = createHash('sha256').update(key.getPublicSSH()).digest('base64');
  return { pem, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` };
}
