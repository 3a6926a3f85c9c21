import { readdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { cornerProvider } from '../../acceptance/plugin/corner/provider';
import { serveProvider } from '../../../modules/plugin';

// What else an executable does at its exit; its starter keeps compiled code. A test reads what is still there by then.
process.once('exit', () => {
  const own = `terraform-plugin-${String(process.pid)}-`;
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(own));
  writeSync(2, `left at the exit: ${left.join(' ') || 'nothing'}\n`);
});

/** The corner provider as an executable. */
void serveProvider(cornerProvider(), { address: 'registry.terraform.io/corner/corner' });
