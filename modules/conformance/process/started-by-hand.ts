import { systemClock } from '../../kernel';
import { startProgram } from '../../machine';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import { HOST_ENVIRONMENT } from './host-environment';
import type { CheckContext } from './check-context';

const CHECK = 'started by hand';
const PATIENCE_MS = 10_000;
const REMEDY =
  'Compare TF_PLUGIN_MAGIC_COOKIE with the published value first. If it differs, write one readable line to standard error and exit with a status other than 0.';

/** A user who double-clicks a provider must be able to read what it is, and a script must see that it failed. */
export async function startedByHand(context: CheckContext): Promise<Finding> {
  const cookieNames = Object.keys(HOST_ENVIRONMENT);
  const ambient = Object.entries(process.env).filter(([name]) => !cookieNames.includes(name));
  const env = { ...Object.fromEntries(ambient), ...context.environment };
  const child = startProgram({ file: context.executable, args: [], env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? String(signal)));
  });
  const giveUp = new AbortController();
  const late = systemClock.sleep(PATIENCE_MS, giveUp.signal).catch(() => undefined);
  const end = await Promise.race([ended, late]);
  giveUp.abort();
  if (end === undefined) {
    child.kill('SIGKILL');
    await ended;
    return failed(CHECK, `It is still running after ${String(PATIENCE_MS / 1000)} s.`, REMEDY);
  }
  if (typeof end === 'string') return failed(CHECK, `It ended with ${end}.`, REMEDY);
  if (end === 0) return failed(CHECK, 'It exited with 0, as if it had done something.', REMEDY);
  if (stdout !== '') {
    return failed(CHECK, `It wrote to standard output: ${JSON.stringify(stdout.slice(0, 200))}`, REMEDY);
  }
  const first = stderr.split('\n')[0]?.trim() ?? '';
  if (!/[a-z]{2,} [a-z]{2,}/i.test(first) || /\n\s+at .*:\d+/.test(stderr)) {
    return failed(CHECK, `It wrote nothing readable: ${JSON.stringify(stderr.slice(0, 200))}`, REMEDY);
  }
  return passed(CHECK, `It exits with ${String(end)} and says: ${first}`);
}
