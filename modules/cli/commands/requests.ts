import { systemClock } from '../../kernel';
import { parseSince, readRequests } from '../local/requests';
import { printJson } from '../terminal/print-json';
import { renderTable } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { directoryOf } from './directory-of';
import type { RequestFlags } from './flags';

/** `tuneform local requests`; reads the durable log, so it also works after the local cloud has stopped. */
export async function requests(flags: RequestFlags, terminal: Terminal): Promise<void> {
  const found = await readRequests(directoryOf(flags, terminal), {
    ...(flags.since === undefined ? {} : { since: parseSince(flags.since, systemClock.now()) }),
    mutatingOnly: flags.mutating === true,
  });
  if (flags.json === true) {
    printJson(terminal, found);
    return;
  }
  const rows = found.map((request) => [
    new Date(request.at).toISOString(),
    request.service,
    request.operation,
    String(request.status),
    request.mutating ? 'changes' : '',
    request.errorCode ?? '',
  ]);
  const titles = ['time', 'service', 'operation', 'status', '', 'error'];
  if (rows.length > 0) {
    terminal.data(
      renderTable(
        titles.map((title) => ({ title })),
        rows,
        terminal.dataStyle,
      ),
    );
  }
  const changing = found.filter((request) => request.mutating).length;
  terminal.say(`${String(found.length)} requests, ${String(changing)} of which change something.`);
}
