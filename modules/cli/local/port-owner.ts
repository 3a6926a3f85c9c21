import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandLineOf, inheritedEnvironment, runProgramAtOnce } from '../../machine';
import { localCloudsFolder, readKeyPair } from '../../local-access';
import { health } from './health';

/**
 * Returns a description of the process that listens on a loopback port, for an error message: another project's local cloud
 * by its folder, any other process by number and command. Undefined if the system does not show the process.
 */
export async function describePortOwner(port: number): Promise<string | undefined> {
  const local = await ownLocalCloud(port);
  if (local !== undefined) return `the local cloud of ${local.directory} (process ${String(local.pid)})`;
  const pid = listenerOnLinux(port) ?? listenerByLsof(port);
  if (pid === undefined) return undefined;
  const command = commandLineOf(pid);
  return command === undefined ? `process ${String(pid)}` : `process ${String(pid)}: ${shorten(command)}`;
}

/** Returns the user's own local cloud on the port; the port's entry links to its folder. */
async function ownLocalCloud(port: number): Promise<{ directory: string; pid: number } | undefined> {
  try {
    const entry = join(localCloudsFolder({ env: process.env, home: homedir() }), String(port));
    const file = realpathSync(entry);
    const answer = await health(`http://127.0.0.1:${String(port)}`, readKeyPair(file));
    return answer.kind === 'proven' ? { directory: dirname(file), pid: answer.pid } : undefined;
  } catch {
    return undefined; // no such entry
  }
}

const shorten = (text: string): string => (text.length > 90 ? `${text.slice(0, 87)}...` : text);

/** On Linux: finds the socket's inode in /proc/net/tcp, then the process that has it open. */
function listenerOnLinux(port: number): number | undefined {
  try {
    const inode = listeningInode('/proc/net/tcp', port) ?? listeningInode('/proc/net/tcp6', port);
    if (inode === undefined) return undefined;
    for (const entry of readdirSync('/proc')) {
      if (/^\d+$/.test(entry) && holdsSocket(entry, inode)) return Number(entry);
    }
  } catch {
    // This system has no /proc; the caller tries lsof.
  }
  return undefined;
}

const LISTENING = '0A';

function listeningInode(table: string, port: number): string | undefined {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (local?.endsWith(wanted) === true && state === LISTENING) return inode;
  }
  return undefined;
}

function holdsSocket(pid: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${descriptor}`) === `socket:[${inode}]`;
      } catch {
        return false;
      }
    });
  } catch {
    return false; // gone meanwhile, or another user's
  }
}

function listenerByLsof(port: number): number | undefined {
  const args = ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-t'];
  const env = inheritedEnvironment(process.env, 'tool');
  const [first = ''] = runProgramAtOnce({ file: 'lsof', args, env }).stdout.split('\n');
  return first === '' ? undefined : Number(first);
}
