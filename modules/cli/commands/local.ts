import { TuneformError } from '../../kernel';
import { notRunning } from '../local/failures';
import { findRunning } from '../local/find-running';
import { resetLocalCloud } from '../local/reset';
import { CONFLICTING_VARIABLES, localEnvironment, parseShell, shellExports } from '../local/shell-exports';
import { ensureStarted } from '../local/start';
import { localStatus } from '../local/status';
import { ensureStopped } from '../local/stop';
import { confirm } from '../terminal/confirm';
import { formatDuration } from '../terminal/duration';
import { printJson } from '../terminal/print-json';
import { renderCard } from '../terminal/card';
import type { Terminal } from '../terminal/terminal';
import { directoryOf } from './directory-of';
import type { EnvFlags, LocalFlags, ResetFlags, StartFlags } from './flags';

/** `tuneform local start` */
export async function start(flags: StartFlags, terminal: Terminal): Promise<void> {
  const directory = directoryOf(flags, terminal);
  const port = flags.port === undefined ? {} : { port: flags.port };
  const runner = flags.runner === undefined ? {} : { runner: flags.runner };
  const { running, fresh, logFile } = await ensureStarted({
    directory,
    ...port,
    ...runner,
    env: terminal.env,
  });
  const { record, credentialsFile } = running;
  if (flags.json === true) {
    printJson(terminal, { ...record, directory, logFile, credentialsFile, alreadyRunning: !fresh });
    return;
  }
  const { style } = terminal;
  const pid = `process ${String(record.pid)}`;
  terminal.say(
    fresh
      ? `${style.good('Local cloud started')} at ${style.accent(record.url)} (${pid}).`
      : `Local cloud already running at ${style.accent(record.url)} (${pid}).`,
  );
  terminal.say(
    renderCard(
      [
        ['data', directory],
        ['log', logFile],
        ['use it', 'eval "$(npx tuneform local env)"'],
      ],
      style,
    ),
  );
}

/** `tuneform local stop` */
export async function stop(flags: LocalFlags, terminal: Terminal): Promise<void> {
  const directory = directoryOf(flags, terminal);
  const stopped = await ensureStopped(directory);
  if (flags.json === true) {
    printJson(terminal, { ...stopped, directory });
    return;
  }
  if (!stopped.wasRunning) terminal.say(`No local cloud was running for ${directory}.`);
  else if (stopped.killed) {
    terminal.say('The local cloud did not stop in time and was killed. Its data is safe.');
  } else terminal.say('Local cloud stopped. Its data stays; the next start continues with it.');
}

/** `tuneform local status`; exit code 3 if the local cloud does not run. */
export async function status(flags: LocalFlags, terminal: Terminal): Promise<void> {
  const found = await localStatus(directoryOf(flags, terminal));
  if (flags.json === true) printJson(terminal, found);
  if (!found.running) {
    const failure = notRunning(found.directory);
    if (found.note === undefined) throw failure;
    throw new TuneformError(`${failure.message} (${found.note})`, {
      code: failure.code,
      summary: failure.summary,
    });
  }
  if (flags.json === true) return;
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['state', terminal.dataStyle.good('running')],
    ['url', found.url],
    ['process', String(found.pid)],
    ['version', found.version],
    ['runner', found.runner],
    ['up for', formatDuration((found.uptimeSeconds ?? 0) * 1000)],
    ['data', found.directory],
  ];
  terminal.data(renderCard(entries, terminal.dataStyle));
}

/** `tuneform local reset` */
export async function reset(flags: ResetFlags, terminal: Terminal): Promise<void> {
  const directory = directoryOf(flags, terminal);
  if (flags.yes !== true && !(await confirm(`Delete everything in ${directory}?`, terminal))) {
    terminal.say('Nothing was deleted.');
    return;
  }
  const done = await resetLocalCloud(directory);
  if (flags.json === true) {
    printJson(terminal, done);
    return;
  }
  const what = done.wasRunning ? 'stopped and emptied' : done.emptied ? 'emptied' : 'was already empty';
  terminal.say(`Local cloud ${what}.`);
  if (done.emptied) {
    terminal.say(
      'This also deleted what Terraform deployed there: delete its state (terraform.<stack>.tfstate) before you deploy again.',
    );
  }
}

/** `tuneform local env` */
export async function env(flags: EnvFlags, terminal: Terminal): Promise<void> {
  const shell = parseShell(flags.shell);
  const directory = directoryOf(flags, terminal);
  const found = await findRunning(directory);
  if (found.kind !== 'running') throw notRunning(directory);
  const variables = localEnvironment({ ...found, url: found.record.url });
  if (flags.json === true) printJson(terminal, { set: variables, unset: CONFLICTING_VARIABLES });
  else terminal.data(shellExports(variables, shell));
}
